"""The worker's door to tenancy."""

from procrastinate.contrib.django import app as jobs

from mpp.foundation.actor import system
from mpp.foundation.clock import utc_now
from mpp.tenancy.operations.sweep_entries import sweep_entries


@jobs.periodic(cron="53 1 * * *")
@jobs.task(name="tenancy.sweep_entries", queue="housekeeping")
def sweep(timestamp: int) -> None:
    """Delete what administrators need no longer, every night.

    timestamp: Unix time for which the job was due
    """
    sweep_entries(actor=system(), now=utc_now())
