"""What the hot path must do alike whether it goes by a pooled connection or by Django's own."""

from contextlib import suppress
from datetime import UTC, date, datetime
from uuid import UUID

import psycopg
import pytest
from django.db import transaction

from mpp.foundation import hot

ECHO = hot.call("mpp.testing_echo", "int text uuid date timestamptz bytea uuid[]")
VALUES = (UUID(int=7), date(2026, 11, 2), datetime(2026, 11, 2, 8, tzinfo=UTC), b"\x00\xff", [UUID(int=1), UUID(int=2)])


@pytest.fixture
def echo(cloned_database):
    with psycopg.connect(cloned_database.owner_url, autocommit=True) as owner:
        owner.execute(
            "CREATE FUNCTION mpp.testing_echo(n int, t text, u uuid, d date, at timestamptz, b bytea, l uuid[]) "
            "RETURNS TABLE (on_ int, ot text, ou uuid, od date, oat timestamptz, ob bytea, ol uuid[]) "
            "LANGUAGE plpgsql AS $$ BEGIN "
            "IF n < 0 THEN RAISE EXCEPTION 'no' USING ERRCODE = 'MP001'; END IF; "
            "RETURN QUERY SELECT n, t, u, d, at, b, l; END $$"
        )
    return cloned_database


def test_values_come_back_as_they_went_whichever_door_they_take(echo):
    given = [(1, "kata", *VALUES), (2**31 - 1, "", *VALUES), (300, None, None, None, None, None, [])]
    for row in given:
        assert hot.read(ECHO, row) == [row]
        with transaction.atomic():
            assert hot.read(ECHO, row) == [row]


def test_a_refusal_of_the_database_keeps_its_code_and_the_connection_goes_on(echo):
    for _ in range(3):
        with pytest.raises(psycopg.DatabaseError) as refused:
            hot.write(ECHO, (-1, "", *VALUES))
        assert refused.value.sqlstate == "MP001"
    assert hot.write(ECHO, (1, "", *VALUES)) == [(1, "", *VALUES)]


def test_a_reading_call_cannot_write(cloned_database):
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        hot.read("SELECT nextval('application_reference')", [])


def test_connections_that_broke_are_told_as_such_and_replaced(cloned_database):
    hot.read("SELECT 1", [])
    with psycopg.connect(cloned_database.url, autocommit=True) as another:
        another.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )
    with pytest.raises(psycopg.OperationalError):
        hot.read("SELECT 1", [])
    for _ in range(hot.MOST_CONNECTIONS):
        with suppress(psycopg.OperationalError):
            hot.read("SELECT 1", [])
    assert hot.read("SELECT 1", []) == [(1,)]
