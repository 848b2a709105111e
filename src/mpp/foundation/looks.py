"""Looks: a line for each time an officer opens personal data, kept for the person it is about.

The worklist is no look: it shows what an office needs to find its work. A case, a file or a letter that is opened is
one. Lines hold ids and codes only. They are written through their own connection, beside whatever the page reads, and a
page whose look cannot be noted is not shown.

Legal basis: UU 27/2022 art. 31 and 32 (the controller records all processing, and tells the person)
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import connection

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.ids import uuid7
from mpp.foundation.logs import masked
from mpp.foundation.scope import query

#: The same thing opened again by the same officer within this time is one visit.
VISIT = timedelta(minutes=15)
#: Longest basis that is kept: number and date of a letter.
LONGEST_BASIS = 160

#: The purpose of whoever has to do with the case by office; every other purpose is asked for.
HANDLING = "handling"
#: Of whoever looks by a mandate, and what stands in place of a role. basis: name and number of the mandate
BY_MANDATE = "by_mandate"
AGENT = "kuasa"
#: Of whoever answers for a health facility, and what stands in place of a role. basis: name of the facility
BY_FACILITY = "by_facility"
FACILITY = "fasilitas"


class Opened(StrEnum):
    """What was opened."""

    CASE = "case"
    FILE = "file"
    LETTER = "letter"
    REQUEST = "request"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One line.

    agency_id: None for posts of the region or the nation     object_id: of the case, for a letter of the document
    basis: the letter that orders the look, the mandate or the facility, "" for the office's own work
    """

    id: UUID
    at: datetime
    region_id: int
    agency_id: UUID | None
    officer_id: UUID | None
    role: str
    kind: Opened
    object_id: UUID
    purpose: str
    basis: str


_NOTE = hot.call("mpp.look_note", "uuid timestamptz uuid int uuid uuid text text uuid text text interval")


def note(
    opened: Opened,
    object_id: UUID,
    *,
    of: UUID,
    actor: Actor,
    now: datetime,
    purpose: str = HANDLING,
    basis: str = "",
) -> None:
    """Note that `actor` opens data of the person `of`, as an officer or by a mandate; nothing where it is the own.

    basis: number of the letter that orders the look; a NIK typed into it is masked
    """
    role = actor.role
    if actor.authority is not None:
        role, purpose = AGENT, BY_MANDATE
        basis = f"{actor.authority.agent_name}, {actor.authority.number}"
    elif actor.officer_id is None:
        return
    # No operation: a look is no act, and the pages that are looked at only read.
    hot.write(
        _NOTE,
        [
            of,
            now,
            uuid7(),
            actor.region_id,
            actor.agency_id,
            actor.officer_id,
            role,
            opened,
            object_id,
            purpose,
            masked(basis)[:LONGEST_BASIS],
            VISIT,
        ],
    )


_NOTE_SEVERAL = (
    "SELECT mpp.look_note(read.of, %s, read.id, %s, NULL, NULL, %s, %s, read.object, %s, read.basis, %s) "
    "FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::text[]) AS read (of, id, object, basis)"
)


def note_at_facility(reads: Collection[tuple[UUID, UUID, str]], *, actor: Actor, now: datetime) -> None:
    """Note that somebody who answers for facilities reads who wants to practise there; nothing where it is himself.

    reads: (person, case, name of the facility)
    """
    others = [each for each in reads if each[0] != actor.person_id]
    if not others:
        return
    people, cases, facilities = zip(*others, strict=True)
    hot.write(
        _NOTE_SEVERAL,
        [
            now,
            actor.region_id,
            FACILITY,
            Opened.PRACTICE,
            BY_FACILITY,
            VISIT,
            list(people),
            [uuid7() for _ in others],
            list(cases),
            [masked(name)[:LONGEST_BASIS] for name in facilities],
        ],
    )


@query
def looks_at(person_id: UUID, *, actor: Actor, before: datetime | None = None, limit: int = 25) -> tuple[Look, ...]:
    """Return who opened what about the acting person, the latest first; nothing about anybody else.

    before: only what is older
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, at, region_id, agency_id, officer_id, role, kind, object_id, purpose, basis FROM look "
            "WHERE person_id = %s AND (%s::timestamptz IS NULL OR at < %s) ORDER BY at DESC, id DESC LIMIT %s",
            [person_id, before, before, limit],
        )
        rows = cursor.fetchall()
    names = tuple(Look.__dataclass_fields__)
    return tuple(
        Look(**(values | {"kind": Opened(values["kind"])}))
        for values in (dict(zip(names, row, strict=True)) for row in rows)
    )
