"""Whether the hot reads stay as fast when the cases grow: their time inside the database, at two sizes."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, quantiles
from typing import Any
from uuid import UUID

import psycopg

from bench import cases
from bench.cases import Country
from bench.figures import Chapter, Figure
from bench.reference import speed
from mpp.applications.queries.desk import PAGE_SIZE

#: Each read asks for this many different cases, and again for the same ones, so that the rows asked for are in memory.
ASKED, ROUNDS = 60, 8
#: How much slower than at the first size a read may be.
FLAT = 1.20
#: Less than this cannot be told from noise.
NOISE_MS = 0.01


@dataclass(frozen=True, slots=True)
class Read:
    """What a read took inside the database. ms: at the reference loop     pages: of 8 KB that it looked at"""

    ms: float
    pages: float


type Reads = dict[str, Read]


def measured(app_url: str, country: Country, *, size: int) -> Reads:
    """Return what each hot read takes among `size` cases, as the plain role."""
    # The same places in the order of cases, whatever the size.
    numbers = [int(share * size) for share in random.Random(20261121).sample([n / 997 for n in range(997)], ASKED)]  # noqa: S311  # no secret
    found: Reads = {}
    with psycopg.connect(app_url, autocommit=True, options="-c default_transaction_read_only=on -c jit=off") as app:
        for name, (sql, parameters_of) in _reads(country).items():
            prepared = "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + sql
            times: list[float] = []
            pages: list[int] = []
            with speed() as machine:
                for turn in range(ROUNDS):
                    for number in numbers:
                        [(told,)] = app.execute(prepared.encode(), parameters_of(number)).fetchall()
                        if turn:
                            times.append(told[0]["Execution Time"])
                            pages.append(told[0]["Plan"]["Shared Hit Blocks"] + told[0]["Plan"]["Shared Read Blocks"])
            # The fast half: what is slower waited for a core, or for its rows.
            found[name] = Read(machine.scaled(fmean(sorted(times)[: len(times) // 2])), quantiles(pages, n=2)[0])
    return found


def chapter(sizes: Sequence[int], reads: Sequence[Reads]) -> Chapter:
    """Return what the measurements at the sizes, smallest first, say."""
    first, last = reads[0], reads[-1]
    figures = tuple(
        Figure(
            name=f"{name}, inside the database",
            to_reach="flat within 20 %",
            reached=" → ".join(f"{each[name].ms:.3f} ms ({each[name].pages:.0f} pages)" for each in reads),
            is_reached=last[name].ms <= max(first[name].ms * FLAT, first[name].ms + NOISE_MS),
        )
        for name in first
    )
    return Chapter(
        title="Cases in the database",
        words=f"At {' and '.join(f'{size:,}' for size in sizes)} cases in all regions, rows asked for in memory, as "
        "the plain role under row security: the mean of the faster half of answers, and the pages of 8 KB they read.",
        figures=figures,
    )


def _reads(country: Country) -> dict[str, tuple[str, Callable[[int], list[Any]]]]:
    return {
        f"work queue, page of {PAGE_SIZE}": (
            "SELECT * FROM mpp.work_queue(%s, %s, NULL, %s, %s, false, %s)",
            lambda number: [country.region_of(number)[0], country.role, date.min, UUID(int=0), PAGE_SIZE + 1],
        ),
        "tracking a case": (
            "SELECT * FROM mpp.application_track(%s, %s::uuid, %s::uuid)",
            lambda number: [country.region_of(number)[0], cases.case_id(number), cases.person_id(number)],
        ),
        "verifying a letter": (
            "SELECT token, state, issued_on FROM verification WHERE token = %s",
            lambda number: [cases.token(number)],
        ),
    }
