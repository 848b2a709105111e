"""Hot path: one round trip per act through pooled connections of psycopg, without Django's layers.

A hot read or write is a database function that sets region, person and operation itself and puts back what was. Inside
an open Django transaction every door uses that very connection; otherwise the call takes one from the pool, which opens
after the worker has forked.
"""

import atexit
from collections.abc import Sequence
from threading import Lock
from typing import Any

from django.db import connection, transaction
from psycopg import Connection, Cursor
from psycopg.conninfo import make_conninfo
from psycopg_pool import ConnectionPool

#: Connections per process and kind; a web worker has two threads.
MOST_CONNECTIONS = 4


type Pool = ConnectionPool[Connection[tuple[Any, ...]]]

_pools: dict[bool, Pool] = {}
_opening = Lock()


def _pool(*, read_only: bool) -> Pool:
    """Return this process's pool of the kind, opened at its first use."""
    with _opening:
        if read_only not in _pools:
            _pools[read_only] = ConnectionPool(
                _conninfo(read_only), min_size=1, max_size=MOST_CONNECTIONS, kwargs={"autocommit": True}, open=True
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


def read(sql: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
    """Return the rows of a reading function."""
    return _call(sql, parameters, read_only=True)


def write(sql: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
    """Return the rows of a guarded writing function; it commits by itself unless a transaction is open."""
    return _call(sql, parameters, read_only=False)


def _call(sql: str, parameters: Sequence[object], *, read_only: bool) -> list[tuple[Any, ...]]:
    if connection.in_atomic_block:
        # A refusal raised by the function takes back its own writes only.
        with transaction.atomic(), Cursor(connection.connection) as cursor:
            return list(cursor.execute(sql, parameters, binary=True).fetchall())
    pool = _pool(read_only=read_only)
    pooled = pool.getconn()
    try:
        # Each statement commits by itself, so nothing is left open that the pool's own block would have to end.
        return pooled.execute(sql, parameters, prepare=True, binary=True).fetchall()
    finally:
        pool.putconn(pooled)
