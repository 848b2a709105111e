"""Refuse the application, in writing: the signer's decision with reasons and legal basis.

Writes:  Application, its place is free again; announces ApplicationRejected
Refuses: ApplicationNotFound, ReasonsMissing, NotNow, NotYourTurn, StaleVersion
"""

from dataclasses import replace

from mpp.applications.content import Rejection
from mpp.applications.events import ApplicationRejected
from mpp.applications.operations._act import OFFICERS, Act, ReasonsMissing, Receipt, case_act


@case_act(by=OFFICERS)
def reject(act: Act, *, reasons: str, legal_basis: str) -> Receipt:
    """Return the receipt; the case is closed. reasons, legal_basis: in words the applicant understands, never empty"""
    for field, text in (("reasons", reasons), ("legal_basis", legal_basis)):
        if not text.strip():
            raise ReasonsMissing(field=field)
    after = replace(act.case, step="", turn_role="", assigned_to=None, decided_at=act.now)
    return act.record(
        after,
        content=replace(act.content, rejection=Rejection(reasons.strip(), legal_basis.strip())),
        events=[act.fact(ApplicationRejected, after)],
        note=reasons.strip(),
    )
