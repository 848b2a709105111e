"""Inboxes, and the letter that an e-mail is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from mpp.foundation.actor import Actor
from mpp.foundation.scope import query
from mpp.identity.queries import acting_person, profile
from mpp.notifications import wired
from mpp.notifications.models import NoticeWish, OfficerNotice, PersonNotice
from mpp.notifications.rules import USUAL, Channel, Topic, ways

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice, not yet in words. application_id: None where it is about no case"""

    id: UUID
    code: str
    region_id: int
    application_id: UUID | None
    service_slug: str
    reference: str
    due_on: date | None
    detail: str
    created_at: datetime
    is_unread: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """before: id to ask the next page with, None at the end     unread: how many in the whole inbox, at most 99"""

    notices: tuple[Notice, ...]
    before: UUID | None
    unread: int


def notices_of(actor: Actor) -> QuerySet[Any]:
    """Return the inbox of the capacity in which somebody acts: `OfficerNotice` rows, else `PersonNotice` rows."""
    if actor.officer_id:
        return OfficerNotice.objects.filter(region_id=actor.region_id, officer_id=actor.officer_id)
    return PersonNotice.objects.filter(person_id=acting_person(actor))


@query
def inbox(*, actor: Actor, before: UUID | None = None) -> InboxPage:
    """Return a page of the acting person's inbox, the newest first.

    before: only what is older than this notice
    """
    found = notices_of(actor)
    older = found.filter(id__lt=before) if before else found
    rows = list(older.order_by("-id")[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    return InboxPage(
        notices=tuple(_notice(row) for row in shown),
        before=shown[-1].id if len(rows) > PAGE_SIZE else None,
        unread=found.filter(read_at=None)[:99].count(),
    )


@query
def wishes(*, actor: Actor) -> Mapping[Topic, frozenset[Channel]]:
    """Return by which channels the acting person wants to be told of each topic."""
    rows = NoticeWish.objects.filter(person_id=acting_person(actor))
    chosen = {
        Topic(row.topic): frozenset(
            channel for channel, on in ((Channel.EMAIL, row.by_email), (Channel.SMS, row.by_sms)) if on
        )
        for row in rows
    }
    return {**USUAL, **chosen}


def ways_to(topic: Topic, *, actor: Actor) -> frozenset[Channel]:
    """Return by which channels a notice of this topic goes to the acting person now."""
    known = profile(actor=actor)
    reaching = {Channel.EMAIL} if known.email else set()
    if known.phone and wired.texter():
        reaching.add(Channel.SMS)
    return ways(topic, chosen=wishes(actor=actor)[topic], reaching=reaching)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A notice of the acting person and how it reaches him. email, phone: "" when none is known"""

    notice: Notice
    name: str
    email: str
    phone: str
    language: str


@query
def letter(notice_id: UUID, *, actor: Actor) -> Letter | None:
    """Return what is to be mailed, None when it has left already."""
    return _letter(PersonNotice.objects.filter(id=notice_id, mailed_at=None), actor)


@query
def letter_by_text(notice_id: UUID, *, actor: Actor) -> Letter | None:
    """Return what is to be sent as a text message, None where there is no such notice; the gateway takes it once."""
    return _letter(PersonNotice.objects.filter(id=notice_id), actor)


def _letter(rows: QuerySet[PersonNotice], actor: Actor) -> Letter | None:
    row = rows.filter(person_id=acting_person(actor)).first()
    if row is None:
        return None
    reader = profile(actor=actor)
    return Letter(
        notice=_notice(row), name=reader.name, email=reader.email, phone=reader.phone, language=reader.language
    )


def _notice(row: PersonNotice | OfficerNotice) -> Notice:
    return Notice(
        id=row.id,
        code=row.code,
        region_id=row.about_region_id if isinstance(row, PersonNotice) else row.region_id,
        application_id=row.application_id,
        service_slug=row.service_slug,
        reference=row.reference,
        due_on=row.due_on,
        detail=row.detail if isinstance(row, PersonNotice) else "",
        created_at=row.created_at,
        is_unread=row.read_at is None,
    )
