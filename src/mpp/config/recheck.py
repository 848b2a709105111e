"""`mpp audit`: every audit chain of every region is gone through again, and what does not hold is named."""

import sys
from collections.abc import Iterator

from mpp.applications.queries.chain import case_faults
from mpp.foundation import audit
from mpp.foundation.actor import NATIONAL, system
from mpp.foundation.audit import Fault
from mpp.foundation.scope import entered
from mpp.tenancy.queries import region_by_slug, regions

#: How the acts of the nation are called in the list.
NATION = "national"


def recheck(slug: str | None = None) -> int:
    """Print counts and faults, and return the exit code: 0 all holds, 1 something does not, 2 no such region."""
    chosen = dict(_regions(slug))
    if not chosen:
        print(f"There is no region {slug!r}.", file=sys.stderr)
        return 2
    all_chains = all_lines = all_faults = 0
    for region_id, name in chosen.items():
        with entered(system(region_id)):
            chains, lines = audit.extent(region_id)
            found = [*audit.faults(region_id), *case_faults(actor=system(region_id))]
        if not (lines or found):
            continue
        print(f"{name}: {chains} chains, {lines} lines, {len(found) or 'no'} faults")
        for fault in found:
            print(f"  {_told(fault)}")
        all_chains, all_lines, all_faults = all_chains + chains, all_lines + lines, all_faults + len(found)
    print(f"all: {all_chains} chains, {all_lines} lines, {all_faults or 'no'} faults")
    return 1 if all_faults else 0


def _regions(slug: str | None) -> Iterator[tuple[int, str]]:
    if slug is None or slug == NATION:
        yield NATIONAL, NATION
    for region in regions() if slug is None else filter(None, [region_by_slug(slug)]):
        yield region.id, region.slug


#: In words, for whoever has to look into it.
_WORDS = {
    "line-missing": "the line before it is not there",
    "link-broken": "it does not follow the line before it",
    "text-changed": "its text was changed",
    "text-of-another": "its text belongs to another place",
    "end-missing": "the last line is not there, or is another one",
    "line-after-end": "no act wrote it",
    "end-unknown": "nothing knows where this chain ends",
    "history-differs": "the history that people read has another number of acts",
}


def _told(fault: Fault) -> str:
    return f"chain {fault.chain_id}, line {fault.seq}: {_WORDS[fault.reason]} ({fault.reason})"
