"""The worker's door: ask again for what sources were silent about while a case needed it."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app as jobs
from procrastinate.jobs import Job

from mpp.evidence.events import FactsPending
from mpp.evidence.gathering import answerable, applicant, gathered
from mpp.evidence.queries.quota import limits
from mpp.evidence.rules.facts import AUTHORITY, Key, Purpose, stale
from mpp.evidence.rules.needs import Needs
from mpp.evidence.rules.quota import more_at
from mpp.evidence.sources import sources_of
from mpp.evidence.watching import look_at_all
from mpp.foundation.actor import Actor, system
from mpp.foundation.clock import utc_now
from mpp.identity.queries import profile

#: The first question comes after this pause; each further pause is twice as long, at most an hour.
FIRST_PAUSE_S = 60
LONGEST_PAUSE_S = 3600
#: About as long as the law gives the office; then the open point stays with the officer, who sees it on the case.
GIVE_UP_AFTER = 120
#: A worker waits longer for one source than a page does.
PATIENCE_S = 20.0


class StillSilent(Exception):
    """Some source has not answered yet; the job comes again. The text names keys only."""


def pause_s(attempts: int) -> float:
    """Return how long to wait after `attempts` questions.

    Up to half as much again at random: after an outage the waiting cases do not return at the same moment.
    """
    pause = min(FIRST_PAUSE_S << min(attempts, 10), LONGEST_PAUSE_S)
    return pause * random.uniform(1.0, 1.5)  # noqa: S311  jitter, not a secret


class QuotaSpent(StillSilent):
    """The quota is used up; again_at: when there is more"""

    def __init__(self, keys: Iterable[str], again_at: datetime) -> None:
        super().__init__(", ".join(sorted(keys)))
        self.again_at = again_at


#: So long after there is quota again the waiting questions begin at the latest, each at a moment of its own.
SPREAD = timedelta(minutes=30)


class Patience(BaseRetryStrategy):
    """Comes again until everything is answered or the officer has long decided."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if job.attempts >= GIVE_UP_AFTER:
            return None
        # Who has waited longest is asked about first, when there is little to share out.
        priority = min(job.attempts, GIVE_UP_AFTER)
        if isinstance(exception, QuotaSpent):
            later = SPREAD * random.random()  # noqa: S311  jitter, not a secret
            return RetryDecision(retry_at=exception.again_at + later, priority=priority)
        return RetryDecision(retry_in={"seconds": round(pause_s(job.attempts))}, priority=priority)


def ask_later(*, event: FactsPending, actor: Actor, now: datetime) -> None:
    """Let the worker ask again in a while; hears FactsPending."""
    confirm_pending.configure(schedule_at=now + timedelta(seconds=pause_s(0))).defer(
        region_id=event.region_id,
        person_id=str(event.person_id),
        case_id=str(event.case_id),
        keys=list(event.keys),
        profession=event.profession,
        place_code=event.place_code,
    )


@jobs.task(name="evidence.confirm_pending", queue="sources", retry=Patience())
def confirm_pending(
    *, region_id: int, person_id: str, case_id: str, keys: Sequence[str], profession: str, place_code: str
) -> None:
    """Ask for `keys` once more; what is answered is recorded and told to the case."""
    subject, now = UUID(person_id), utc_now()
    # A source that the region has closed meanwhile will never answer.
    wanted = answerable(frozenset(map(Key, keys)), sources_of(region_id))
    actor = replace(system(region_id), person_id=subject)
    found = gathered(
        Needs(keys=wanted, profession=profession, place_code=place_code),
        applicant(profile(actor=actor)),
        purpose=Purpose.CONFIRMATION,
        actor=actor,
        now=now,
        case_id=UUID(case_id),
        patience_s=PATIENCE_S,
    )
    if found.unpaid:
        spent = [limits(actor=actor).get(AUTHORITY[key]) for key in found.unpaid]
        is_own = any(limit is not None and limit.owner == region_id for limit in spent)
        raise QuotaSpent(found.unpaid, more_at(now, is_own=is_own))
    silent = stale(wanted, found.facts, purpose=Purpose.CONFIRMATION, now=now)
    if silent:
        raise StillSilent(", ".join(sorted(silent)))


@jobs.periodic(cron="37 * * * *")
@jobs.task(name="evidence.watch_sources", queue="sources")
def watch_sources(timestamp: int) -> None:
    """Look at certificates and quotas, every hour.

    timestamp: Unix time for which the job was due
    """
    look_at_all(utc_now())
