"""Record what the sources said about a person, and that they were asked.

Writes:  Attribute, SourceCall; announces FactsPending, FactsConfirmed
Calls:   identity.record_status for a person who, as the registry says, cannot act
Refuses: NotFound where the person is not the acting one
Legal:   UU 27/2022 art. 20 and 31: basis and purpose of each processing are kept
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from mpp.evidence.events import FactsConfirmed, FactsPending
from mpp.evidence.models import Attribute, SourceCall
from mpp.evidence.queries import facts_of, place_of
from mpp.evidence.rules.facts import Asked, Fact, Key, Purpose, State, merge
from mpp.evidence.rules.needs import Needs
from mpp.evidence.rules.values import MatchVerdict, from_plain
from mpp.evidence.rules.values import PersonStatus as MatchStatus
from mpp.foundation import audit
from mpp.foundation.actor import Actor, system
from mpp.foundation.cipher import seal_json
from mpp.foundation.errors import NotFound
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import announce, operation
from mpp.identity.operations.record_status import record_status
from mpp.identity.rules import PersonStatus

#: What the population registry says -> how identity keeps it. An unknown NIK is a matter of the application alone.
PERSON_CANNOT_ACT = {
    MatchStatus.DECEASED: PersonStatus.DECEASED,
    MatchStatus.DUPLICATE: PersonStatus.DUPLICATE,
    MatchStatus.INACTIVE: PersonStatus.INACTIVE,
}


@operation("evidence.record_facts", by={"pemohon", "sistem"}, on="person_id", for_another={"prepare", "hand_in"})
def record_facts(
    *, person_id: UUID, asked: tuple[Asked, ...], needs: Needs, case_id: UUID | None, actor: Actor, now: datetime
) -> None:
    """Keep the latest answer of each source; silence replaces nothing.

    case_id: the case for whose sake it was asked; then the worker goes on asking for what is silent
    """
    if actor.person_id != person_id:
        raise NotFound
    _keep(person_id, tuple(each.fact for each in asked), actor)
    SourceCall.objects.bulk_create(
        SourceCall(
            id=uuid7(),
            person_id=person_id,
            region_id=actor.region_id,
            agency_id=actor.agency_id,
            officer_id=actor.officer_id,
            role=actor.role,
            source=each.fact.source,
            key=each.fact.key,
            purpose=each.fact.purpose,
            legal_basis=each.fact.legal_basis,
            reason=each.reason,
            asked_at=each.fact.fetched_at,
            took_ms=each.took_ms,
        )
        for each in asked
        if each.took_ms is not None
    )
    _tell_identity(person_id, asked, actor, now)
    audit.note(asked=sorted(each.fact.key.value for each in asked))
    if case_id is not None:
        _tell(person_id, case_id, asked, needs, actor)


def _keep(person_id: UUID, news: tuple[Fact, ...], actor: Actor) -> None:
    # The row lock makes two records of the same person take turns; the later answer wins in either order.
    list(Attribute.objects.select_for_update(of=("self",)).filter(person_id=person_id).values_list("pk"))
    before = facts_of(person_id, [fact.key for fact in news], actor=actor)
    changed = [fact for fact in merge(before, news) if fact not in before]
    Attribute.objects.bulk_create(
        [_row(person_id, fact) for fact in changed],
        update_conflicts=True,
        unique_fields=["person_id", "key", "source"],
        update_fields=["state", "value_sealed", "reference", "fetched_at", "purpose", "legal_basis", "valid_until"],
    )


def _tell_identity(person_id: UUID, asked: tuple[Asked, ...], actor: Actor, now: datetime) -> None:
    """Let whom the population registry does not let act no longer be signed in."""
    for each in asked:
        if each.fact.key is Key.PERSON_STATUS and each.fact.state is State.KNOWN:
            status = PERSON_CANNOT_ACT.get(from_plain(MatchVerdict, each.fact.value).status)
            if status is not None:
                registry = replace(system(actor.region_id), person_id=person_id)
                record_status(person_id=person_id, status=status, actor=registry, now=now)


def _row(person_id: UUID, fact: Fact) -> Attribute:
    place = place_of(person_id, fact.key, fact.source)
    has_value = fact.state in (State.KNOWN, State.TYPED)
    return Attribute(
        person_id=person_id,
        key=fact.key,
        source=fact.source,
        state=fact.state,
        value_sealed=seal_json(fact.value, table="evidence_attribute", field="value", row=place) if has_value else None,
        reference=fact.reference,
        fetched_at=fact.fetched_at,
        purpose=fact.purpose,
        legal_basis=fact.legal_basis,
        valid_until=fact.valid_until,
    )


def _tell(person_id: UUID, case_id: UUID, asked: tuple[Asked, ...], needs: Needs, actor: Actor) -> None:
    silent = tuple(each.fact.key for each in asked if each.fact.state is State.PENDING)
    confirmed = tuple(
        each.fact.key
        for each in asked
        if each.fact.state is not State.PENDING and each.fact.purpose is Purpose.CONFIRMATION
    )
    is_already_waiting = any(each.fact.purpose is Purpose.CONFIRMATION for each in asked)
    if silent and not is_already_waiting:
        announce(
            FactsPending(
                region_id=actor.region_id,
                person_id=person_id,
                case_id=case_id,
                keys=_codes(silent),
                profession=needs.profession,
                place_code=needs.place_code,
            )
        )
    if confirmed:
        announce(
            FactsConfirmed(region_id=actor.region_id, person_id=person_id, case_id=case_id, keys=_codes(confirmed))
        )


def _codes(keys: tuple[Key, ...]) -> tuple[str, ...]:
    return tuple(sorted(key.value for key in keys))
