"""A server that an administrator keeps: made by the SQL of `mpp doctor`, used by its addresses alone."""

import re

import psycopg
import pytest

from mpp.config.server import postgres
from mpp.config.server.postgres import SUPERUSER
from mpp.config.tests.installations import NOBODY_LISTENS, Installation


@pytest.fixture
def administrator(tmp_path):
    """A server with nothing of ours on it, for the one who may do everything."""
    folder = tmp_path / "server"
    with (
        postgres.running(folder, scratch=True) as server,
        psycopg.connect(server.url(SUPERUSER, "postgres"), autocommit=True) as superuser,
    ):
        superuser.execute("DROP DATABASE mpp")
        superuser.execute("DROP ROLE mpp_owner, mpp_app, mpp_report")
        yield superuser
    postgres.remove(folder)


@pytest.fixture
def installation(tmp_path):
    made = Installation(tmp_path / "state")
    yield made
    made.remove()


def follow(printed, administrator):
    """Do what the printed page says, and return the settings it names."""
    for line in printed.splitlines():
        if not line.startswith("--"):
            administrator.execute(line)
    socket_dir = administrator.info.host
    named = dict(re.findall(r"(DATABASE_\w+)=(\S+)", printed))
    return {name: re.sub(r"@[^/]*/(\w+)", rf"@/\1?host={socket_dir}", url) for name, url in named.items()}


def test_the_sql_of_the_doctor_is_all_that_is_needed(installation, administrator):
    installation.environ |= follow(installation.mpp("doctor", "--sql").stdout, administrator)

    before = installation.mpp("doctor")
    assert before.returncode == 1
    assert "run `mpp migrate`" in before.stdout

    migrated = installation.mpp("migrate")
    assert migrated.returncode == 0, migrated.stderr
    after = installation.mpp("doctor").stdout
    assert re.search(r"^ok +database .* as mpp_app$", after, re.MULTILINE), after
    assert re.search(r"^ok +tables +up to date$", after, re.MULTILINE), after
    assert not (installation.folder / "postgres").exists(), "it brought a server of its own all the same"


def test_a_role_that_gets_around_row_security_is_told(installation, administrator):
    installation.environ |= follow(installation.mpp("doctor", "--sql").stdout, administrator)
    administrator.execute("ALTER ROLE mpp_app BYPASSRLS CREATEDB")
    told = installation.mpp("doctor").stdout
    assert "mpp_app is not bound by row security" in told
    assert "that is for the owner only" in told


def test_a_server_that_does_not_answer_is_told(installation):
    installation.environ["DATABASE_URL"] = "postgresql://mpp_app@127.0.0.1:9/mpp"
    told = installation.mpp("doctor")
    assert told.returncode == 1
    assert "DATABASE_URL does not work" in told.stdout


def test_an_outside_system_that_does_not_answer_is_a_note(installation):
    told = installation.mpp("doctor").stdout
    assert f"note   outside   nobody answers at {NOBODY_LISTENS}/ikd (MPP_IKD_ISSUER)" in told


def test_migrating_without_the_owner_says_what_is_missing(installation):
    installation.environ["DATABASE_URL"] = "postgresql://mpp_app@127.0.0.1:9/mpp"
    refused = installation.mpp("migrate")
    assert refused.returncode == 2
    assert "set DATABASE_OWNER_URL" in refused.stderr
