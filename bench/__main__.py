"""`python -m bench`: measure, print, and write docs/benchmarks.md. `SCALE` is the number of cases, in millions."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean

from bench.installation import Installation, installed, serving

STATE_DIR = Path(os.environ.get("MPP_STATE_DIR", Path(__file__).parents[1] / ".run"))
#: Of the largest size: at which size the hot reads are measured first.
FIRST_SIZE = 1 / 5


def main() -> int:
    chosen = _options()
    scale = chosen.scale if chosen.scale is not None else 0.1 if chosen.quick else float(os.environ.get("SCALE", "5"))
    with installed(STATE_DIR / "bench") as installation:
        # Everything that knows the product's rows is reached only once Django has been set up.
        return measure(installation, cases=int(scale * 1_000_000), quick=chosen.quick)


def measure(installation: Installation, *, cases: int, quick: bool) -> int:
    """Measure everything, write the page, and return 0 whatever the verdicts are."""
    from bench import ceiling, costs, knowing, letters, peak, scale, wire
    from bench.cases import load, tokens
    from bench.figures import PAGE, Chapter, Figure, write_page
    from bench.people import the_country, the_place
    from mpp.foundation.clock import utc_now

    began, clock = utc_now(), time.monotonic()
    place = the_place()
    country = the_country(place)
    sizes, reads, done = [int(cases * FIRST_SIZE), cases], [], 0
    for size in sizes:
        with said(f"{size:,} cases"):
            load(installation.owner_url, country, first=done, stop=size)
            installation.settle()
            reads.append(scale.measured(installation.app_url, country, size=size))
            done = size
    chapters: list[Chapter] = []
    known = tokens(country, 2_000, size=cases)
    with serving(installation) as web:
        with said("cost of requests"):
            found = costs.costs(installation, web, place, known, count=400 if quick else 2_000)
        with said("ceiling of the database"):
            most = ceiling.submissions_per_second(installation, place, 800 if quick else 4_000)
        with said("national peak"):
            at_peak = peak.peak(installation, web, place, known, seconds=8 if quick else 30)
        first_visit = wire.chapter(installation)
    submitted = found["submit"].per_second
    ratio = Figure(
        name="submissions over HTTP, of those that the database alone takes",
        to_reach=">= 0.4",
        reached=f"{submitted / most:.2f} ({submitted:,.0f} of {most:,.0f} a second, pgbench)",
        is_reached=submitted / most >= 0.4,
    )
    with said("knowing who asks"):
        known_by = knowing.chapter(installation, place, known, count=800 if quick else 4_000)
    # In a process of its own, as the worker that signs them is one.
    with said("letters"), ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as apart:
        signed = apart.submit(letters.chapter, seconds=1.0 if quick else 4.0).result()
    cost = costs.chapter(found, ratio)
    chapters += [cost, known_by, scale.chapter(sizes, reads), at_peak, signed, first_visit]
    for chapter in chapters:
        print(f"\n{chapter.title}", *chapter.figures, sep="\n")
    write_page(
        chapters,
        began=began,
        took_s=time.monotonic() - clock,
        command=f"{'python -m bench --quick' if quick else 'make bench'}` with `SCALE={cases / 1_000_000:g}",
        loop_ms=fmean(each.loop_ms for each in found.values()),
    )
    print(f"\nWritten: {PAGE}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure what the product costs.")
    parser.add_argument("--quick", action="store_true", help="small numbers, in less than three minutes")
    parser.add_argument("--scale", type=float, help="millions of cases (default: SCALE, else 5)")
    return parser.parse_args()


@contextmanager
def said(what: str) -> Iterator[None]:
    """Tell what is being measured and how long it took."""
    print(f"{what} ...", flush=True)
    clock = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - clock:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
