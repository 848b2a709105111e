"""Record that the signed letter is there: the case is decided. Hears `documents.DocumentIssued`.

Writes:  Application, its place is active; announces ApplicationIssued
"""

from dataclasses import replace

from mpp.applications.events import ApplicationIssued
from mpp.applications.operations._act import Act, Receipt, case_act


@case_act(by={"sistem"})
def record_issued(act: Act, *, number: str) -> Receipt:
    """Return the receipt; a repeated key gets the first one. number: official number of the letter"""
    after = replace(act.case, step="", turn_role="", assigned_to=None, decided_at=act.now)
    return act.record(after, events=[act.fact(ApplicationIssued, after)], params={"number": number})
