"""Give the technical recommendation of the health office: for it, with conditions, or against it with reasons.

Writes:  Application; announces ApplicationRecommended
Refuses: ApplicationNotFound, ReasonsMissing, NotNow, NotYourTurn, StaleVersion
Legal:   an opinion; the decision stays with the signer
"""

from dataclasses import replace

from mpp.applications.content import Opinion, Verdict
from mpp.applications.events import ApplicationRecommended
from mpp.applications.operations._act import OFFICERS, Act, ReasonsMissing, Receipt, case_act


@case_act(by=OFFICERS)
def recommend(act: Act, *, verdict: Verdict, text: str) -> Receipt:
    """Return the receipt; the case waits for the signer.

    text: the conditions or the reasons; may be empty only when the verdict is positive
    """
    if verdict is not Verdict.POSITIVE and not text.strip():
        raise ReasonsMissing(field="text")
    content = replace(act.content, opinion=Opinion(verdict, text.strip()))
    step, role = act.turn_after(act.reading(content))
    after = replace(act.case, step=step, turn_role=role, assigned_to=None)
    return act.record(
        after,
        content=content,
        events=[act.fact(ApplicationRecommended, after)],
        params={"verdict": verdict, "next": role},
        note=text.strip(),
    )
