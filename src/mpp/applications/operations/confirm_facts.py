"""Put what the sources have answered since into the case; what they still owe stays open.

Writes:  Application
"""

from collections.abc import Sequence
from dataclasses import replace

from mpp.applications.operations._act import Act, Receipt, case_act
from mpp.applications.situation import facts_in, needs, open_facts
from mpp.evidence.rules.facts import Fact, Purpose, as_frozen, merge


@case_act(by={"sistem"})
def confirm_facts(act: Act, *, facts: Sequence[Fact]) -> Receipt:
    """Return the receipt. facts: the latest answers of the sources asked"""
    before = act.content()
    content = replace(before, facts=tuple(as_frozen(fact) for fact in merge(facts_in(before), facts)))
    wanted = needs(act.definition, content, variant=act.case.variant, now=act.now)
    # Open is what was not confirmed for the submission; what the decision needs anew, `approve` looks at itself.
    submitted_at = act.case.submitted_at or act.now
    still_open = open_facts(content, wanted, purpose=Purpose.SUBMISSION, at=submitted_at)
    return act.record(
        replace(act.case, open_facts=still_open),
        content=content,
        params={"keys": [fact.key for fact in facts], "open": still_open},
    )
