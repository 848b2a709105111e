"""The worker's door to identity."""

from procrastinate.contrib.django import app as jobs

from mpp.foundation.actor import system
from mpp.foundation.clock import utc_now
from mpp.identity.operations.sweep_stashes import sweep_stashes


@jobs.periodic(cron="13 * * * *")
@jobs.task(name="identity.sweep_stashes", queue="housekeeping")
def sweep(timestamp: int) -> None:
    """Delete what nobody came back for, every hour.

    timestamp: Unix time for which the job was due
    """
    sweep_stashes(actor=system(), now=utc_now())
