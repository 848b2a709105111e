"""The worker's door to identity."""

from procrastinate.contrib.django import app as jobs

from mpp.foundation.actor import system
from mpp.foundation.clock import utc_now
from mpp.identity.operations.sweep_access import sweep_access
from mpp.identity.operations.sweep_stashes import sweep_stashes


@jobs.periodic(cron="13 * * * *")
@jobs.task(name="identity.sweep_stashes", queue="housekeeping")
def sweep(timestamp: int) -> None:
    """Delete what nobody came back for, every hour.

    timestamp: Unix time for which the job was due
    """
    sweep_stashes(actor=system(), now=utc_now())


@jobs.periodic(cron="43 1 * * *")
@jobs.task(name="identity.sweep_access", queue="housekeeping")
def sweep_old_access(timestamp: int) -> None:
    """Delete sessions of long ago and guesses that no longer count, every night.

    timestamp: as above
    """
    sweep_access(actor=system(), now=utc_now())
