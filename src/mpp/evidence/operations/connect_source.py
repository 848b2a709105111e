"""Open a source of the region's own, or change how it is reached.

Writes:  Connection
Refuses: AddressNotAllowed, DetailsMissing, NotACertificate
Legal:   the agreement behind it is the region's (Permendagri 17/2023 for the population register)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from cryptography import x509
from django.conf import settings

from mpp.evidence.models import Connection
from mpp.evidence.queries.connections import place_of_details, view_of
from mpp.evidence.rules.connections import may_stand_at, missing, secrets_of, taken_over
from mpp.evidence.rules.facts import Source
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import seal_json
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import operation


class AddressNotAllowed(DomainError):
    code, kind, title = "source-address-not-allowed", Kind.INVALID, "A source may not stand at this address"


class DetailsMissing(DomainError):
    """names: of what has yet to be said"""

    code, kind, title = "source-details-missing", Kind.INVALID, "Something about the source has yet to be said"


class NotACertificate(DomainError):
    code, kind, title = "source-certificate-unreadable", Kind.INVALID, "This is no certificate in PEM form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How a source is reached, as it was typed. details: a secret left empty stays as it is"""

    address: str
    details: Mapping[str, str] = field(repr=False)
    certificate: str = ""
    daily_limit: int = 0


@operation("evidence.connect_source", by={"admin_daerah", "sistem"}, on="connection_id")
def connect_source(*, connection_id: UUID, source: Source, access: Access, actor: Actor, now: datetime) -> None:
    """Open it, or take the change over; a source that was closed is open again."""
    if not may_stand_at(access.address, settings.EVIDENCE_SOURCE_HOSTS):
        raise AddressNotAllowed
    if access.certificate and not _is_certificate(access.certificate):
        raise NotACertificate
    row = Connection.objects.select_for_update(of=("self",)).filter(source=source).first()
    before = view_of(row).details if row else {}
    details = taken_over(source, before, access.details)
    if names := missing(source, details):
        raise DetailsMissing(names=names)
    row = row or Connection(id=connection_id, region_id=actor.region_id, source=source)
    rotated = sorted(name for name in secrets_of(source) if details[name] != before.get(name))
    row.address, row.certificate, row.daily_limit = access.address, access.certificate, access.daily_limit
    row.details_sealed = seal_json(details, **place_of_details(row.id, row.region_id))
    row.is_open, row.changed_at = True, now
    if rotated:
        row.secrets_changed_at = now
    row.save()
    note(source=source, rotated=rotated, limit=access.daily_limit)


def _is_certificate(text: str) -> bool:
    try:
        x509.load_pem_x509_certificate(text.encode())
    except ValueError:
        return False
    return True
