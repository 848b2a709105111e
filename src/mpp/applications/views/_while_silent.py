"""What becomes of the decision period of a case while a source has not answered, in words."""

from mpp.applications.rules import WITH_OFFICE
from mpp.applications.views._draft import Draft
from mpp.catalogue.words import SILENT_SENTENCES
from mpp.evidence.rules.facts import Purpose


def rule_while_silent(draft: Draft) -> str:
    """Return the rule of the service while an office decides and a source owes an answer, "" otherwise."""
    case, clock = draft.case, draft.definition.clock
    if clock is None or case.state not in WITH_OFFICE or not case.open_facts:
        return ""
    # Open is also a document that is still examined: no source owes anything then.
    owed = draft.reading.open_facts(purpose=Purpose.SUBMISSION, at=case.submitted_at or draft.now)
    return str(SILENT_SENTENCES[clock.while_silent]) if owed else ""
