"""Every table has its rights: compared with the database's own catalogue, so that none is forgotten."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

#: Tables of libraries: migrations, jobs, content types and Django's own permissions. Least grants, no policy of ours.
OF_LIBRARIES = ("django_", "auth_", "procrastinate_")

#: Tables under row security of the region, with the columns that lead their key.
REGION_TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relrowsecurity
"""


def rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def tables():
    found = rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') "
        "AND NOT relispartition ORDER BY relname"
    )
    ours = [name for (name,) in found if not name.startswith(OF_LIBRARIES)]
    assert len(ours) > 5
    return ours


def test_every_table_of_ours_refuses_writes_outside_an_operation():
    guarded = {name for (name,) in rows("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'guard_write'")}
    assert [name for name in tables() if name not in guarded] == []


def test_every_table_with_a_region_is_under_row_security_or_says_why_not():
    with_region = {
        name
        for (name,) in rows(
            "SELECT table_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND column_name = 'region_id'"
        )
    }
    secured = {name for (name,) in rows(REGION_TABLES)}
    open_ones = {name for name in tables() if name in with_region} - secured
    assert sorted(open_ones) == sorted(WITHOUT_ROW_SECURITY)


_PUBLIC = "how a region is set up is for everybody to know; no case content"

#: Why rows with a region are not under its row security.
WITHOUT_ROW_SECURITY: dict[str, str] = {
    "catalogue_regionservice": _PUBLIC,
    "federation_application": "an application is found by its name before a region is known; who asks is public",
    "evidence_quota_use": "counts of questions; a share is worked out over all regions",
    "outbox": "a worker sees the facts of all regions; they hold ids and codes only",
    "signing_item": "a worker signs for all regions; envelopes open in its memory only",
    "upload_room": "one sum a region: how full it is, nobody's rows",
    "verification": "strangers check letters of every region; it holds what they may know",
    "tenancy_invitation": "a link is opened before a region is known; it holds digests and sealed addresses",
    "tenancy_recovery": "national administrators confirm for regions that have one administrator only",
    "tenancy_regionname": _PUBLIC,
    "tenancy_regionsettings": _PUBLIC,
    "tenancy_agency": _PUBLIC,
    "tenancy_appointment": "posts are found at sign-in, before a region is known; who holds office is public",
    "calendars_localholiday": _PUBLIC,
    "calendars_officeschedule": _PUBLIC,
}


def test_every_policy_is_one_equality():
    for table, condition in rows("SELECT tablename, qual FROM pg_policies"):
        assert condition.count("=") == 1, table
        assert " OR " not in condition, table


def test_the_region_leads_the_key_of_every_region_table():
    leading = dict(
        rows(
            "SELECT i.indrelid::regclass::text, a.attname FROM pg_index i "
            "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] WHERE i.indisprimary"
        )
    )
    by_region = {
        table for table, condition in rows("SELECT tablename, qual FROM pg_policies") if "mpp.region()" in condition
    }
    assert {table for table in by_region if leading[table] != "region_id"} == set()


def test_the_plain_role_may_nowhere_truncate_or_make_triggers():
    granted = rows(
        "SELECT table_name FROM information_schema.role_table_grants "
        "WHERE grantee = 'mpp_app' AND privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES')"
    )
    assert granted == []


def test_functions_that_run_as_the_owner_are_for_the_application_alone():
    definers = rows(
        "SELECT p.oid::regprocedure::text, has_function_privilege('mpp_app', p.oid, 'EXECUTE'), "
        "has_function_privilege('mpp_report', p.oid, 'EXECUTE') "
        "FROM pg_proc p WHERE p.pronamespace = 'mpp'::regnamespace AND p.prosecdef"
    )
    assert len(definers) > 3
    assert [name for name, app, report in definers if not app or report] == []
