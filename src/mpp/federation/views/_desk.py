"""What both desks, of the region and of the nation, show of an application."""

from dataclasses import dataclass
from datetime import datetime

from mpp.federation.queries.applications import ApplicationView, DetailsView, SecretView
from mpp.federation.rules.addresses import Kind
from mpp.federation.views._words import scope_name, state_of
from mpp.tenancy.queries import NATIONAL_ZONE, region_by_id


@dataclass(frozen=True, slots=True)
class Line:
    """One application in a list. people: who let it have data, None where it is not counted"""

    name: str
    office: str
    region_name: str
    state: str
    tone: str
    href: str


def line_of(application: ApplicationView, *, href: str) -> Line:
    """Return it for a list."""
    region = region_by_id(application.region_id)
    state, tone = state_of(application)
    shown = application.shown
    return Line(shown.name, shown.office, region.name if region else "", state, tone, href)


@dataclass(frozen=True, slots=True)
class Asked:
    """One scope. is_approved: None while nobody has decided"""

    scope: str
    name: str
    reason: str
    is_approved: bool | None


@dataclass(frozen=True, slots=True)
class Stated:
    """What the region says, in force or proposed."""

    id: str
    version: int
    name: str
    office: str
    purpose_id: str
    purpose_en: str
    contact: str
    asked: tuple[Asked, ...]
    redirect_addresses: tuple[str, ...]
    logout_addresses: tuple[str, ...]
    notify_address: str
    state: str
    at: datetime
    decline_reason: str


def stated(details: DetailsView | None) -> Stated | None:
    """Return details for a page."""
    if details is None:
        return None
    is_decided = details.state == "approved"
    return Stated(
        id=str(details.id),
        version=details.version,
        name=details.name,
        office=details.office,
        purpose_id=details.purpose_id,
        purpose_en=details.purpose_en,
        contact=details.contact,
        asked=tuple(
            Asked(scope, scope_name(scope), reason, scope in details.approved_scopes if is_decided else None)
            for scope in details.scopes
            if (reason := details.reasons.get(scope))
        ),
        redirect_addresses=details.redirect_addresses,
        logout_addresses=details.logout_addresses,
        notify_address=details.notify_address,
        state=details.state,
        at=details.decided_at or details.asked_at,
        decline_reason=details.decline_reason,
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """An application as both desks show it. secrets: () for one on people's devices"""

    name: str
    client_id: str
    region_name: str
    is_native: bool
    state: str
    tone: str
    is_suspended: bool
    suspended_by_nation: bool
    suspension_reason: str
    in_force: Stated | None
    proposed: Stated | None
    secrets: tuple[SecretView, ...]
    people: int
    zone: str


def desk_of(application: ApplicationView, *, secrets: tuple[SecretView, ...], people: int) -> Desk:
    """Return it for its own page."""
    region = region_by_id(application.region_id)
    state, tone = state_of(application)
    return Desk(
        name=application.shown.name,
        client_id=application.client_id,
        region_name=region.name if region else "",
        is_native=application.kind is Kind.NATIVE,
        state=state,
        tone=tone,
        is_suspended=application.is_suspended,
        suspended_by_nation=application.suspended_by == "admin_nasional",
        suspension_reason=application.suspension_reason,
        in_force=stated(application.in_force),
        proposed=stated(application.proposed),
        secrets=secrets,
        people=people,
        zone=region.timezone if region else NATIONAL_ZONE,
    )
