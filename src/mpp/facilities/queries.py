"""Stewards and requests, as the administrator, the stewards and the case see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from mpp.facilities.models import FacilitySteward, PracticeRequest
from mpp.facilities.rules import State
from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.cipher import open_json
from mpp.foundation.errors import NotFound
from mpp.foundation.scope import query
from mpp.identity.queries import own_nik_index

STEWARDS, NIK = "facility_steward", "nik"
REQUESTS, SUBJECT, WORDS = "practice_request", "subject", "words"
#: Longest list on one page.
MOST_SHOWN = 200


class StewardNotFound(NotFound):
    """Nobody of the kind answers for a facility of this region."""

    code, title = "steward-not-found", "There is no such person for a facility of this region"


class RequestNotFound(NotFound):
    """No such request, or not to a facility that the actor answers for today."""

    code, title = "practice-request-not-found", "There is no such request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Steward:
    """The names are those of `models.FacilitySteward`."""

    id: UUID
    region_id: int
    facility_code: str
    facility_name: str
    name: str
    decree: str
    starts_on: date
    ends_on: date
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom and what a facility is asked about.

    profession: as the service names it, in Indonesian     schedule: rows of the form (day, opens, closes)
    """

    name: str
    profession: str
    schedule: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request. The names are those of `models.PracticeRequest`; what is sealed there is opened.

    steward: who has answered, "" for nobody
    """

    id: UUID
    region_id: int
    application_id: UUID
    person_id: UUID
    facility_code: str
    facility_name: str
    subject: Subject
    state: State
    asked_at: datetime
    due_on: date
    answered_at: datetime | None
    steward: str
    from_on: date | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A facility that the acting person answers for today. ends_on: last day"""

    region_id: int
    facility_code: str
    facility_name: str
    ends_on: date


@query
def stewards(*, actor: Actor, on: date) -> tuple[Steward, ...]:
    """Return who answers for facilities of the acting region on the local date `on`, or will."""
    rows = FacilitySteward.objects.filter(region_id=actor.region_id, ends_on__gte=on)
    return tuple(map(_steward, rows.order_by("facility_name", "starts_on")[:MOST_SHOWN]))


@query
def steward(steward_id: UUID, *, actor: Actor) -> Steward:
    """Return who answers or answered for a facility of the acting region. Refuses: StewardNotFound"""
    row = FacilitySteward.objects.filter(region_id=actor.region_id, id=steward_id).first()
    if row is None:
        raise StewardNotFound
    return _steward(row)


@query
def is_answered_for(facility_code: str, *, actor: Actor, on: date) -> bool:
    """Return whether somebody answers for this facility of the acting region on the local date `on`."""
    return in_force(actor.region_id, on).filter(facility_code=facility_code).exists()


def own_duties(*, actor: Actor, on: date) -> tuple[Duty, ...]:
    """Return the facilities of all regions that the acting person answers for on the date `on`."""
    rows = hot.read("SELECT * FROM mpp.facilities_of_steward(%s, %s)", [own_nik_index(actor=actor), on])
    return tuple(
        Duty(region_id=region_id, facility_code=code, facility_name=name, ends_on=ends_on)
        for region_id, code, name, ends_on in rows
    )


@query
def asked_of_me(*, actor: Actor, on: date) -> tuple[Asked, ...]:
    """Return what the facilities of the acting region are asked that the acting person answers for, waiting first."""
    codes = codes_of(actor, on)
    rows = PracticeRequest.objects.filter(region_id=actor.region_id, facility_code__in=codes)
    waiting = rows.filter(state=State.WAITING).order_by("asked_at", "id")[:MOST_SHOWN]
    answered = rows.exclude(state=State.WAITING).order_by("-answered_at", "-id")[:20]
    return _asked((*waiting, *answered))


@query
def latest_of_case(application_id: UUID, *, actor: Actor) -> Asked | None:
    """Return what the facility was asked last for the sake of a case, for whoever has been let see the case."""
    rows = PracticeRequest.objects.filter(region_id=actor.region_id, application_id=application_id)
    return next(iter(_asked(tuple(rows.order_by("-asked_at", "-id")[:1]))), None)


@query
def practice_request(request_id: UUID, *, actor: Actor) -> Asked:
    """Return one request of the acting region. Refuses: RequestNotFound"""
    found = _asked(tuple(PracticeRequest.objects.filter(region_id=actor.region_id, id=request_id)))
    if not found:
        raise RequestNotFound
    return found[0]


