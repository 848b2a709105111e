"""From the first click to the submission: sources are asked outside any transaction, then one operation writes.

Pages call these; each ends in exactly one act on the case.
"""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mpp.applications import attached
from mpp.applications.content import Content, Helper
from mpp.applications.operations._act import Receipt
from mpp.applications.operations.give_document import NotUnfit, give_document
from mpp.applications.operations.save_draft import save_draft
from mpp.applications.operations.submit import Incomplete, NotEligible, submit
from mpp.applications.queries.case import Case, snapshot
from mpp.applications.rules import EDITABLE
from mpp.applications.rules import State as CaseState
from mpp.applications.situation import Reading, carried_over, facility_code
from mpp.catalogue.settings import Offer
from mpp.eforms.form import Value
from mpp.evidence.gathering import PATIENCE_S, applicant, gather
from mpp.evidence.rules.consent import without_consent
from mpp.evidence.rules.facts import Fact, Key, LegalBasis, Purpose, State, best, merge
from mpp.evidence.rules.needs import about_this
from mpp.foundation.actor import Actor
from mpp.foundation.errors import DomainError, Kind
from mpp.identity.queries import Profile, profile
from mpp.identity.rules import Assurance
from mpp.tenancy.queries import region_by_id
from mpp.uploads.operations.rest_on import rest_on

#: Fields that say where somebody practises; when one changes, what is known of the place is asked anew.
PLACE_FIELDS = ("practice_mode", "facility", "facility_name", "facility_address", "facility_district")
#: What was said about the place before.
_OF_PLACE = frozenset({Key.PLACE, Key.PRACTICE})
#: Fewer seconds than this are not worth a question.
LEAST_PATIENCE_S = 0.3


class NoSuchFacility(DomainError):
    """The register knows no facility of that code, or it lies in another region, whose office decides there."""

    code, title = "no-such-facility", "This facility is not in the list of this region"


def facts_now(
    content: Content,
    offer: Offer,
    *,
    variant: str,
    purpose: Purpose,
    known: Profile,
    actor: Actor,
    now: datetime,
    case_id: UUID | None = None,
    patience_s: float = PATIENCE_S,
) -> tuple[Fact, ...]:
    """Return what the sources say now; what is silent stays as it was, or is to be confirmed.

    case_id: the case for whose sake the worker goes on asking; None while it is a draft
    """
    wanted = Reading(offer, content, variant, now).needs
    # What was known about another place must not stand for the one chosen now, should its register be silent.
    before = about_this(content.facts, wanted)
    news = gather(
        wanted,
        applicant(known),
        purpose=purpose,
        actor=actor,
        now=now,
        case_id=case_id,
        patience_s=patience_s,
    )
    return merge(before, news)


def begin(offer: Offer, *, application_id: UUID, variant: str, actor: Actor, now: datetime) -> int:
    """Make a draft filled from the registries and return its version.

    application_id: made by the page, so that a repeated click makes no second draft
    Refuses: StaleVersion, when the draft is there already
    """
    began = time.monotonic()
    known = profile(actor=actor)
    facts = facts_now(Content(), offer, variant=variant, purpose=Purpose.PREFILL, known=known, actor=actor, now=now)
    content = Content(facts=facts)
    carried = carried_over(offer.definition, content, variant=variant, region_code=_region_code(actor.region_id))
    content = content.with_answers(carried)
    left_s = PATIENCE_S - (time.monotonic() - began)
    if facility_code(content) and left_s > LEAST_PATIENCE_S:
        # The place of a renewal is known only once the licences are; both questions share one wait.
        facts = facts_now(
            content,
            offer,
            variant=variant,
            purpose=Purpose.PREFILL,
            known=known,
            actor=actor,
            now=now,
            patience_s=left_s,
        )
        content = replace(content, facts=facts)
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


def save_answers(
    case: Case,
    offer: Offer,
    answers: Mapping[str, Value],
    *,
    helper: Helper | None = None,
    actor: Actor,
    now: datetime,
) -> Content:
    """Save a page of the form and return what the draft holds now; a facility chosen anew is looked up.

    helper: who has prepared these answers, where the applicant takes over what somebody else laid before him

    Refuses: NoSuchFacility, StaleVersion
    """
    before = case.opened()
    content = before.with_answers(answers)
    if helper:
        content = replace(content, helpers=(*content.helpers, helper))
    region_code = _region_code(case.region_id)
    if content.answers.get("replaced_number") != before.answers.get("replaced_number"):
        content = content.with_answers(
            carried_over(offer.definition, content, variant=case.variant, region_code=region_code)
        )
    if any(content.answers.get(key) != before.answers.get(key) for key in PLACE_FIELDS):
        content = replace(content, facts=tuple(fact for fact in content.facts if fact.key not in _OF_PLACE))
        content = refreshed(content, case, offer, actor=actor, now=now)
        _check_facility(content, region_code)
    if attached.answers_of(offer.definition, content) == attached.answers_of(offer.definition, before):
        _save(case, content, actor=actor, now=now)
    else:
        with transaction.atomic():
            _rest_on(case, offer, content, actor=actor, now=now)
            _save(case, content, actor=actor, now=now)
    return content


