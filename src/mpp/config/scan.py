"""`mpp scan`: every column of every table, and every file of the installation, searched for a NIK in clear.

A number counts when it is a NIK that the installation holds sealed, or when it could be one: 16 digits, with or without
spaces, dots and dashes, that begin with a province and hold a date of birth. The tables are read as their owner, past
row security; nothing is written, and what is found is told masked.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from mpp.config.server.binaries import place
from mpp.foundation.cipher import open_sealed
from mpp.foundation.logs import niks_in
from mpp.identity.rules import PROVINCE_CODES, masked_nik, read_nik

#: Where the installation keeps NIKs sealed: table, field, key column; all of them national.
SEALED = (("identity_person", "nik"), ("tenancy_officer", "nik"))
#: What the database sorts out before Python looks closer.
SIXTEEN_DIGITS = "[0-9]([ .-]?[0-9]){15}"
#: Bytes of a file that are looked at together, and how many of them come again in the next portion.
PORTION, OVERLAP = 1 << 20, 64


def scan(owner_url: str, *, folder: Path) -> int:
    """Print where a NIK lies in clear, and return the exit code: 0 nowhere, 1 somewhere.

    owner_url: of a role that sees all rows     folder: of the installation's own files
    """
    found: Counter[tuple[str, str]] = Counter()
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("SET default_transaction_read_only = on")
        known = _known(owner)
        columns = _columns(owner)
        for table, column, kind in columns:
            for text in _suspects(owner, table, column, kind):
                found.update((f"{table}.{column}", nik) for nik in _niks(text, known))
    files = list(_files(folder))
    for path in files:
        found.update((str(path.relative_to(folder)), nik) for nik in _niks_of_file(path, known))
    for (where, nik), times in sorted(found.items()):
        print(f"  {where}: {masked_nik(nik)}, {times} times{'' if nik in known else ', by its form'}")
    tables = {table for table, _column, _kind in columns}
    print(
        f"{len(tables)} tables, {len(columns)} columns, {len(files)} files searched for {len(known)} known NIKs and "
        f"all that could be one: {sum(found.values()) or 'none'} in clear"
    )
    return 1 if found else 0


def _known(owner: psycopg.Connection) -> frozenset[str]:
    """Return every NIK that the installation holds sealed."""
    niks = set()
    for table, field in SEALED:
        statement = sql.SQL("SELECT id, {} FROM {}").format(sql.Identifier(f"{field}_sealed"), sql.Identifier(table))
        for row, sealed in owner.execute(statement):
            niks.add(open_sealed(sealed, table=table, field=field, row=row).decode())
    return frozenset(niks)


def _columns(owner: psycopg.Connection) -> list[tuple[str, str, str]]:
    """Return (table, column, type) of everything that can hold 16 digits; partitions are read through their table."""
    return owner.execute(
        "SELECT relname, attname, format_type(atttypid, NULL) FROM pg_attribute "
        "JOIN pg_class ON pg_class.oid = attrelid "
        "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition "
        "AND attnum > 0 AND NOT attisdropped AND atttypid NOT IN ("
        "'smallint'::regtype, 'integer'::regtype, 'boolean'::regtype, 'uuid'::regtype, 'date'::regtype, "
        "'timestamptz'::regtype) ORDER BY relname, attnum"
    ).fetchall()


def _suspects(owner: psycopg.Connection, table: str, column: str, kind: str) -> Iterator[str]:
    """Yield the texts of a column that hold 16 digits somewhere."""
    name = sql.Identifier(column)
    # Sealed bytes come out as signs and escapes; a NIK that was stored without a seal comes out as it is.
    text = sql.SQL("encode({}, 'escape')" if kind == "bytea" else "{}::text").format(name)
    statement = sql.SQL("SELECT {text} FROM {table} WHERE {text} ~ {digits}").format(
        text=text, table=sql.Identifier(table), digits=sql.Literal(SIXTEEN_DIGITS)
    )
    with owner.transaction(), owner.cursor(name="suspects") as cursor:
        for (suspect,) in cursor.execute(statement):
            yield suspect


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of the installation but for the server's own, which the tables above are made of."""
    server = place(folder).home
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and server not in path.parents:
            yield path


def _niks_of_file(path: Path, known: frozenset[str]) -> set[str]:
    niks: set[str] = set()
    try:
        with path.open("rb") as file:
            before = b""
            while portion := file.read(PORTION):
                niks |= _niks((before + portion).decode("latin-1"), known)
                before = portion[-OVERLAP:]
    except FileNotFoundError:
        pass  # the worker has deleted it meanwhile
    except PermissionError:
        print(f"  {path} cannot be read; run this as the user of the installation", file=sys.stderr)
    return niks


def _niks(text: str, known: frozenset[str]) -> set[str]:
    return {nik for nik in niks_in(text) if nik in known or _could_be(nik)}


def _could_be(nik: str) -> bool:
    today = datetime.now(UTC).date()
    return int(nik[:2]) in PROVINCE_CODES and nik[2:4] != "00" and read_nik(nik, today=today).birth_date is not None
