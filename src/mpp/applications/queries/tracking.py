"""Tracking: one case with its history, and a citizen's own list across regions."""

import base64
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from mpp.applications.queries.case import COLUMNS, ApplicationNotFound, Case, case_of
from mpp.applications.rules import APPLICANT, State
from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.cipher import open_sealed, seal

_NOTE_TABLE, _NOTE_FIELD = "application_event", "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act in the history. params: codes and dates for the sentence     note: an officer's words, "" for none"""

    seq: int
    at: datetime
    act: str
    state: State
    role: str
    officer_id: UUID | None
    agency_id: UUID | None
    channel: str
    params: dict[str, Any]
    note: str


@dataclass(frozen=True, slots=True)
class Track:
    case: Case
    history: tuple[Event, ...]


def seal_note(note: str, *, region_id: int, application_id: UUID) -> bytes | None:
    """Return an officer's words sealed to their case, None for no words."""
    if not note:
        return None
    return seal(note.encode(), table=_NOTE_TABLE, field=_NOTE_FIELD, row=application_id, region=region_id)


_TRACK = f"SELECT {COLUMNS}, history::text FROM mpp.application_track(%s, %s, %s)"  # noqa: S608  # our own columns


def track(application_id: UUID, *, actor: Actor) -> Track:
    """Return the case with its history; a citizen's own, or any of the officer's region.

    Refuses: ApplicationNotFound
    """
    applicant = actor.person_id if actor.role == APPLICANT else None
    if not actor.role or (actor.role == APPLICANT and applicant is None):
        raise ApplicationNotFound
    found = hot.read(_TRACK, [actor.region_id, application_id, applicant])
    if not found:
        raise ApplicationNotFound
    *row, history = found[0]
    case = case_of(tuple(row))
    if not actor.may_know_of(case.service_slug):
        raise ApplicationNotFound
    return Track(case, tuple(_event(item, case) for item in orjson.loads(history)))


def _event(item: dict[str, Any], case: Case) -> Event:
    note = ""
    if item["note"]:
        sealed = base64.b64decode(item["note"])
        note = open_sealed(sealed, table=_NOTE_TABLE, field=_NOTE_FIELD, row=case.id, region=case.region_id).decode()
    return Event(
        seq=item["seq"],
        at=datetime.fromisoformat(item["at"]),
        act=item["act"],
        state=State(item["state"]),
        role=item["role"],
        officer_id=UUID(item["officer_id"]) if item["officer_id"] else None,
        agency_id=UUID(item["agency_id"]) if item["agency_id"] else None,
        channel=item["channel"],
        params=item["params"],
        note=note,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCase:
    """A line of a citizen's own list."""

    region_id: int
    application_id: UUID
    service_slug: str
    variant: str
    state: State
    reference: str
    due_on: date | None
    updated_at: datetime


_OWN = (
    "SELECT region_id, application_id, service_slug, variant, state, reference, due_on, updated_at "
    "FROM mpp.own_cases(%s, %s)"
)


def own_cases(*, actor: Actor, limit: int = 50) -> tuple[OwnCase, ...]:
    """Return the actor's own cases of all regions, the latest first; an agent's those his mandate is about."""
    if actor.person_id is None:
        return ()
    return tuple(
        OwnCase(
            region_id=region_id,
            application_id=application_id,
            service_slug=slug,
            variant=variant,
            state=State(state),
            reference=reference,
            due_on=due_on,
            updated_at=updated_at,
        )
        for region_id, application_id, slug, variant, state, reference, due_on, updated_at in hot.read(
            _OWN, [actor.person_id, limit]
        )
        if actor.may_know_of(slug)
    )
