"""Millions of earlier cases, so that every index is as deep as in a country that has worked with the product for years.

They are loaded by COPY, as text made here; their sealed contents are bytes of the right length that nobody opens.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from multiprocessing import get_context

import psycopg
from psycopg import sql

from bench.names import FACILITY_CODE, FACILITY_NAME, FAMILY_NAMES, GIVEN_NAMES, LOADING, SERVICE

#: Rows that travel in one piece.
PIECE = 5_000
#: Moment of the first case; one follows every eight seconds, eight thousand on a day.
BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)
SECONDS_BETWEEN = 8
#: The first so many cases of each region still wait for the licensing office: a full page of its queue and some more.
#: What waits follows from how fast offices decide, not from how many years of cases there are.
WAITING = 30
#: Of a hundred decided cases this many were rejected, the others end in a licence.
REJECTED = 10

TABLES = ("application", "person_case", "practice_place", "application_event", "verification")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """Where the cases are and what they wait for. regions: key and code of each     step, role: of the first office

    content_bytes: length of what a case holds, sealed
    """

    regions: tuple[tuple[int, str], ...]
    step: str
    role: str
    content_bytes: int

    def region_of(self, number: int) -> tuple[int, str]:
        """Return key and code of the region in which an earlier case was handed in."""
        return self.regions[number % len(self.regions)]

    def state_of(self, number: int) -> str:
        """Return the state of an earlier case."""
        if number // len(self.regions) < WAITING:
            return "submitted"
        return "rejected" if number // 7 % 100 < REJECTED else "issued"


def case_id(number: int) -> str:
    """Return the id of an earlier case: ordered by time as all ids are, and told by its number."""
    return _id(number, 0)


def person_id(number: int) -> str:
    """Return the id of whoever handed in an earlier case."""
    return _id(number, 1)


def token(number: int) -> str:
    """Return the verification token of the letter of an earlier case."""
    return f"{number:08d}{'7' * 24}"


def tokens(country: Country, how_many: int, *, size: int) -> list[str]:
    """Return the tokens of letters spread over `size` cases."""
    issued = (
        number for number in range(0, size, max(1, size // (how_many * 2))) if country.state_of(number) == "issued"
    )
    return [token(number) for number in islice(issued, how_many)]


def load(owner_url: str, country: Country, *, first: int, stop: int) -> None:
    """Put in the cases with numbers from `first` up to `stop`, in all tables that reads look at."""
    with _without_indexes(owner_url), ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(_load_table, table, owner_url, country, first, stop) for table in TABLES]
        for job in jobs:
            job.result()
    with psycopg.connect(owner_url, autocommit=True) as owner:
        for table in TABLES:
            owner.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(table)))


def _load_table(table: str, owner_url: str, country: Country, first: int, stop: int) -> None:
    columns, row_maker = _TABLES[table]
    row = row_maker(country)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns.split()))
    )
    with psycopg.connect(owner_url) as owner:
        owner.execute("SELECT set_config('mpp.operation', %s, true)", [LOADING])
        with owner.cursor() as cursor, cursor.copy(statement) as copy:
            for begin in range(first, stop, PIECE):
                copy.write("".join(map(row, range(begin, min(begin + PIECE, stop)))))


@contextmanager
def _without_indexes(owner_url: str) -> Iterator[None]:
    """Take away the indexes that no constraint needs and build them anew: sorting at the end is much faster."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        found = owner.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
            "WHERE indrelid = ANY (%s::regclass[]) AND NOT indisunique",
            [list(TABLES)],
        ).fetchall()
        for name, _ in found:
            owner.execute(f"DROP INDEX {name}".encode())
        try:
            yield
        finally:
            for _, definition in found:
                owner.execute(str(definition).encode())


def _id(number: int, kind: int) -> str:
    """Return a UUIDv7 of the moment of case `number`; kind: what it is the id of, 0 to 15."""
    milliseconds = int(BEGINNING.timestamp() * 1000) + number * SECONDS_BETWEEN * 1000
    mixed = number * 2_654_435_761 % 2**40
    return f"{milliseconds:012x}7{kind:03x}8{mixed:015x}"


def _moment(number: int) -> datetime:
    return BEGINNING + timedelta(seconds=number * SECONDS_BETWEEN)


