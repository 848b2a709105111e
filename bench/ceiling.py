"""How fast the database alone takes submissions: pgbench calls the very function that the product calls.

The arguments are the product's own: its operation is run up to the call, and what it would have written is noted.
"""

import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import psycopg

from bench.installation import Installation
from bench.people import Applicant, Place, applicants
from mpp.applications.operations import _act
from mpp.applications.operations.submit import submit
from mpp.config.server.roles import APP
from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.clock import utc_now

#: Connections of pgbench, on one thread of its own.
CLIENTS = 8

_TABLE, _TURNS = "bench_submission", "bench_turns"


def submissions_per_second(installation: Installation, place: Place, count: int) -> float:
    """Return how many submissions a second the database takes when nothing else is in its way."""
    calls = [_arguments(each, place) for each in applicants(installation.owner_url, place, count)]
    types = _act._CASTS.split()
    columns = ", ".join(f"a{number} {kind}" for number, kind in enumerate(types))
    with psycopg.connect(installation.owner_url) as owner:
        owner.execute(f"CREATE TABLE {_TABLE} (turn bigint PRIMARY KEY, {columns})".encode())
        owner.execute(f"CREATE SEQUENCE {_TURNS}".encode())
        owner.execute(f"GRANT SELECT ON {_TABLE} TO {APP}; GRANT USAGE ON SEQUENCE {_TURNS} TO {APP}".encode())
        casts = ", ".join(["%s", *(f"%s::{kind}" for kind in types)])
        owner.cursor().executemany(
            f"INSERT INTO {_TABLE} VALUES ({casts})".encode(),  # noqa: S608  # names of our own
            [[turn, *call] for turn, call in enumerate(calls, 1)],
        )
        owner.execute(f"ANALYZE {_TABLE}".encode())
    try:
        return _pgbench(installation, len(types), count)
    finally:
        with psycopg.connect(installation.owner_url) as owner:
            owner.execute(f"DROP TABLE {_TABLE}; DROP SEQUENCE {_TURNS}".encode())


def _arguments(applicant: Applicant, place: Place) -> Sequence[Any]:
    actor = Actor(
        role="pemohon",
        region_id=place.region.id,
        person_id=applicant.visitor.person_id,
        account_id=applicant.visitor.person_id,
    )
    with _noted() as noted:
        submit(
            application_id=applicant.case_id,
            version=applicant.version,
            actor=actor,
            now=utc_now(),
            key=f"bench-{applicant.case_id}",
        )
    return noted[0]


@contextmanager
def _noted() -> Iterator[list[Sequence[Any]]]:
    """Note what would be written instead of writing it."""
    noted: list[Sequence[Any]] = []
    write = hot.write

    def note(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        if sql != _act._WRITE:
            return write(sql, parameters)
        noted.append(parameters)
        return [("done", None, None)]

    with patch.object(hot, "write", note):
        yield noted


def _pgbench(installation: Installation, arguments: int, count: int) -> float:
    function = re.search(r"mpp\.\w+", _act._WRITE)
    if function is None:
        raise LookupError("the write of an act calls no function of ours")
    script = installation.folder / "submit.sql"
    given = ", ".join(f"a{number}" for number in range(arguments))
    script.write_text(
        f"SELECT f.* FROM (SELECT * FROM {_TABLE} WHERE turn = (SELECT nextval('{_TURNS}'))) AS s, "  # noqa: S608
        f"LATERAL {function[0]}({given}) AS f;\n"
    )
    done = subprocess.run(  # noqa: S603  # the program that came with the server
        [
            installation.server.programs / "pgbench",
            "--no-vacuum",
            "--protocol=prepared",
            f"--client={CLIENTS}",
            f"--transactions={count // CLIENTS}",
            f"--file={script}",
            installation.app_url,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    told = re.search(r"^tps = ([0-9.]+) \(without initial", done.stdout, re.MULTILINE)
    if told is None or "failed transactions: 0 " not in done.stdout:
        raise RuntimeError(f"pgbench said:\n{done.stdout}{done.stderr}")
    return float(told[1])
