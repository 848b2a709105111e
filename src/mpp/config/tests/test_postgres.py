"""The server that comes along: made once, found again, and plain about what is wrong."""

import json

import psycopg
import pytest

from mpp.config.server import postgres
from mpp.config.server.binaries import Place
from mpp.config.server.trouble import ServerTrouble


@pytest.fixture
def folder(tmp_path):
    yield tmp_path
    postgres.remove(tmp_path)


@pytest.fixture
def at_home(tmp_path, monkeypatch):
    """Where the server would live; its programs are the test's own."""
    where = Place(programs=tmp_path / "programs", home=tmp_path / "home", user="")
    where.programs.mkdir()
    where.home.mkdir()
    monkeypatch.setattr(postgres, "place", lambda state_dir: where)
    return where


def program(where, name, text):
    path = where.programs / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def trouble(folder):
    with pytest.raises(ServerTrouble) as told, postgres.running(folder):
        pass
    return str(told.value)


def test_data_and_addresses_stay_the_same_from_start_to_start(folder):
    with postgres.running(folder, scratch=True) as server:
        first = server.url("mpp_owner")
        with psycopg.connect(first) as owner:
            owner.execute("CREATE TABLE kept ()")
    with postgres.running(folder, scratch=True) as server, psycopg.connect(server.url("mpp_owner")) as owner:
        assert server.url("mpp_owner") == first
        assert owner.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_a_server_that_already_runs_is_used_and_left_running(folder):
    with postgres.running(folder, scratch=True) as server:
        with postgres.running(folder) as same:
            assert same == server
        psycopg.connect(server.url("mpp_app")).close()


def test_nobody_enters_without_a_password(folder):
    with postgres.running(folder, scratch=True) as server:
        address = server.url("mpp_app").replace(server.passwords["mpp_app"], "guessed")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(address)


def test_a_folder_of_somebody_else_is_not_touched(at_home, tmp_path):
    data = at_home.home / "data"
    data.mkdir()
    (data / "letters.txt").write_text("mine")
    assert "was not made by MPP Digital" in trouble(tmp_path)
    assert [entry.name for entry in data.iterdir()] == ["letters.txt"]


def test_data_of_another_version_is_named_with_both_versions(at_home, tmp_path):
    data = at_home.home / "data"
    data.mkdir()
    (data / "PG_VERSION").write_text("16\n")
    (at_home.home / "credentials.json").write_text(json.dumps({}))
    program(at_home, "postgres", 'echo "postgres (PostgreSQL) 18.6"')
    told = trouble(tmp_path)
    assert "made by PostgreSQL 16" in told
    assert "brings 18" in told


def test_a_full_disk_is_called_a_full_disk(at_home, tmp_path):
    program(at_home, "initdb", 'echo "initdb: error: could not write: No space left on device"; exit 1')
    assert trouble(tmp_path) == f"The disk that holds {at_home.home} is full: free some space and start again."


def test_an_interrupted_first_start_leaves_nothing_half(at_home, tmp_path):
    program(at_home, "initdb", "exit 1")
    trouble(tmp_path)
    assert not (at_home.home / "data").exists()
