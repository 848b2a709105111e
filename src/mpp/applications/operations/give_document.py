"""Give a document after the case was handed in: another one for an unfit one, or the letter of the facility.

Writes:  Application
Refuses: ApplicationNotFound, NotUnfit, NotNow, StaleVersion
Legal:   the clock runs on: the office was not asked to wait, and the applicant is not sent back to the start
         a facility that does not confirm by itself may do so by a letter, and the case waits for it no longer
"""

from dataclasses import replace
from uuid import UUID

from mpp.applications import attached
from mpp.applications.operations._act import Act, Receipt, case_act
from mpp.evidence.rules.facts import Purpose
from mpp.foundation.errors import DomainError, Kind


class NotUnfit(DomainError):
    """The question is no file question, or its document is in order or still being examined."""

    code, kind, title = "document-not-unfit", Kind.CONFLICT, "This document does not have to be given again"


@case_act(by={"pemohon"})
def give_document(act: Act, *, field: str, upload_id: UUID) -> Receipt:
    """Return the receipt.

    field: whose document was refused, or the facility's letter     upload_id: on which the case rests by now
    """
    is_letter = field == act.reading(act.content).letter_to_give
    if not is_letter and field not in attached.answers_of(act.definition, act.content):
        raise NotUnfit
    content = act.content.with_answers({field: str(upload_id)})
    reading = act.reading(content)
    documents = attached.own(act.definition, content, actor=act.actor)
    still_open = reading.open_facts(purpose=Purpose.SUBMISSION, at=act.case.submitted_at or act.now)
    still_open += documents.not_clean(reading.form.given)
    return act.record(replace(act.case, open_facts=still_open), content=content, params={"field": field})
