"""The worker's own housekeeping: jobs of workers that died, months to come, keys nobody sends again."""

from procrastinate import JobContext
from procrastinate.contrib.django import app as jobs

from mpp.foundation import ledgers
from mpp.foundation.actor import system
from mpp.foundation.clock import utc_now

#: A worker says every ten seconds that it lives; unheard for so long, its jobs are anybody's.
WORKER_IS_GONE_AFTER_S = 60


@jobs.periodic(cron="* * * * *")
@jobs.task(name="foundation.rescue_jobs", queue="housekeeping", pass_context=True)
async def rescue_jobs(context: JobContext, timestamp: int) -> None:
    """Let jobs be done again whose worker was ended in the midst of them; they may have left the house already.

    timestamp: Unix time for which the job was due
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=WORKER_IS_GONE_AFTER_S):
        await manager.retry_job(job)


@jobs.periodic(cron="21 1 * * *")
@jobs.task(name="foundation.make_partitions", queue="housekeeping")
def make_partitions(timestamp: int) -> None:
    """Make the months to come of every event table, every night.

    timestamp: as above
    """
    ledgers.make_partitions()


@jobs.periodic(cron="31 1 * * *")
@jobs.task(name="foundation.sweep_keys", queue="housekeeping")
def sweep_keys(timestamp: int) -> None:
    """Delete the keys of requests that nobody sends again, every night.

    timestamp: as above
    """
    ledgers.sweep_keys(actor=system(), now=utc_now())
