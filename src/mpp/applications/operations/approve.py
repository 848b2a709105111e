"""Grant the application: the signer's decision. Number and letter follow, then the signature, then `record_issued`.

Writes:  Application; announces ApplicationApproved
Refuses: ApplicationNotFound, FactsOpen, NotEligible, NotNow, NotYourTurn, StaleVersion
"""

from dataclasses import replace

from mpp.applications import attached
from mpp.applications.events import ApplicationApproved
from mpp.applications.operations._act import OFFICERS, Act, Receipt, case_act
from mpp.applications.operations.submit import NotEligible
from mpp.evidence.rules.eligibility import Outcome
from mpp.evidence.rules.facts import Purpose
from mpp.foundation.errors import DomainError, Kind


class FactsOpen(DomainError):
    """What a source has not confirmed, and a document that nobody can open, cannot carry a signature."""

    code, kind, title = "facts-open", Kind.CONFLICT, "Some data are still to be confirmed by their source"


@case_act(by=OFFICERS)
def approve(act: Act) -> Receipt:
    """Return the receipt; the letter may now be numbered and signed."""
    case, reading = act.case, act.reading(act.content)
    # A registration may have ended since the filing: what counts is what its register says on the day of the decision.
    documents = attached.of(case, act.definition, act.content, actor=act.actor)
    still_open = reading.open_facts(purpose=Purpose.DECISION, at=act.now) + documents.not_clean(reading.form.given)
    if still_open:
        raise FactsOpen(open=still_open)
    refused = [verdict for verdict in reading.verdicts(on=act.today) if verdict.outcome is Outcome.REFUSED]
    if refused:
        raise NotEligible(reasons=[verdict.code for verdict in refused])
    after = replace(case, assigned_to=act.actor.officer_id)
    return act.record(after, events=[act.fact(ApplicationApproved, after)])
