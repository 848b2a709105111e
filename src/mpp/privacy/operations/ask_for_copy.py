"""Ask for a copy of all one's data.

Writes:  DataCopy; enqueues the job that makes it
Refuses: CopyUnderWay
Legal:   UU 27/2022 art. 32 (access to one's own data within 3 x 24 hours)
"""

from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app as jobs

from mpp.foundation.actor import Actor
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import operation
from mpp.identity.queries import acting_person
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.privacy.models import DataCopy
from mpp.privacy.rules import COPY_AGAIN_AFTER

#: By this name the job is enqueued; the worker's door (`privacy.tasks`) lies above who enqueues it.
COPY_JOB = "privacy.make_copy"


class CopyUnderWay(DomainError):
    """A copy was asked for within the hour."""

    code, kind, title = "data-copy-under-way", Kind.CONFLICT, "A copy was asked for a short while ago"


@operation("privacy.ask_for_copy", by=SIGNED_IN_ROLES, on="copy_id")
def ask_for_copy(*, copy_id: UUID, language: str, actor: Actor, now: datetime) -> None:
    """Let a copy be made. language: "id" or "en", of its readable half"""
    person_id = acting_person(actor)
    if DataCopy.objects.filter(person_id=person_id, asked_at__gt=now - COPY_AGAIN_AFTER).exists():
        raise CopyUnderWay
    DataCopy.objects.create(id=copy_id, person_id=person_id, language=language, asked_at=now)
    jobs.configure_task(COPY_JOB, queue="housekeeping").defer(copy_id=str(copy_id), person_id=str(person_id))
