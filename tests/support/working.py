"""The worker, when a test wants it to have worked: facts delivered, jobs of certain tasks done, here and now."""

import json

from django.db import connection
from procrastinate.contrib.django import app as jobs

from mpp.config.listeners import LISTENERS
from mpp.foundation.clock import utc_now
from mpp.foundation.outbox import deliver_batch, waiting


def the_worker_works(*prefixes: str) -> int:
    """Deliver every fact, do every waiting job whose task begins with one of `prefixes`; how many these were."""
    done = 0
    while True:
        while deliver_batch(LISTENERS, now=utc_now):
            pass
        assert waiting()[1] == 0, "a listener failed; the log says which"
        found = [job for job in _waiting_jobs() if job[1].startswith(prefixes)]
        if not found:
            return done
        for job_id, task, given in found:
            jobs.tasks[task](**given)
            with connection.cursor() as cursor:
                cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [job_id])
            done += 1


def _waiting_jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, task_name, args::text FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [(job_id, task, json.loads(given)) for job_id, task, given in cursor.fetchall()]
