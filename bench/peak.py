"""The national peak: submissions, saved steps and reads arrive at their rate, whether the product keeps up or not."""

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path

from bench import requests
from bench.accounting import children_of
from bench.client import Asked, Generator
from bench.costs import WARM_UP, check
from bench.figures import Chapter, Figure
from bench.installation import HOST, Installation, Web
from bench.people import Place, applicants, officers
from bench.reference import REFERENCE_MS, speed
from mpp.applications.rules import State

#: Arrivals a second.
SUBMISSIONS, SAVES = 50, 400
READS = {"catalogue": 640, "track": 400, "verify": 320, "worklist": 240}
PER_SECOND = SUBMISSIONS + SAVES + sum(READS.values())
CONNECTIONS = 64
#: Longest wait of 99 of 100 answers.
PATIENCE_MS = 250.0
#: Drafts that are being filled at the same time; each is saved again before long.
FILLING = 1_600
#: Cases that are looked at, each by whoever handed it in.
LOOKED_AT = 1_000

PROFILE_RATE, PROFILE_SECONDS = 100, 10
PROFILE_LINES = 25


def peak(
    installation: Installation, web: Web, place: Place, tokens: Sequence[str], *, seconds: int, share: float = 1.0
) -> Chapter:
    """Return what share of the national peak is held. share: of its rate that is asked for"""
    asked, due = _arrivals(installation.owner_url, place, tokens, seconds=seconds, share=share)
    with Generator(HOST, installation.port) as generator:
        warm = [each for each in asked if each.kind not in ("submit", "save")][: WARM_UP * 4]
        check(generator.all_of(warm, connections=CONNECTIONS))
        installation.settle()
        app, database = web.cpu(), installation.database_cpu()
        with speed() as machine:
            running = generator.begin(asked, due=due, connections=CONNECTIONS)
            profile = _profile(web, min(PROFILE_SECONDS, seconds // 2)) if seconds >= PROFILE_SECONDS else ""
            answers = check(running.result())
            app, database = web.cpu() - app, installation.database_cpu() - database
    held = answers.in_time / len(asked) * share
    p50, p99 = answers.quantile(0.50), answers.quantile(0.99)
    is_held = held >= 0.999 and p99 <= PATIENCE_MS
    return Chapter(
        title="The national peak",
        words=f"{SUBMISSIONS} submissions, {SAVES} saved steps and {sum(READS.values()):,} reads a second ("
        + ", ".join(f"{kind} {rate}" for kind, rate in READS.items())
        + f") for {seconds} seconds, generator on the same cores; a wait counts from the moment the request was due. "
        f"The loop took {machine.loop_ms:.1f} ms meanwhile, {REFERENCE_MS:g} ms on the machine the figure is for.",
        figures=(
            Figure(
                name="share of the national peak that is held",
                to_reach="100 %",
                reached=f"{held:.0%} ({len(asked) / answers.seconds:,.0f} requests a second)",
                is_reached=held >= 0.999,
            ),
            Figure(
                name="waiting for an answer at the peak",
                to_reach=f"p99 <= {PATIENCE_MS:g} ms",
                reached=f"p50 {p50:,.0f} ms, p99 {p99:,.0f} ms",
                is_reached=p99 <= PATIENCE_MS,
            ),
            Figure(
                name="cores busy at the peak, as at the reference loop",
                to_reach="",
                reached=f"web {machine.scaled(app) / answers.seconds:.2f}, "
                f"database {machine.scaled(database) / answers.seconds:.2f}",
                is_reached=None,
            ),
        ),
        profile="" if is_held else profile,
    )


def _arrivals(
    owner_url: str, place: Place, tokens: Sequence[str], *, seconds: int, share: float
) -> tuple[list[Asked], list[float]]:
    """Return the requests and when each is due, evenly mixed at random."""
    drafts = applicants(owner_url, place, int(FILLING * share))
    waiting = applicants(owner_url, place, int(LOOKED_AT * share), state=State.SUBMITTED)
    desk = officers(owner_url, place)
    submissions = [requests.submit(each) for each in applicants(owner_url, place, int(SUBMISSIONS * seconds * share))]
    rounds = int(SAVES * seconds / FILLING) + 1
    saves = [requests.save_step(each, version=turn) for turn in range(1, rounds + 1) for each in drafts]
    reads: dict[str, Callable[[int], Asked]] = {
        "catalogue": lambda _: requests.catalogue(),
        "track": lambda number: requests.track(waiting[number % len(waiting)]),
        "verify": lambda number: requests.verify(tokens[number % len(tokens)]),
        "worklist": lambda number: requests.worklist(desk[number % len(desk)]),
    }
    queues = {"submit": iter(submissions), "save": iter(saves)}
    queues |= {kind: map(make, iter(cycle(range(10**6)))) for kind, make in reads.items()}
    rates = {"submit": SUBMISSIONS, "save": SAVES, **READS}
    kinds = [kind for kind, rate in rates.items() for _ in range(int(rate * seconds * share))]
    random.Random(20261121).shuffle(kinds)  # noqa: S311  # no secret
    return [next(queues[kind]) for kind in kinds], [number / (PER_SECOND * share) for number in range(len(kinds))]


def _profile(web: Web, seconds: int) -> str:
    """Return where the web workers' time goes, sampled from outside while they work; "" without py-spy."""
    if find_spec("py_spy") is None:
        return ""
    with tempfile.TemporaryDirectory() as folder:
        time.sleep(1)
        stacks = [Path(folder) / str(pid) for pid in children_of(web.pid)]
        samplers = [subprocess.Popen(_sampler(path, seconds), stderr=subprocess.DEVNULL) for path in stacks]  # noqa: S603
        for sampler in samplers:
            sampler.wait()
        return _told([line for path in stacks if path.exists() for line in path.read_text().splitlines()])


def _sampler(stacks: Path, seconds: int) -> list[str]:
    program = Path(sys.executable).with_name("py-spy")
    options = ["--gil", "--nonblocking", "--format=raw", f"--rate={PROFILE_RATE}", f"--duration={seconds}"]
    return [str(program), "record", f"--pid={stacks.name}", *options, f"--output={stacks}"]


def _told(lines: Sequence[str]) -> str:
    """Return the functions in which most of the time was spent, with what they call. lines: stack, samples"""
    spent: Counter[str] = Counter()
    total = 0
    for line in lines:
        stack, _, samples = line.rpartition(" ")
        total += int(samples)
        for function in {frame.rpartition(":")[0] or frame for frame in stack.split(";")}:
            spent[function] += int(samples)
    return "\n".join(f"{count / total:6.1%}  {function}" for function, count in spent.most_common(PROFILE_LINES))
