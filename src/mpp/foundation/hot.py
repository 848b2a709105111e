"""Hot path: one round trip per act through pooled connections of psycopg, without Django's layers.

A hot read or write is a database function that sets region, person and operation itself and puts back what was. Inside
an open Django transaction every door uses that very connection; otherwise the call takes one from the pool, which opens
after the worker has forked.
"""

import atexit
import re
from collections.abc import Sequence
from itertools import count
from threading import Lock
from typing import Any

from django.db import connection, transaction
from psycopg import Connection, Cursor, OperationalError
from psycopg.adapt import PyFormat, Transformer
from psycopg.conninfo import make_conninfo
from psycopg.errors import error_from_result
from psycopg.pq import DiagnosticField, ExecStatus, Format
from psycopg.pq.abc import PGresult
from psycopg_pool import ConnectionPool

#: Connections per process and kind; a web worker has two threads.
MOST_CONNECTIONS = 4

type Row = tuple[Any, ...]


class HotConnection(Connection[Row]):
    """A connection of a pool. Its statements are few and their answers small: each is one call of libpq.

    A cursor, which can do far more, costs five times as much as this; values are adapted alike.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._plans: dict[tuple[str, tuple[int, ...]], bytes] = {}
        # Looking up how a kind of value is written and read costs more than doing it: looked up once a connection.
        self._adapted = Transformer(self)

    def rows(self, sql: str, parameters: Sequence[object]) -> list[Row]:
        """Return the answer to a statement; the server keeps its plan."""
        adapted = self._adapted
        values = adapted.dump_sequence(parameters, [PyFormat.AUTO] * len(parameters))
        types = adapted.types or ()
        name = self._plans.get((sql, types)) or self._prepare(sql, types)
        answer = self._checked(
            self.pgconn.exec_prepared(name, values, adapted.formats, Format.BINARY)  # type: ignore[arg-type]  # None is NULL
        )
        adapted.set_pgresult(answer)
        return adapted.load_rows(0, answer.ntuples, tuple)

    def _prepare(self, sql: str, types: tuple[int, ...]) -> bytes:
        """Let the server plan a statement. types: of its values, which may differ from call to call"""
        name, place = f"hot_{len(self._plans)}".encode(), count(1)
        text = re.sub("%s", lambda _: f"${next(place)}", sql)
        self._checked(self.pgconn.prepare(name, text.encode(), types))
        self._plans[sql, types] = name
        return name

    def _checked(self, answer: PGresult) -> PGresult:
        if answer.status in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
            return answer
        if not answer.error_field(DiagnosticField.SQLSTATE):
            # Not the server says so, but libpq: there is no server any more.
            raise OperationalError(answer.get_error_message())
        raise error_from_result(answer, encoding="utf-8")


type Pool = ConnectionPool[HotConnection]

_pools: dict[bool, Pool] = {}
_opening = Lock()


def _pool(*, read_only: bool) -> Pool:
    """Return this process's pool of the kind, opened at its first use."""
    with _opening:
        if read_only not in _pools:
            _pools[read_only] = ConnectionPool(
                _conninfo(read_only),
                connection_class=HotConnection,
                min_size=1,
                max_size=MOST_CONNECTIONS,
                kwargs={"autocommit": True},
                open=True,
            )
        return _pools[read_only]


def _conninfo(read_only: bool) -> str:
    database = connection.settings_dict
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    given = {name: database[key] for key, name in names.items() if database.get(key)}
    options = "-c timezone=UTC -c jit=off" + (" -c default_transaction_read_only=on" if read_only else "")
    return make_conninfo(**given, options=options)


def close_pools() -> None:
    """Close the pools of this process; the next call opens new ones."""
    with _opening:
        while _pools:
            _pools.popitem()[1].close()


# An open pool would hold up the end of the process.
atexit.register(close_pools)


def call(function: str, types: str) -> str:
    """Return the SQL that calls a database function of ours. types: of its parameters, in order, between spaces"""
    return f"SELECT * FROM {function}({', '.join(f'%s::{each}' for each in types.split())})"  # noqa: S608  # no input


def read(sql: str, parameters: Sequence[object]) -> list[Row]:
    """Return the rows of a reading function."""
    return _call(sql, parameters, read_only=True)


def write(sql: str, parameters: Sequence[object]) -> list[Row]:
    """Return the rows of a guarded writing function; it commits by itself unless a transaction is open."""
    return _call(sql, parameters, read_only=False)


def _call(sql: str, parameters: Sequence[object], *, read_only: bool) -> list[Row]:
    if connection.in_atomic_block:
        # A refusal raised by the function takes back its own writes only.
        with transaction.atomic(), Cursor(connection.connection) as cursor:
            return list(cursor.execute(sql, parameters, binary=True).fetchall())
    pool = _pool(read_only=read_only)
    pooled = pool.getconn()
    try:
        # Each statement commits by itself, so nothing is left open that the pool's own block would have to end.
        return pooled.rows(sql, parameters)
    finally:
        pool.putconn(pooled)
