"""What is known of regional applications. What they are and why they ask is for everybody to know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from mpp.federation.handles import digest
from mpp.federation.models import Application, Details, Secret
from mpp.federation.rules import addresses
from mpp.federation.rules.addresses import Kind
from mpp.federation.rules.scopes import Scope
from mpp.foundation import hot


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsView:
    """What a region says about its application (`models.Details`). scopes: asked for"""

    id: UUID
    version: int
    name: str
    office: str
    purpose_id: str
    purpose_en: str
    contact: str
    reasons: Mapping[str, str]
    redirect_addresses: tuple[str, ...]
    logout_addresses: tuple[str, ...]
    notify_address: str
    state: str
    approved_scopes: tuple[str, ...]
    asked_at: datetime
    decided_at: datetime | None
    decline_reason: str

    @property
    def scopes(self) -> tuple[Scope, ...]:
        return tuple(scope for scope in Scope if scope in self.reasons or scope is Scope.OPENID)

    def purpose(self, language: str) -> str:
        return self.purpose_en if language == "en" else self.purpose_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationView:
    """A regional application.

    in_force: the approved details, None before there are any     proposed: those that wait or were declined last
    """

    id: UUID
    client_id: str
    region_id: int
    kind: Kind
    sector: str
    in_force: DetailsView | None
    proposed: DetailsView | None
    is_suspended: bool
    suspended_by: str
    suspension_reason: str

    @property
    def is_open(self) -> bool:
        """Whether people may sign in with it now."""
        return self.in_force is not None and not self.is_suspended

    @property
    def shown(self) -> DetailsView:
        """What pages of administrators call it by."""
        shown = self.in_force or self.proposed
        if shown is None:
            raise LookupError("an application is registered with its details")
        return shown

    @property
    def scopes(self) -> tuple[str, ...]:
        """What it may ask people for now."""
        return self.in_force.approved_scopes if self.in_force else ()

    def redirects_to(self, address: str) -> bool:
        """Return whether a browser may be sent to `address` with an answer."""
        known = self.in_force.redirect_addresses if self.in_force else ()
        return any(addresses.equals(each, address, kind=self.kind) for each in known)

    def logs_out_to(self, address: str) -> bool:
        """Return whether a browser may be sent to `address` after signing out."""
        known = self.in_force.logout_addresses if self.in_force else ()
        return any(addresses.equals(each, address, kind=self.kind) for each in known)


def by_client_id(client_id: str) -> ApplicationView | None:
    """Return the application with this name in the protocol, None when there is none."""
    return _first(_with_details(Q(client_id=client_id)))


def by_id(application_id: UUID) -> ApplicationView | None:
    """Return an application, None when there is none."""
    return _first(_with_details(Q(id=application_id)))


def of_region(region_id: int) -> tuple[ApplicationView, ...]:
    """Return the applications of a region, the newest first."""
    return _with_details(Q(region_id=region_id))


def of_all_regions() -> tuple[ApplicationView, ...]:
    """Return the applications of all regions: those that wait for a decision first, by age, then by name."""
    found = _with_details(Q())
    return tuple(sorted(found, key=lambda each: (not _waits(each), each.region_id, each.shown.name)))


def names(application_ids: Iterable[UUID]) -> dict[UUID, DetailsView]:
    """Return what applications are called now, for lists of consents and of data that were given."""
    return {each.id: each.shown for each in _with_details(Q(id__in=list(application_ids)))}


def people(application_id: UUID, *, now: datetime) -> int:
    """Return how many people let an application have data."""
    [(count,)] = hot.read("SELECT mpp.federation_people(%s, %s)", [application_id, now])
    return int(count)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretView:
    """A secret that still is taken. ending: its last four characters     expires_at: None while it is the newest"""

    id: UUID
    ending: str
    created_at: datetime
    expires_at: datetime | None


def secrets_of(application_id: UUID, *, now: datetime) -> tuple[SecretView, ...]:
    """Return the secrets that are taken now, the newest first."""
    rows = Secret.objects.filter(_taken(now), application_id=application_id).order_by("-created_at")
    return tuple(
        SecretView(id=row.id, ending=row.ending, created_at=row.created_at, expires_at=row.expires_at) for row in rows
    )


def secret_fits(application_id: UUID, secret: str, *, now: datetime) -> bool:
    """Return whether this is a secret of the application that still is taken."""
    given = digest(secret, what="secret")
    return Secret.objects.filter(_taken(now), application_id=application_id, digest=given).exists()


def _taken(now: datetime) -> Q:
    return Q(expires_at=None) | Q(expires_at__gt=now)


def _waits(application: ApplicationView) -> bool:
    return application.proposed is not None and application.proposed.state == "waiting"


def _first(found: tuple[ApplicationView, ...]) -> ApplicationView | None:
    return found[0] if found else None


def _with_details(which: Q) -> tuple[ApplicationView, ...]:
    rows = list(Application.objects.filter(which).order_by("-id"))
    latest = {
        each.application_id: each
        for each in Details.objects.filter(application__in=rows).order_by("application_id", "version")
    }
    approved = {
        each.id: each
        for each in Details.objects.filter(id__in=[row.approved_id for row in rows if row.approved_id is not None])
    }
    return tuple(
        _application(row, latest[row.id], approved[row.approved_id] if row.approved_id else None) for row in rows
    )


def _application(row: Application, latest: Details, approved: Details | None) -> ApplicationView:
    return ApplicationView(
        id=row.id,
        client_id=row.client_id,
        region_id=row.region_id,
        kind=Kind(row.kind),
        sector=row.sector,
        in_force=_details(approved) if approved else None,
        proposed=_details(latest) if latest.state in ("waiting", "declined") else None,
        is_suspended=row.suspended_at is not None,
        suspended_by=row.suspended_by,
        suspension_reason=row.suspension_reason,
    )


def _details(row: Details) -> DetailsView:
    return DetailsView(
        id=row.id,
        version=row.version,
        name=row.name,
        office=row.office,
        purpose_id=row.purpose_id,
        purpose_en=row.purpose_en,
        contact=row.contact,
        reasons=row.reasons,
        redirect_addresses=tuple(row.redirect_addresses),
        logout_addresses=tuple(row.logout_addresses),
        notify_address=row.notify_address,
        state=row.state,
        approved_scopes=tuple(row.approved_scopes),
        asked_at=row.asked_at,
        decided_at=row.decided_at,
        decline_reason=row.decline_reason,
    )
