"""How fast the machine is while something is measured: a fixed loop of plain Python, run beside it in small slices.

CPU time on a shared or virtual machine stretches and shrinks with what the neighbours do. Every CPU figure is therefore
told as if one loop had taken `REFERENCE_MS`: what it takes on the machine and at the hour the figures were asked for.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from statistics import fmean

ROUNDS = 220_000
REFERENCE_MS = 17.0
#: A loop is run in this many slices, spread over the time of the measurement, so that it hardly disturbs it.
SLICES = 20
SECONDS_BETWEEN_SLICES = 0.04


def loop(rounds: int) -> int:
    """Do the fixed work. Changing it makes all earlier figures incomparable."""
    total = 0
    for number in range(rounds):
        total += number * number % 7
    return total


@dataclass(slots=True)
class Speed:
    """What one loop took while a block ran; known after the block."""

    loop_ms: float = field(default=REFERENCE_MS)

    def scaled(self, figure: float) -> float:
        """Return a time measured in the block as it would be at the reference loop."""
        return figure * REFERENCE_MS / self.loop_ms


@contextmanager
def speed() -> Iterator[Speed]:
    """Run the loop beside the block, in a process of its own."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    sampler = context.Process(target=_sample, args=(theirs,), daemon=True)
    sampler.start()
    ours.recv()  # it has begun
    found = Speed()
    try:
        yield found
    finally:
        ours.send(None)
        found.loop_ms = ours.recv()
        sampler.join()


def _sample(ends: Connection) -> None:
    loop(ROUNDS)  # the interpreter specialises code that it has run before
    ends.send(None)
    slices: list[float] = []
    while not ends.poll(SECONDS_BETWEEN_SLICES) or len(slices) < SLICES:
        began = time.thread_time()
        loop(ROUNDS // SLICES)
        slices.append((time.thread_time() - began) * 1000)
    ends.send(fmean(slices) * SLICES)
