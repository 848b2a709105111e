"""Tests stand on what production stands on: a real server, and a role that may not do everything."""

import psycopg
import pytest
from django.db import connection


def one_row(database, statement):
    with psycopg.connect(database) as connected:
        return connected.execute(statement).fetchone()


def test_the_plain_role_is_no_superuser_and_cannot_get_around_row_security(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls"
            " FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("mpp_app", False, False, False, False)


def test_the_plain_role_owns_no_table(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchall() == []


def test_the_plain_role_cannot_make_tables(cloned_database):
    with psycopg.connect(cloned_database.url) as plain, pytest.raises(psycopg.errors.InsufficientPrivilege):
        plain.execute("CREATE TABLE public.mine ()")


def test_the_report_role_reads_only(cloned_database):
    assert one_row(cloned_database.report_url, "SHOW transaction_read_only") == ("on",)


def test_a_clone_is_a_database_of_its_own(cloned_database):
    assert one_row(cloned_database.url, "SELECT current_database()") == (cloned_database.name,)
    assert connection.settings_dict["NAME"] == cloned_database.name


def test_words_sort_the_same_on_every_machine(cloned_database):
    provider = "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()"
    assert one_row(cloned_database.url, provider) in {("b", "C.UTF-8"), ("c", None)}
