"""From the first click to the submission: sources are asked outside any transaction, then one operation writes.

Pages call these; each ends in exactly one act on the case.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from mpp.applications.content import Content
from mpp.applications.operations._act import Receipt
from mpp.applications.operations.save_draft import save_draft
from mpp.applications.operations.submit import submit
from mpp.applications.queries.case import Case
from mpp.applications.rules import EDITABLE
from mpp.applications.situation import facts_in, needs
from mpp.catalogue.settings import Offer
from mpp.eforms.form import Value
from mpp.evidence.gathering import applicant, gather
from mpp.evidence.rules.facts import Purpose, as_frozen, merge
from mpp.evidence.rules.needs import about_this
from mpp.foundation.actor import Actor
from mpp.identity.queries import Profile, profile


def with_facts(
    content: Content,
    offer: Offer,
    *,
    variant: str,
    purpose: Purpose,
    known: Profile,
    actor: Actor,
    now: datetime,
    case_id: UUID | None = None,
) -> Content:
    """Return the content with what the sources say now; what is silent stays as it was, or is to be confirmed.

    case_id: the case for whose sake the worker goes on asking; None while it is a draft
    """
    wanted = needs(offer.definition, content, variant=variant, now=now)
    news = gather(wanted, applicant(known), purpose=purpose, actor=actor, now=now, case_id=case_id)
    # What was known about another place must not stand for the one chosen now, should its register be silent.
    before = about_this(facts_in(content), wanted)
    return replace(content, facts=tuple(as_frozen(fact) for fact in merge(before, news)))


def begin(offer: Offer, *, application_id: UUID, variant: str, actor: Actor, now: datetime) -> int:
    """Make a draft filled from the registries and return its version.

    application_id: made by the page, so that a repeated click makes no second draft
    Refuses: StaleVersion, when the draft is there already
    """
    known = profile(actor=actor)
    content = with_facts(Content(), offer, variant=variant, purpose=Purpose.PREFILL, known=known, actor=actor, now=now)
    return save_draft(
        application_id=application_id,
        version=0,
        service_slug=offer.definition.slug,
        service_version=offer.definition.version,
        region_settings=offer.settings.id if offer.settings else None,
        variant=variant,
        applicant_name=known.name,
        content=content,
        actor=actor,
        now=now,
    )


def save_answers(case: Case, offer: Offer, answers: Mapping[str, Value], *, actor: Actor, now: datetime) -> int:
    """Save a page of the form and return the version; a facility chosen anew is looked up.

    Refuses: StaleVersion
    """
    before = case.opened()
    content = before.with_answers(answers)
    if content.answers.get("facility") != before.answers.get("facility"):
        content = with_facts(
            content,
            offer,
            variant=case.variant,
            purpose=Purpose.PREFILL,
            known=profile(actor=actor),
            actor=actor,
            now=now,
        )
    return _save(case, content, actor=actor, now=now)


def save_reports(case: Case, reports: Mapping[str, str], *, actor: Actor, now: datetime) -> int:
    """Keep what the person reports as wrong, by key of the known value, and return the version.

    Refuses: StaleVersion
    """
    return _save(case, replace(case.opened(), reports=dict(reports)), actor=actor, now=now)


def hand_in(case: Case, offer: Offer, *, version: int, key: str, actor: Actor, now: datetime) -> Receipt:
    """Ask the sources once more, then submit.

    version: of the draft that the person has checked     key: of this sending; a second one gets the first receipt
    Refuses: as `submit`
    """
    if case.state in EDITABLE and case.version == version:
        content = with_facts(
            case.opened(),
            offer,
            variant=case.variant,
            purpose=Purpose.SUBMISSION,
            known=profile(actor=actor),
            actor=actor,
            now=now,
            case_id=case.id,
        )
        version = _save(case, content, actor=actor, now=now)
    return submit(application_id=case.id, version=version, actor=actor, now=now, key=key)


def _save(case: Case, content: Content, *, actor: Actor, now: datetime) -> int:
    return save_draft(
        application_id=case.id,
        version=case.version,
        service_slug=case.service_slug,
        service_version=case.service_version,
        region_settings=case.region_settings,
        variant=case.variant,
        applicant_name=case.applicant_name,
        content=content,
        actor=actor,
        now=now,
    )