def _rest_on(case: Case, offer: Offer, content: Content, *, actor: Actor, now: datetime) -> None:
    """Let the documents that the answers name be kept for the sake of the case."""
    usable = attached.own(offer.definition, content, actor=actor).usable(content)
    rest_on(
        person_id=case.person_id,
        application_id=case.id,
        service_slug=case.service_slug,
        answers=attached.answers_of(offer.definition, usable),
        actor=actor,
        now=now,
    )


def give_another(case: Case, offer: Offer, field: str, answer: str, *, actor: Actor, now: datetime) -> Receipt:
    """Give a document after the case was handed in: for one that was refused, or the letter of the facility.

    answer: id of the document

    Refuses: NotUnfit, UploadNotFound, NotNow, StaleVersion
    """
    content = case.opened()
    before = attached.own(offer.definition, content, actor=actor)
    is_letter = field == Reading(offer, content, case.variant, now).letter_to_give
    if field not in before.unfit and not is_letter:
        raise NotUnfit
    with transaction.atomic():
        _rest_on(case, offer, content.with_answers({field: answer}), actor=actor, now=now)
        return give_document(
            application_id=case.id, version=case.version, field=field, upload_id=UUID(answer), actor=actor, now=now
        )


def ask_again(case: Case, offer: Offer, *, actor: Actor, now: datetime) -> int:
    """Ask the sources that were silent, or answered long ago, and return the version.

    Refuses: StaleVersion
    """
    return _save(case, refreshed(case.opened(), case, offer, actor=actor, now=now), actor=actor, now=now)


def refreshed(content: Content, case: Case, offer: Offer, *, actor: Actor, now: datetime) -> Content:
    """Return the content of a draft with what its sources say now."""
    facts = facts_now(
        content,
        offer,
        variant=case.variant,
        purpose=Purpose.PREFILL,
        known=profile(actor=actor),
        actor=actor,
        now=now,
    )
    return replace(content, facts=facts)


def forget_released(application_id: UUID, *, actor: Actor, now: datetime) -> bool:
    """Return whether the draft held anything that rests on the person's consent; it is gone now.

    Refuses: ApplicationNotFound, StaleVersion
    """
    case = snapshot(application_id, actor=actor).case
    content = case.opened()
    if case.state is not CaseState.DRAFT or not any(fact.legal_basis is LegalBasis.CONSENT for fact in content.facts):
        return False
    _save(case, replace(content, facts=without_consent(content.facts)), actor=actor, now=now)
    return True


def save_reports(case: Case, reports: Mapping[str, str], *, actor: Actor, now: datetime) -> int:
    """Keep what the person reports as wrong, by key of the known value, and return the version.

    Refuses: StaleVersion
    """
    return _save(case, replace(case.opened(), reports=dict(reports)), actor=actor, now=now)


class NotSureEnough(DomainError):
    """The session began in a way that makes us less sure of the person than the service asks for."""

    code, kind, title = "not-sure-enough", Kind.CONFLICT, "Signing in by a surer way is needed for this service"


def hand_in(
    application_id: UUID, *, version: int, key: str, assurance: Assurance, actor: Actor, now: datetime
) -> Receipt:
    """Ask the sources once more whose answers are too old to submit with, then submit.

    version: of the draft that the person has checked     key: of this sending; a second one gets the first receipt
    assurance: of the session
    Refuses: NotSureEnough; as `submit`; what the sources said is then kept in the draft, so that the page shows why
    """
    seen, facts = submit.look(application_id=application_id, actor=actor, now=now, key=key), tuple[Fact, ...]()
    case = seen.case
    if assurance < seen.offer.definition.assurance:
        raise NotSureEnough(needed=seen.offer.definition.assurance.name.lower())
    is_to_decide = seen.found.kept is None and case.state in EDITABLE and case.version == version
    if is_to_decide and seen.reading.still_open(purpose=Purpose.SUBMISSION, at=now):
        facts = facts_now(
            seen.content,
            seen.offer,
            variant=case.variant,
            purpose=Purpose.SUBMISSION,
            known=profile(actor=actor),
            actor=actor,
            now=now,
            case_id=case.id,
        )
    try:
        return submit(application_id=case.id, version=version, facts=facts, actor=actor, now=now, key=key, seen=seen)
    except (Incomplete, NotEligible):
        if facts:
            _save(case, replace(seen.content, facts=facts), actor=actor, now=now)
        raise


def _check_facility(content: Content, region_code: str) -> None:
    """Refuse a facility that its register does not know, or knows elsewhere."""
    fact = best(content.facts, Key.PLACE)
    if fact is None or fact.state is State.PENDING:
        return
    if fact.state is State.ABSENT or not str(fact.value["region_code"]).startswith(region_code):
        raise NoSuchFacility


def _region_code(region_id: int) -> str:
    region = region_by_id(region_id)
    if region is None:
        raise LookupError(f"region {region_id} is gone")
    return region.code


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
