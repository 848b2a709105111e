"""The worker's two loops: deliver facts inside the house, run the jobs that leave it.

Facts are polled, because a NOTIFY inside a hot transaction would halve it. Jobs are procrastinate's: only listeners
enqueue them, in the transaction in which they heard.
"""

import threading
from datetime import timedelta
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


def deliver_until(stop: threading.Event, listeners: Listeners) -> None:
    """Deliver facts until `stop` is set; a failing database is waited for, never given up."""
    try:
        while not stop.is_set():
            try:
                if deliver_batch(listeners, now=utc_now) == 0:
                    stop.wait(POLL_SECONDS)
            except Exception:
                log.exception("outbox-failed")
                close_old_connections()
                stop.wait(PAUSE_AFTER_FAILURE_SECONDS)
    finally:
        connection.close()


def run(listeners: Listeners) -> None:
    """Run both loops until the process is asked to stop by SIGINT or SIGTERM."""
    stop = threading.Event()
    delivery = threading.Thread(target=deliver_until, args=(stop, listeners), name="outbox", daemon=True)
    delivery.start()
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
        delivery.join(GRACE.total_seconds())