def _name(number: int) -> str:
    # As many different names as there are cases, of syllables, as the trigram index meets them.
    last = "".join(_SYLLABLES[number // 16**place % 16] for place in range(4))
    return f"{GIVEN_NAMES[number % len(GIVEN_NAMES)]} {FAMILY_NAMES[number // 11 % len(FAMILY_NAMES)]} {last.title()}"


_SYLLABLES = ("ba", "ci", "du", "ga", "hi", "ju", "ka", "li", "mu", "na", "pi", "ru", "sa", "ti", "wu", "ya")

type _RowMaker = Callable[[Country], Callable[[int], str]]


def _application(country: Country) -> Callable[[int], str]:
    sealed = "\\\\x" + os.urandom(country.content_bytes).hex()

    def row(number: int) -> str:
        region, code = country.region_of(number)
        at, state = _moment(number), country.state_of(number)
        present = f"{country.step}\t{country.role}" if state == "submitted" else "\t"
        return (
            f"{region}\t{_id(number, 0)}\t{_id(number, 1)}\t{SERVICE}\t1\tfirst\t{state}\t{present}\t"
            f"{code.replace('.', '')}-{SERVICE.upper()}-{at:%Y%m}-{number:09d}\t{_name(number)}\t{FACILITY_CODE}\t"
            f"{FACILITY_NAME}\t{at:%Y-%m-%d %H:%M:%S}+00\t{at + timedelta(days=7):%Y-%m-%d}\t0\t0\t{sealed}\t"
            f"2\t1\t\t\t\t{at:%Y-%m-%d %H:%M:%S}+00\t{at:%Y-%m-%d %H:%M:%S}+00\n"
        )

    return row


def _person_case(country: Country) -> Callable[[int], str]:
    def row(number: int) -> str:
        region, code = country.region_of(number)
        at = _moment(number)
        return (
            f"{_id(number, 1)}\t{region}\t{_id(number, 0)}\t{SERVICE}\tfirst\t{country.state_of(number)}\t"
            f"{code.replace('.', '')}-{SERVICE.upper()}-{at:%Y%m}-{number:09d}\t{at + timedelta(days=7):%Y-%m-%d}\t"
            f"{at:%Y-%m-%d %H:%M:%S}+00\n"
        )

    return row


def _practice_place(country: Country) -> Callable[[int], str]:
    states = {"submitted": "open", "rejected": "ended", "issued": "active"}

    def row(number: int) -> str:
        (region, _), state = country.region_of(number), states[country.state_of(number)]
        return f"{_id(number, 0)}\t{_id(number, 1)}\t{region}\tperawat\t{FACILITY_CODE}\t{state}\n"

    return row


def _events(country: Country) -> Callable[[int], str]:
    def rows(number: int) -> str:
        region, _ = country.region_of(number)
        at, state = _moment(number), country.state_of(number)
        acts = [("submit", "submitted", "pemohon")]
        if state != "submitted":
            acts += [("verify", "verified", country.role), ("recommend", "recommended", "verifikator_dinkes")]
            acts += [("approve", "signing", "kepala_dpmptsp")] if state == "issued" else []
        return "".join(
            f"{region}\t{_id(number, 0)}\t{seq}\t{at + timedelta(days=seq):%Y-%m-%d %H:%M:%S}+00\t{act}\t{after}\t"
            f"{by}\tweb\t{{}}\n"
            for seq, (act, after, by) in enumerate(acts, 1)
        )

    return rows


def _verification(country: Country) -> Callable[[int], str]:
    def row(number: int) -> str:
        if country.state_of(number) != "issued":
            return ""
        region, code = country.region_of(number)
        at = _moment(number)
        official = f"503/{number:09d}/{SERVICE.upper()}/DPMPTSP/{at:%Y}"
        return (
            f"{token(number)}\t{region}\t{_id(number, 2)}\tpractice_licence\tSurat Izin Praktik Perawat\t{official}\t"
            f"{official}\tK{number:07d}\t{number:064x}\tS*** C***\tDPMPTSP {code}\tPemerintah {code}\tAsia/Jakarta\t"
            f"active\t{at:%Y-%m-%d}\t{at + timedelta(days=1826):%Y-%m-%d}\n"
        )

    return row


#: Table -> its columns, and what makes the text of a row for a number.
_TABLES: dict[str, tuple[str, _RowMaker]] = {
    "application": (
        "region_id id person_id service_slug service_version variant state step turn_role reference applicant_name "
        "place place_name submitted_at due_on days_used open_facts content version chain_seq chain_digest origin "
        "origin_id created_at updated_at",
        _application,
    ),
    "person_case": (
        "person_id region_id application_id service_slug variant state reference due_on updated_at",
        _person_case,
    ),
    "practice_place": ("application_id person_id region_id profession place state", _practice_place),
    "application_event": ("region_id application_id seq at act state role channel params", _events),
    "verification": (
        "token region_id document_id kind title number number_key check_code digest masked_name office government zone "
        "state issued_on valid_until",
        _verification,
    ),
}
