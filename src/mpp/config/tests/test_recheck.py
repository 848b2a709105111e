"""`mpp audit` on real rows: an act leaves them, then somebody who may do everything to the database changes them."""

from contextlib import contextmanager

import psycopg
import pytest

from mpp.applications.tests.builders import a_nurse, a_verified_case, an_office
from mpp.config.recheck import recheck

OF_THE_CASE = "chain_id = (SELECT id FROM application)"


@pytest.fixture
def tampered(cloned_database, settings):
    """Change rows as the owner while a block runs, around a verified case; they are put back afterwards."""
    office = an_office()
    settings.EVIDENCE_SOURCES = lambda region_id: office.registries.as_sources()
    a_verified_case(office, a_nurse(office))

    @contextmanager
    def by(statement):
        with psycopg.connect(cloned_database.owner_url, autocommit=True) as owner:
            owner.execute("SET mpp.operation = 'tests.tamper'")
            for table in ("audit_line", "audit_head", "application_event"):
                owner.execute(f"CREATE TABLE kept_{table} AS TABLE {table}")
            assert owner.execute(statement).rowcount > 0, statement
            yield
            for table in ("audit_line", "audit_head", "application_event"):
                owner.execute(f"DELETE FROM {table}")
                owner.execute(f"INSERT INTO {table} TABLE kept_{table}")
                owner.execute(f"DROP TABLE kept_{table}")

    return by


def test_every_way_of_tampering_is_found_and_named(tampered, capsys):
    assert recheck() == 0
    told = capsys.readouterr().out
    assert "kota-banjar: " in told
    assert "national: " in told
    assert "no faults" in told.splitlines()[-1]
    for statement, reason in TAMPERINGS.items():
        with tampered(statement):
            assert recheck() == 1, statement
            assert f"({reason})" in capsys.readouterr().out, statement
    assert recheck("kota-banjar") == 0
    assert recheck("nowhere") == 2


TAMPERINGS = {
    f"UPDATE audit_line SET line = replace(line, 'pemohon', 'penipu') WHERE {OF_THE_CASE}": "text-changed",
    "UPDATE audit_line SET line = replace(line, '\"op\":', '\"xp\":') WHERE region_id = 0": "text-changed",
    # With a digest that fits the new text: the next line still names the old one.
    "UPDATE audit_line SET line = replace(line, 'pemohon', 'penipu'), "
    f"digest = sha256(convert_to(replace(line, 'pemohon', 'penipu'), 'UTF8')) WHERE {OF_THE_CASE} AND seq = 1": (
        "link-broken"
    ),
    f"DELETE FROM audit_line WHERE {OF_THE_CASE} AND seq = 1": "line-missing",
    f"DELETE FROM audit_line WHERE {OF_THE_CASE} AND seq = 2": "end-missing",
    f"DELETE FROM audit_line WHERE {OF_THE_CASE}": "end-missing",
    "DELETE FROM audit_line line USING audit_head head WHERE line.chain_id = head.chain_id AND line.seq = head.seq "
    "AND line.region_id = 0": "end-missing",
    "DELETE FROM audit_head WHERE region_id <> 0": "end-unknown",
    "DELETE FROM application_event WHERE seq = 1": "history-differs",
}
