"""The worker's door: examine what has come, delete what is to go."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app as jobs
from procrastinate.jobs import Job

from mpp.foundation.actor import Actor, system
from mpp.foundation.clock import utc_now
from mpp.uploads import store
from mpp.uploads.checking import check
from mpp.uploads.events import UploadReceived, UploadRemoved
from mpp.uploads.operations._row import NotInThisState
from mpp.uploads.operations.remove import CaseRestsOnIt, forget_line, remove
from mpp.uploads.ports import ScannerUnavailable
from mpp.uploads.queries import UploadNotFound, due
from mpp.uploads.rules import State

#: A silent scanner is asked again after 15, 30, 60 ... seconds, at most ten minutes apart, for three days.
FIRST_PAUSE_S, LONGEST_PAUSE_S, GIVE_UP_AFTER = 15, 600, 440


class ScannerPatience(BaseRetryStrategy):
    """Comes again while the scanner is silent; until it answers the document stays in quarantine."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if not isinstance(exception, ScannerUnavailable) or job.attempts >= GIVE_UP_AFTER:
            return None
        return RetryDecision(retry_in={"seconds": min(FIRST_PAUSE_S << min(job.attempts, 10), LONGEST_PAUSE_S)})


def check_later(*, event: UploadReceived, actor: Actor, now: datetime) -> None:
    """Let the worker examine a document; hears UploadReceived."""
    check_upload.defer(upload_id=str(event.upload_id), person_id=str(event.person_id), region_id=event.region_id)


@jobs.task(name="uploads.check", queue="uploads", retry=ScannerPatience())
def check_upload(*, upload_id: str, person_id: str, region_id: int) -> None:
    """Examine a document that is all there."""
    check(UUID(upload_id), actor=_in_name_of(UUID(person_id), region_id), now=utc_now())


def forget_later(*, event: UploadRemoved, actor: Actor, now: datetime) -> None:
    """Let the worker delete the bytes of a removed document; hears UploadRemoved."""
    forget_bytes.defer(upload_id=str(event.upload_id))


@jobs.task(name="uploads.forget_bytes", queue="housekeeping")
def forget_bytes(*, upload_id: str) -> None:
    """Delete what the store has of a removed document; without its key nobody can read it any more."""
    store.forget(UUID(upload_id))


@jobs.periodic(cron="*/10 * * * *")
@jobs.task(name="uploads.sweep", queue="housekeeping")
def sweep(timestamp: int) -> None:
    """Remove what the rule no longer keeps, every ten minutes.

    timestamp: Unix time for which the job was due
    """
    now = utc_now()
    for each in due(now, actor=system()):
        actor = _in_name_of(each.person_id, each.region_id)
        if each.state in (State.REMOVED, State.REFUSED):
            forget_line(upload_id=each.upload_id, actor=actor, now=now)
            continue
        try:
            remove(upload_id=each.upload_id, actor=actor, now=now)
        except (CaseRestsOnIt, NotInThisState, UploadNotFound):
            # Used or removed by its holder in this very moment.
            continue


def _in_name_of(person_id: UUID, region_id: int) -> Actor:
    return replace(system(region_id), person_id=person_id)
