"""What was measured against what it must reach, and the page that says so."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.reference import REFERENCE_MS

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. to_reach, reached: in words, with the unit     is_reached: None where nothing is asked

    note: what a reader needs to understand it, "" where the name says it all
    """

    name: str
    to_reach: str
    reached: str
    is_reached: bool | None
    note: str = ""

    @property
    def verdict(self) -> str:
        return {True: "reached", False: "**not reached**", None: ""}[self.is_reached]

    def __str__(self) -> str:
        verdict = {True: "ok", False: "NOT REACHED", None: ""}[self.is_reached]
        return f"  {self.name:<52} {self.reached:<44} {self.to_reach:<16} {verdict}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Figures that belong together. words: what was done     profile: where the time went, where that is asked"""

    title: str
    words: str
    figures: tuple[Figure, ...]
    profile: str = ""


def write_page(chapters: Sequence[Chapter], *, began: datetime, took_s: float, command: str, loop_ms: float) -> None:
    """Write docs/benchmarks.md."""
    lines = [
        "# Benchmarks",
        "",
        f"Written by `{command}`; do not edit. Every number below comes from that one run.",
        "",
        f"- when: {began:%Y-%m-%d %H:%M} UTC, {took_s / 60:.0f} minutes",
        f"- machine: {machine()}",
        f"- its speed: the reference loop (`bench/reference.py`) took {loop_ms:.1f} ms. CPU times are told as at",
        f"  {REFERENCE_MS:g} ms: user and system time of the web workers and of the whole database server.",
        "- what runs: `mpp serve` (granian, 2 workers of 2 threads) on the PostgreSQL that comes along, with durable",
        "  commits, row security, write guard, audit chain, outbox and idempotency on; the worker is not running, so",
        "  facts wait in the outbox. Requests come over HTTP from another process, with sessions and form tokens.",
        "- where the time of one kind of request goes: `python -m bench.profile submit`, or `save`, `track`, `verify`,",
        "  `worklist`, `catalogue`.",
        "",
    ]
    for chapter in chapters:
        lines += [f"## {chapter.title}", "", chapter.words, ""]
        lines += ["| figure | to reach | reached | verdict |", "|---|---|---|---|"]
        lines += [f"| {each.name} | {each.to_reach} | {each.reached} | {each.verdict} |" for each in chapter.figures]
        lines += ["", *(f"- {each.name}: {each.note}" for each in chapter.figures if each.note), ""]
        if chapter.profile:
            lines += ["```text", chapter.profile.rstrip(), "```", ""]
    PAGE.write_text("\n".join(lines).rstrip().replace("\n\n\n", "\n\n") + "\n")


def machine() -> str:
    """Return processor, cores, memory and system in one line."""
    cpu = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), ""
    )
    kilobytes = next(int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal"))
    return (
        f"{os.cpu_count()} cores of {cpu or platform.machine()}, {kilobytes / 2**20:.0f} GB, "
        f"{platform.system()} {platform.release().partition('-')[0]}, Python {platform.python_version()}"
    )


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines()