def own_requests(*, actor: Actor) -> tuple[Asked, ...]:
    """Return what facilities of all regions were asked about the acting person, the latest first."""
    found = [
        asked
        for region_id, ids in _by_region("SELECT * FROM mpp.practice_requests_of_me()", [], actor=actor)
        for asked in _requests(ids, actor=actor.acting_in(region_id))
    ]
    return tuple(sorted(found, key=lambda each: each.asked_at, reverse=True))


def own_stewardships(*, actor: Actor) -> tuple[tuple[Steward, int], ...]:
    """Return for which facilities of all regions the acting person answers, did or will, with how many answers."""
    index = own_nik_index(actor=actor)
    return tuple(
        held
        for region_id, ids in _by_region("SELECT * FROM mpp.stewardships_of(%s)", [index], actor=actor)
        for held in _stewardships(ids, actor=actor.acting_in(region_id))
    )


@query
def _by_region(sql: str, given: Sequence[bytes], *, actor: Actor) -> tuple[tuple[int, list[UUID]], ...]:
    """Return the ids that a function of `sql/own.sql` finds, by their regions."""
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        rows = sorted(cursor.fetchall())
    return tuple(
        (region_id, [found for _, found in group]) for region_id, group in groupby(rows, key=lambda row: row[0])
    )


@query
def _requests(ids: Sequence[UUID], *, actor: Actor) -> tuple[Asked, ...]:
    return _asked(tuple(PracticeRequest.objects.filter(region_id=actor.region_id, id__in=ids)))


@query
def _stewardships(ids: Sequence[UUID], *, actor: Actor) -> tuple[tuple[Steward, int], ...]:
    rows = FacilitySteward.objects.filter(region_id=actor.region_id, id__in=ids).order_by("starts_on", "facility_name")
    answers = PracticeRequest.objects.filter(region_id=actor.region_id)
    return tuple((_steward(row), answers.filter(answered_by=row.id).count()) for row in rows)


def codes_of(actor: Actor, on: date) -> tuple[str, ...]:
    """Return the codes of the facilities of the acting region that the acting person answers for."""
    rows = in_force(actor.region_id, on).filter(nik_index=own_nik_index(actor=actor))
    return tuple(rows.values_list("facility_code", flat=True))


def in_force(region_id: int, on: date) -> QuerySet[FacilitySteward]:
    """Return the rows of those who answer for facilities of a region on the local date `on`."""
    return FacilitySteward.objects.filter(region_id=region_id, starts_on__lte=on, ends_on__gte=on)


def people_of(facility_code: str, *, region_id: int, on: date) -> tuple[UUID, ...]:
    """Return who answers for a facility and has an account here; ids only, for whoever tells them."""
    indexes = in_force(region_id, on).filter(facility_code=facility_code).values_list("nik_index", flat=True)
    found = (hot.read("SELECT person_id FROM mpp.person_by_nik(%s)", [bytes(index)]) for index in indexes)
    return tuple(dict.fromkeys(rows[0][0] for rows in found if rows))


def waiting_regions() -> tuple[int, ...]:
    """Return the regions in which a facility has not answered yet."""
    return tuple(region_id for (region_id,) in hot.read("SELECT * FROM mpp.regions_with_practice_requests()", []))


def _steward(row: FacilitySteward) -> Steward:
    return Steward(
        id=row.id,
        region_id=row.region_id,
        facility_code=row.facility_code,
        facility_name=row.facility_name,
        name=row.name,
        decree=row.decree,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        made_at=row.made_at,
    )


def _asked(rows: tuple[PracticeRequest, ...]) -> tuple[Asked, ...]:
    answering = {row.answered_by for row in rows if row.answered_by}
    names = dict(FacilitySteward.objects.filter(id__in=answering).values_list("id", "name"))
    return tuple(_view(row, names) for row in rows)


def _view(row: PracticeRequest, names: dict[UUID, str]) -> Asked:
    subject = open_json(row.subject_sealed, table=REQUESTS, field=SUBJECT, row=row.id, region=row.region_id)
    return Asked(
        id=row.id,
        region_id=row.region_id,
        application_id=row.application_id,
        person_id=row.person_id,
        facility_code=row.facility_code,
        facility_name=row.facility_name,
        subject=Subject(
            name=subject["name"], profession=subject["profession"], schedule=tuple(map(dict, subject["schedule"]))
        ),
        state=State(row.state),
        asked_at=row.asked_at,
        due_on=row.due_on,
        answered_at=row.answered_at,
        steward=names.get(row.answered_by, "") if row.answered_by else "",
        from_on=row.from_on,
        words=open_json(row.words_sealed, table=REQUESTS, field=WORDS, row=row.id, region=row.region_id)
        if row.words_sealed
        else "",
    )
