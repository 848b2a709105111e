"""Appoint an officer to a post, for good or to act in it for a while.

Writes:  Officer, Appointment, Invitation
Refuses: NotYoursToAppoint, PostDoesNotFit, PostTaken, AlreadyAppointed, PeriodImpossible, NikUnreadable
Legal:   UU 30/2014 art. 14 (plt. and plh.); the number of the appointing decision is kept
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import blind_index, seal
from mpp.foundation.errors import DomainError, Forbidden, Kind, NotFound
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import operation
from mpp.identity.queries.factors import has_office_factor
from mpp.identity.rules import normalised_nik
from mpp.tenancy.models import Agency, Appointment, Officer, Region
from mpp.tenancy.operations.invite import invite
from mpp.tenancy.rules import ROLES, AgencyKind, Tenure, exclude_each_other, fits, may_appoint


class NotYoursToAppoint(Forbidden):
    code, title = "not-yours-to-appoint", "You do not appoint to this post"


class PostDoesNotFit(DomainError):
    code, title = "post-does-not-fit", "This office has no such post"


class PostTaken(DomainError):
    code, kind, title = "post-taken", Kind.CONFLICT, "Somebody holds this post in these days"


class AlreadyAppointed(DomainError):
    code, kind, title = "already-appointed", Kind.CONFLICT, "This officer already holds this role in these days"


class PeriodImpossible(DomainError):
    code, title = "period-impossible", "An appointment cannot end before it begins"


class NikUnreadable(DomainError):
    code, title = "nik-unreadable", "A NIK has 16 digits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointee:
    """Who is appointed. name: with titles, as under a letter     nip: "" for who is no civil servant

    email: where the link to the post is sent; "" for nowhere, and nothing is sent to who can enter posts already
    """

    nik: str
    name: str
    nip: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """From when to when, by which decision. ends_on: last day in office, None while open"""

    starts_on: date
    ends_on: date | None
    decree: str

    def overlapping(self) -> Q:
        """Return the condition on appointments that share a day with this one."""
        begun = Q(starts_on__lte=self.ends_on) if self.ends_on else Q()
        return Q(recalled_at=None) & begun & (Q(ends_on__isnull=True) | Q(ends_on__gte=self.starts_on))


@operation("tenancy.appoint", by={"admin_daerah", "admin_nasional", "sistem"}, on="appointment_id")
def appoint(
    *,
    appointment_id: UUID,
    region_id: int,
    agency_id: UUID | None,
    role: str,
    tenure: Tenure,
    appointee: Appointee,
    term: Term,
    actor: Actor,
    now: datetime,
    key: str | None = None,
) -> UUID:
    """Return the id of the officer.

    region_id: NATIONAL for national posts     agency_id: None for posts of the region as a whole
    """
    if role not in ROLES or not may_appoint(actor.role, actor.region_id, role=role, region=region_id):
        raise NotYoursToAppoint(role=role)
    if term.ends_on is not None and term.ends_on < term.starts_on:
        raise PeriodImpossible
    nik = normalised_nik(appointee.nik)
    if nik is None:
        raise NikUnreadable
    _lock_region(role, region_id)
    _check_agency(role, region_id, agency_id)
    officer = _officer(nik, appointee)
    _check_post_is_free(role, region_id, tenure, term, officer)
    Appointment.objects.create(
        id=appointment_id,
        officer=officer,
        region_id=region_id or None,
        agency_id=agency_id,
        role=role,
        tenure=tenure,
        decree=term.decree,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
    )
    if appointee.email and not has_office_factor(bytes(officer.nik_index)):
        invite(invitation_id=uuid7(), officer_id=officer.id, email=appointee.email, actor=actor, now=now)
    note(officer=officer.id, role=role, tenure=tenure, region=region_id, starts_on=term.starts_on, ends_on=term.ends_on)
    return officer.id


def _lock_region(role: str, region_id: int) -> None:
    """Let one appointment of a region pass at a time: rows that do not exist yet cannot be locked."""
    if ROLES[role].is_national:
        if region_id != NATIONAL:
            raise PostDoesNotFit(role=role)
    elif not Region.objects.select_for_update().filter(id=region_id, served_by__isnull=True).exists():
        raise NotFound


def _check_agency(role: str, region_id: int, agency_id: UUID | None) -> None:
    office = None
    if agency_id is not None:
        office = Agency.objects.filter(id=agency_id, region_id=region_id, closed_on__isnull=True).first()
        if office is None:
            raise NotFound
    if not fits(role, AgencyKind(office.kind) if office else None):
        raise PostDoesNotFit(role=role)


def _officer(nik: str, appointee: Appointee) -> Officer:
    """Return the officer with this NIK; the name and number are those of the latest appointment."""
    index = blind_index(nik)
    known = Officer.objects.select_for_update().filter(nik_index=index).first()
    if known is not None:
        known.name, known.nip = appointee.name, appointee.nip
        known.save(update_fields=["name", "nip"])
        return known
    row = uuid7()
    sealed = seal(nik.encode(), table="tenancy_officer", field="nik", row=row)
    return Officer.objects.create(id=row, nik_index=index, nik_sealed=sealed, name=appointee.name, nip=appointee.nip)


def _check_post_is_free(role: str, region_id: int, tenure: Tenure, term: Term, officer: Officer) -> None:
    same_days = Appointment.objects.filter(term.overlapping(), role=role)
    if same_days.filter(officer=officer).exists():
        raise AlreadyAppointed(role=role)
    if ROLES[role].is_signer and any(
        exclude_each_other(tenure, Tenure(held))
        for held in same_days.filter(region_id=region_id).values_list("tenure", flat=True)
    ):
        raise PostTaken(role=role)
