"""Put what the sources have answered since into the case; what they still owe, and what is examined, stays open.

Writes:  Application, its place when a register has named it
Refuses: PlaceTaken, NoPlaceLeft, where the place that the register names is held by another case
"""

from collections.abc import Sequence
from dataclasses import replace

from mpp.applications import attached
from mpp.applications.operations._act import Act, Receipt, case_act
from mpp.applications.situation import place
from mpp.evidence.rules.facts import Fact, Purpose, merge


@case_act(by={"sistem"})
def confirm_facts(act: Act, *, facts: Sequence[Fact]) -> Receipt:
    """Return the receipt. facts: the latest answers of the sources asked"""
    before = act.content
    content = replace(before, facts=merge(before.facts, facts))
    # Open is what was not confirmed for the submission; what the decision needs anew, `approve` looks at itself.
    submitted_at = act.case.submitted_at or act.now
    reading = act.reading(content)
    documents = attached.of(act.case, act.definition, content, actor=act.actor)
    still_open = reading.open_facts(purpose=Purpose.SUBMISSION, at=submitted_at)
    still_open += documents.not_clean(reading.form.given)
    after, found = replace(act.case, open_facts=still_open), place(content)
    if found:
        after = replace(after, place=found.code, place_name=found.name)
    return act.record(
        after,
        content=content,
        claim=act.claim(found) if found and found.code != act.case.place else None,
        params={"keys": [fact.key for fact in facts], "open": still_open},
    )
