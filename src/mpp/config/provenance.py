"""`mpp provenance`: where each value of an issued letter comes from, without the values themselves."""

import sys

from mpp.applications.provenance import Line, Origin, provenance
from mpp.applications.queries.tracking import track
from mpp.documents.queries import document, issued_with_number
from mpp.foundation.actor import system

#: How an origin is called where it is no source.
_ORIGINS = {
    Origin.HOLDER: "the applicant's own words",
    Origin.SERVICE: "the definition of the service",
    Origin.COUNTER: "the office's own count",
    Origin.RULE: "worked out by rule",
    Origin.OFFICE: "the officer who decided",
}


def tell(number: str) -> int:
    """Print one line a value, and return the exit code: 0 told, 1 no letter has this number."""
    found = issued_with_number(number)
    if not found:
        print(f"No letter has the number {number}.", file=sys.stderr)
        return 1
    for document_id, region_id in found:
        actor = system(region_id)
        letter = document(document_id, actor=actor)
        case = track(letter.application_id, actor=actor)
        print(f"{letter.number}, {letter.title}, case {letter.application_id}")
        for line in provenance(case.case.opened(), case.history, service_version=case.case.service_version):
            print(f"  {line.value:<20} {_told(line)}")
    return 0


def _told(line: Line) -> str:
    at = line.at.isoformat(timespec="seconds") if line.at else ""
    fact = line.fact
    if line.origin is not Origin.SOURCE:
        parts = [_ORIGINS[line.origin], f"version {line.version}" if line.version else "", at]
    elif fact is None:
        parts = ["not recorded"]
    else:
        parts = [fact.source, at, f"for {fact.purpose}", f"by {fact.legal_basis}", fact.reference]
    return ", ".join(filter(None, parts))
