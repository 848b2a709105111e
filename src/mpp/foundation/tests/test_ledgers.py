from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django import app as jobs

from mpp.foundation import ledgers
from mpp.foundation.actor import ANYONE, Actor, system
from mpp.foundation.errors import Forbidden
from mpp.foundation.ids import uuid7
from mpp.foundation.scope import entered


def column(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [value for (value,) in cursor.fetchall()]


PARTITIONS = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = '{}'::regclass"


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_line", "application_event"])
def test_this_month_and_the_months_ahead_stand_ready(table):
    now = datetime.now(UTC)
    wanted = {f"{table}_default"}
    for ahead in range(ledgers.MONTHS_AHEAD + 1):
        year, month = divmod(now.year * 12 + now.month - 1 + ahead, 12)
        wanted.add(f"{table}_{year}{month + 1:02d}")
    assert set(column(PARTITIONS.format(table))) == wanted
    assert ledgers.make_partitions() == 0


def test_what_a_late_worker_finds_in_the_default_partition_moves_to_its_month(cloned_database):
    """Rows are there before their month is made; nothing is lost, and the plain role may not touch the month itself."""
    line = (7, uuid7(), 1, datetime.now(UTC) + timedelta(days=1), "{}", b"\0" * 32)
    with psycopg.connect(cloned_database.owner_url, autocommit=True) as owner:
        for (month,) in owner.execute(PARTITIONS.format("audit_line") + " AND inhrelid::regclass::text !~ 'default'"):
            owner.execute(f"DROP TABLE {month}")
        owner.execute("SET mpp.operation = 'tests.late'")
        owner.execute("INSERT INTO audit_line VALUES (%s, %s, %s, %s, %s, %s)", line)
        assert owner.execute("SELECT count(*) FROM audit_line_default").fetchone() == (1,)
    assert ledgers.make_partitions() == ledgers.MONTHS_AHEAD + 1
    with entered(Actor(region_id=7)):
        [kept_in] = column("SELECT tableoid::regclass::text FROM audit_line")
    assert kept_in == f"audit_line_{line[3]:%Y%m}"
    with psycopg.connect(cloned_database.url) as plain, pytest.raises(psycopg.errors.InsufficientPrivilege):
        plain.execute(f"SELECT * FROM {kept_in}")


@pytest.mark.django_db
def test_keys_are_forgotten_after_their_time_in_every_region():
    now = datetime.now(UTC)
    for region_id, age in ((7, ledgers.KEYS_KEPT_FOR + timedelta(days=1)), (8, timedelta(days=1))):
        with entered(Actor(region_id=region_id), operation="tests.keep"), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO idempotency_key (region_id, owner_id, operation, key, request, created_at) "
                "VALUES (%s, %s, 'tests.act', 'a-key-of-a-test', '', %s)",
                [region_id, uuid7(), now - age],
            )
    assert ledgers.sweep_keys(actor=system(), now=now) == 1
    with entered(Actor(region_id=8)):
        assert column("SELECT region_id FROM idempotency_key") == [8]


@pytest.mark.django_db
def test_nobody_but_the_automation_sweeps_keys():
    with pytest.raises(Forbidden):
        ledgers.sweep_keys(actor=ANYONE, now=datetime.now(UTC))


def test_a_job_whose_worker_was_killed_in_the_midst_of_it_is_done_again(cloned_database):
    with psycopg.connect(cloned_database.owner_url, autocommit=True) as owner:
        dead = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        alive = "INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id"
        for worker in (dead, alive):
            [worker_id] = owner.execute(worker).fetchone()
            owner.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id) "
                "VALUES ('mail', 'tests.letter', 'doing', %s)",
                [worker_id],
            )
    jobs.configure_task("foundation.rescue_jobs", queue="housekeeping").defer(timestamp=0)
    with jobs.replace_connector(jobs.connector.get_worker_connector()) as working:
        working.run_worker(queues=["housekeeping"], wait=False, listen_notify=False, install_signal_handlers=False)
    assert column("SELECT status FROM procrastinate_jobs WHERE task_name = 'tests.letter' ORDER BY id") == [
        "todo",
        "doing",
    ]
