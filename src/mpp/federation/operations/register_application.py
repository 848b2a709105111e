"""Register a regional application, or change what is said about it; both hold once the nation has approved.

Writes:  Application, Details
Refuses: NotFound, AddressesElsewhere, Suspended
Legal:   UU 27/2022 art. 20-22 (a stated purpose for each datum), Perpres 95/2018 (one sign-in for e-services)
"""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from mpp.federation.models import Application, Details
from mpp.federation.rules.addresses import Kind, sector_of
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, NotFound
from mpp.foundation.operation import operation
from mpp.tenancy.queries import region_by_id


class AddressesElsewhere(DomainError):
    """People are known to an application by a name made for its host: the host stays what it is."""

    code, title = "addresses-elsewhere", "All addresses stand under the host that was registered first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the region says, already read by the rules of addresses (`rules.addresses.problem`)."""

    name: str
    office: str
    purpose_id: str
    purpose_en: str
    contact: str
    reasons: dict[str, str]
    redirect_addresses: list[str]
    logout_addresses: list[str]
    notify_address: str = ""


@operation("federation.register_application", by={"admin_daerah", "sistem"}, on="application_id")
def register_application(
    *,
    application_id: UUID,
    kind: Kind,
    statement: Statement,
    client_id: str = "",
    actor: Actor,
    now: datetime,
    key: str | None = None,
) -> str:
    """Return its name in the protocol.

    application_id: a new id, made by the caller     client_id: "" for one that is drawn now
    """
    region = region_by_id(actor.region_id)
    if region is None or not region.is_tenant:
        raise NotFound
    client_id = client_id or f"{region.slug}-{secrets.token_hex(6)}"
    application = Application.objects.create(
        id=application_id,
        client_id=client_id,
        region_id=region.id,
        kind=kind,
        sector=_only_host(statement) or client_id,
        registered_at=now,
    )
    Details.objects.create(application=application, version=1, asked_at=now, **asdict(statement))
    note(region=region.id, client=client_id, application_kind=kind, scopes=sorted(statement.reasons))
    return client_id


@operation("federation.amend_application", by={"admin_daerah"}, on="application_id")
def amend_application(
    *, application_id: UUID, statement: Statement, actor: Actor, now: datetime, key: str | None = None
) -> None:
    """Propose other details; those in force stay until the nation has decided."""
    application = locked(application_id, actor)
    if (_only_host(statement) or application.client_id) != application.sector:
        raise AddressesElsewhere
    version = Details.objects.filter(application=application).count() + 1
    Details.objects.filter(application=application, state="waiting").update(state="replaced")
    Details.objects.create(application=application, version=version, asked_at=now, **asdict(statement))
    note(version=version, scopes=sorted(statement.reasons))


def locked(application_id: UUID, actor: Actor) -> Application:
    """Return the application under lock: of the own region, or any for the nation.

    Refuses: NotFound
    """
    found = Application.objects.select_for_update().filter(id=application_id).first()
    is_national = actor.role in ("admin_nasional", "sistem")
    if found is None or not (is_national or found.region_id == actor.region_id):
        raise NotFound
    return found


def _only_host(statement: Statement) -> str:
    hosts = {sector_of(address) for address in statement.redirect_addresses}
    if len(hosts) != 1:
        raise AddressesElsewhere
    return hosts.pop()
