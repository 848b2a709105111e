"""Submit a draft, or a returned application, for review.

Writes:  Application, its place, its first audit line; announces ApplicationSubmitted
Refuses: Incomplete, NotEligible, NotByMandate, PlaceTaken, NoPlaceLeft, NotNow, StaleVersion
Legal:   the decision period of the service standard starts here; what was used of it before a return stays used
"""

from collections.abc import Sequence
from dataclasses import replace

from mpp.applications import attached, figures, practice
from mpp.applications.events import ApplicationSubmitted
from mpp.applications.operations._act import Act, Receipt, case_act
from mpp.applications.rules import reference
from mpp.applications.situation import place
from mpp.calendars.rules import due_date
from mpp.evidence.rules.eligibility import Outcome
from mpp.evidence.rules.facts import Fact, Purpose
from mpp.foundation.errors import DomainError, Kind


class Incomplete(DomainError):
    """Required answers are missing. pages: page key -> field keys"""

    code, title = "application-incomplete", "Something is still missing"


class NotEligible(DomainError):
    """A rule stands against it. reasons: codes of the rules"""

    code, title = "application-not-eligible", "This licence cannot be applied for"


class NotByMandate(DomainError):
    """The service takes applications from the applicant's own hand only, or not by a mandate of this kind."""

    code, kind, title = "not-by-mandate", Kind.FORBIDDEN, "This application is handed in by the applicant"


@case_act(by={"pemohon"}, draws_serial=True, told={"facts"}, for_another={"hand_in"})
def submit(act: Act, *, facts: Sequence[Fact] = ()) -> Receipt:
    """Return the receipt with the reference number and the date by which the office has to decide.

    facts: what the sources say at this moment, all of it; left out: the case holds them already
    """
    case, content, authority = act.case, act.content.with_help_of(act.actor.authority), act.actor.authority
    if authority is not None and authority.kind not in act.definition.handed_in_by:
        raise NotByMandate(kind=authority.kind)
    if facts:
        content = replace(content, facts=tuple(facts))
    documents = attached.own(act.definition, content, actor=act.actor)
    content = practice.standing(documents.usable(content))
    period = act.offer.working_days
    if period is None:
        raise LookupError(f"{case.service_slug} has no clock and cannot be decided")
    reading, found = act.reading(content), place(content)
    if reading.form.missing or found is None:
        raise Incomplete(pages=reading.form.missing)
    refused = [verdict for verdict in reading.verdicts(on=act.today) if verdict.outcome is Outcome.REFUSED]
    if refused:
        raise NotEligible(reasons=[verdict.code for verdict in refused])

    step, role = act.turn_after(reading)
    after = replace(
        case,
        step=step,
        turn_role=role,
        assigned_to=None,
        place=found.code,
        place_name=found.name,
        reference=case.reference
        or reference(
            region_code=act.region.code,
            service=case.service_slug,
            month=act.today.strftime("%Y%m"),
            serial=act.serial,
        ),
        submitted_at=act.now,
        # Kept through a return only where the period was over already.
        due_on=case.due_on or due_date(act.now, working_days=period - case.days_used, calendar=act.calendar),
        open_facts=reading.open_facts(purpose=Purpose.SUBMISSION, at=act.now) + documents.not_clean(reading.form.given),
    )
    return act.record(
        after,
        content=replace(content, gaps=(), opinion=None, declared_at=act.now.isoformat()),
        events=[act.fact(ApplicationSubmitted, after)],
        params={
            "due_on": after.due_on,
            "again": bool(case.reference),
            **figures.counts(reading, region_code=act.region.code),
        },
        claim=act.claim(found),
    )
