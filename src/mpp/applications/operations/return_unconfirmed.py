"""Give an application back whose facility says that the applicant will not practise there.

Writes:  Application; announces ApplicationReturned
Refuses: NotNow, when it has been decided or returned meanwhile
Legal:   the statement of the practice place does not hold; the clock stands still until the applicant submits again
"""

from dataclasses import replace

from mpp.applications.content import Gap
from mpp.applications.operations._act import Act, Receipt, case_act
from mpp.applications.operations.return_for_correction import returned
from mpp.evidence.rules.facts import Fact, merge


@case_act(by={"sistem"})
def return_unconfirmed(act: Act, *, fact: Fact, words: str) -> Receipt:
    """Return the receipt. fact: what the facility said     words: its reasons, for the applicant"""
    content = replace(act.content, facts=merge(act.content.facts, (fact,)))
    return returned(act, content, (Gap("facility", words),))
