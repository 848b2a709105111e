"""The worker's loops: deliver facts inside the house, run the jobs that leave it, keep the desks of packages working.

Facts are polled, because a NOTIFY inside a hot transaction would halve it. Jobs are procrastinate's: only listeners
enqueue them, in the transaction in which they heard.
"""

import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import cast

import structlog
from django.db import close_old_connections, connection
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.django_connector import DjangoConnector

from mpp.foundation.clock import utc_now
from mpp.foundation.outbox import Listeners, deliver_batch

log = structlog.get_logger()

#: How long the outbox rests when it was found empty, and after a failure of the database.
POLL_SECONDS = 0.25
PAUSE_AFTER_FAILURE_SECONDS = 2.0
#: How often jobs are looked for when none was announced.
JOB_POLL_SECONDS = 0.5
#: How long running jobs may go on once the worker is asked to stop.
GRACE = timedelta(seconds=5)
CONCURRENT_JOBS = 4

#: Do one piece of work and return whether there was any.
type Work = Callable[[], bool]


def work_until(stop: threading.Event, name: str, work: Work) -> None:
    """Work until `stop` is set; what fails, the database before all, is waited for, never given up."""
    try:
        while not stop.is_set():
            try:
                if not work():
                    stop.wait(POLL_SECONDS)
            except Exception:
                log.exception(f"{name}-failed")
                close_old_connections()
                stop.wait(PAUSE_AFTER_FAILURE_SECONDS)
    finally:
        connection.close()


def run(listeners: Listeners, *, desks: Mapping[str, Work] = MappingProxyType({})) -> None:
    """Run all loops until the process is asked to stop by SIGINT or SIGTERM.

    desks: name -> work of a package that no fact and no job can carry, because it lives in memory only
    """
    stop = threading.Event()
    works = {"outbox": lambda: deliver_batch(listeners, now=utc_now) > 0, **desks}
    threads = [
        threading.Thread(target=work_until, args=(stop, name, work), name=name, daemon=True)
        for name, work in works.items()
    ]
    for thread in threads:
        thread.start()
    try:
        # The app of the Django integration has Django's connector, which knows its counterpart for workers.
        connector = cast(DjangoConnector, jobs.connector).get_worker_connector()
        with jobs.replace_connector(connector) as working:
            working.run_worker(
                fetch_job_polling_interval=JOB_POLL_SECONDS,
                listen_notify=False,
                concurrency=CONCURRENT_JOBS,
                shutdown_graceful_timeout=GRACE.total_seconds(),
                delete_jobs="successful",
            )
    finally:
        stop.set()
        for thread in threads:
            thread.join(GRACE.total_seconds())
