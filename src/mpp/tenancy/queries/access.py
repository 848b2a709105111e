"""Who can enter the posts of a region, who has, and who waits: for its administrators."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.cipher import open_sealed
from mpp.foundation.scope import query
from mpp.identity.queries.factors import has_office_factor
from mpp.tenancy.links import digest_of, token_of
from mpp.tenancy.models import Appointment, Invitation, OfficeEntry, Officer, Recovery
from mpp.tenancy.queries import officer_names

#: Lines of the list of entries.
SHOWN_ENTRIES = 100


class AccessState(StrEnum):
    """Whether an officer can enter the post."""

    READY = "ready"
    INVITED = "invited"
    NOT_INVITED = "not-invited"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerAccess:
    """One officer of a region. roles: held or coming     invited_until: while an invitation is open, else None"""

    officer_id: UUID
    name: str
    roles: tuple[str, ...]
    state: AccessState
    invited_until: datetime | None
    last_entered_at: datetime | None


@query
def officers_access(*, actor: Actor, on: date, now: datetime) -> tuple[OfficerAccess, ...]:
    """Return the officers over whom the acting administrator has a say, by name; the nation sees its own only.

    on: today in the region's zone
    """
    ours = Q(region_id=actor.region_id or None)
    rows = Appointment.objects.filter(
        ours, Q(recalled_at=None), Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    ).select_related("officer")
    held: dict[UUID, list[Appointment]] = {}
    for row in rows.order_by("officer__name", "starts_on"):
        held.setdefault(row.officer_id, []).append(row)
    open_until = dict(
        Invitation.objects.filter(
            officer_id__in=held, accepted_at=None, replaced_at=None, expires_at__gt=now
        ).values_list("officer_id", "expires_at")
    )
    entered = dict(
        OfficeEntry.objects.filter(region_id=actor.region_id, result="entered", officer_id__in=held)
        .order_by("officer_id", "-at")
        .distinct("officer_id")
        .values_list("officer_id", "at")
    )
    return tuple(
        _access(posts, invited_until=open_until.get(officer_id), last_entered_at=entered.get(officer_id))
        for officer_id, posts in held.items()
    )


def _access(
    posts: list[Appointment], *, invited_until: datetime | None, last_entered_at: datetime | None
) -> OfficerAccess:
    officer = posts[0].officer
    is_ready = has_office_factor(bytes(officer.nik_index))
    return OfficerAccess(
        officer_id=officer.id,
        name=officer.name,
        roles=tuple(dict.fromkeys(post.role for post in posts)),
        state=AccessState.READY if is_ready else AccessState.INVITED if invited_until else AccessState.NOT_INVITED,
        invited_until=None if is_ready else invited_until,
        last_entered_at=last_entered_at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line, as in `models.OfficeEntry`. address: the network only"""

    name: str
    at: datetime
    result: str
    detail: str
    device: str
    address: str


@query
def entries(*, actor: Actor) -> tuple[Entry, ...]:
    """Return the latest entries and failures of the acting administrator's officers."""
    rows = list(OfficeEntry.objects.filter(region_id=actor.region_id).order_by("-at")[:SHOWN_ENTRIES])
    names = officer_names({row.officer_id for row in rows})
    return tuple(
        Entry(
            name=names.get(row.officer_id, ""),
            at=row.at,
            result=row.result,
            detail=row.detail,
            device=row.device,
            address=row.address,
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRecovery:
    """A recovery that waits for the second administrator."""

    id: UUID
    officer_id: UUID
    officer: str
    asked_by_id: UUID
    asked_by: str
    asked_at: datetime
    expires_at: datetime
    reason: str
    region_id: int


@query
def waiting_recoveries(*, actor: Actor, now: datetime) -> tuple[WaitingRecovery, ...]:
    """Return the recoveries that the acting administrator may have a word on: of the region, for the nation of all."""
    where = Q() if actor.role == "admin_nasional" else Q(region_id=actor.region_id)
    return tuple(_waiting(Recovery.objects.filter(where, confirmed_at=None, expires_at__gt=now)))


def _waiting(rows: Iterable[Recovery]) -> Iterable[WaitingRecovery]:
    found = list(rows)
    names = officer_names({row.officer_id for row in found} | {row.asked_by for row in found})
    for row in found:
        yield WaitingRecovery(
            id=row.id,
            officer_id=row.officer_id,
            officer=names.get(row.officer_id, ""),
            asked_by_id=row.asked_by,
            asked_by=names.get(row.asked_by, ""),
            asked_at=row.asked_at,
            expires_at=row.expires_at,
            reason=row.reason,
            region_id=row.region_id or NATIONAL,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationView:
    """What a link opens. roles: of the posts held or coming     is_open: it may still be used

    nik_index: whose NIK it is for
    """

    id: UUID
    officer_id: UUID
    roles: tuple[str, ...]
    region_id: int
    is_open: bool
    nik_index: bytes = field(repr=False)


def invitation(token: str, *, now: datetime) -> InvitationView | None:
    """Return the invitation of a link, None where there is none; it is opened before anybody has signed in."""
    row = Invitation.objects.select_related("officer").filter(digest=digest_of(token)).first()
    if row is None:
        return None
    posts = Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=now.date()), officer_id=row.officer_id, recalled_at=None
    )
    return InvitationView(
        id=row.id,
        officer_id=row.officer_id,
        roles=tuple(dict.fromkeys(posts.order_by("starts_on").values_list("role", flat=True))),
        region_id=row.region_id or NATIONAL,
        is_open=row.accepted_at is None and row.replaced_at is None and now < row.expires_at,
        nik_index=bytes(row.officer.nik_index),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationLetter:
    """What the e-mail of an invitation is made of."""

    name: str
    email: str = field(repr=False)
    token: str = field(repr=False)
    region_id: int
    roles: tuple[str, ...]
    expires_at: datetime


def invitation_letter(invitation_id: UUID, *, now: datetime) -> InvitationLetter | None:
    """Return what is to be sent, None where the invitation may no longer be used."""
    row = Invitation.objects.select_related("officer").filter(id=invitation_id).first()
    token = token_of(invitation_id)
    view = invitation(token, now=now)
    if row is None or view is None or not view.is_open:
        return None
    email = open_sealed(bytes(row.email_sealed), table="tenancy_invitation", field="email", row=row.id).decode()
    return InvitationLetter(
        name=row.officer.name,
        email=email,
        token=token,
        region_id=view.region_id,
        roles=view.roles,
        expires_at=row.expires_at,
    )


def officer_name(officer_id: UUID) -> str:
    """Return the name of an officer, "" for nobody."""
    return Officer.objects.filter(id=officer_id).values_list("name", flat=True).first() or ""
