"""Gather what a service needs to know about a person: from what is kept, and for the rest from the sources.

The sources are asked outside any transaction; then one operation records what they said. Nothing here decides.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from mpp.evidence import queries
from mpp.evidence.asking import Applicant, Round
from mpp.evidence.budget import SPENT, affordable
from mpp.evidence.operations.record_facts import record_facts
from mpp.evidence.ports import Sources
from mpp.evidence.rules.consent import without_consent
from mpp.evidence.rules.facts import BASIS, VOUCHED_BY, Fact, Key, Purpose, Source, answered, merge, stale, typed
from mpp.evidence.rules.needs import OPTIONAL, Needs, about_this, still_open
from mpp.evidence.sources import sources_of
from mpp.foundation.actor import Actor, system
from mpp.identity.queries import Profile
from mpp.identity.rules.factors import FactorKind

#: Further attributes by their OIDC names.
_CLAIMS = {"birthplace": Key.BIRTH_PLACE, "gender": Key.GENDER, "address": Key.ADDRESS}

#: The person's own word on how to be reached.
_CONTACTS: dict[str, Key] = {FactorKind.SMS: Key.PHONE, FactorKind.EMAIL: Key.EMAIL}

#: How long a page waits for all sources together.
PATIENCE_S = 2.5


def gather(
    needs: Needs,
    applicant: Applicant,
    *,
    purpose: Purpose,
    actor: Actor,
    now: datetime,
    case_id: UUID | None = None,
    patience_s: float = PATIENCE_S,
) -> tuple[Fact, ...]:
    """Return one fact per needed key and source, as `gathered` does."""
    return gathered(
        needs, applicant, purpose=purpose, actor=actor, now=now, case_id=case_id, patience_s=patience_s
    ).facts


@dataclass(frozen=True, slots=True)
class Gathered:
    """facts: one per needed key and source     unpaid: what was not asked because the quota is used up"""

    facts: tuple[Fact, ...]
    unpaid: frozenset[Key] = frozenset()


def gathered(
    needs: Needs,
    applicant: Applicant,
    *,
    purpose: Purpose,
    actor: Actor,
    now: datetime,
    case_id: UUID | None = None,
    patience_s: float = PATIENCE_S,
) -> Gathered:
    """Return what is known; what is kept and fresh for `purpose` is not asked again.

    actor: the person, or an officer or worker on whose account it is asked     patience_s: bound of the whole
    case_id: for whose sake; what stays silent is then asked again by the worker
    """
    asker = _asker(actor, applicant.person_id)
    # Credits are those of a registration, so this is looked up with them.
    keys = needs.keys | {Key.REGISTRATIONS} if Key.CREDITS in needs.keys else needs.keys
    kept = about_this(queries.facts_of(applicant.person_id, keys, actor=asker), needs)
    released = _released(applicant, needs)
    wanted = still_open(kept, needs, purpose=purpose, at=now)
    extra = stale(needs.keys & OPTIONAL, kept, purpose=purpose, now=now)
    if not wanted | extra:
        return Gathered(merge(kept, released))
    sources = sources_of(asker.region_id)
    wanted |= answerable(extra, sources)
    if not wanted:
        return Gathered(merge(kept, released))
    turn = Round(sources=sources, applicant=applicant, needs=needs, kept=kept, purpose=purpose, at=now)
    may_ask = affordable(wanted, remembered=turn.remembered, actor=asker, now=now)
    asked = (*turn.ask(may_ask, patience_s=patience_s), *turn.leave(wanted - may_ask, reason=SPENT))
    record_facts(person_id=applicant.person_id, asked=asked, needs=needs, case_id=case_id, actor=asker, now=now)
    return Gathered(merge((*kept, *released), (each.fact for each in asked)), wanted - may_ask)


def answerable(keys: frozenset[Key], sources: Sources) -> frozenset[Key]:
    """Return those of `keys` that somebody answers for in this region."""
    return keys if sources.regional is not None else keys - {Key.REGIONAL_LICENCES}


def applicant(known: Profile) -> Applicant:
    """Return the person as sources are asked about him, with what the digital identity released at sign-in."""
    said = {
        Key.NAME: known.name,
        Key.BIRTH_DATE: known.birth_date.isoformat() if known.birth_date else "",
        Key.PHONE: known.released_phone,
        Key.EMAIL: known.released_email,
        **{key: known.released.get(claim, "") for claim, key in _CLAIMS.items()},
    }
    return Applicant(
        person_id=known.person_id,
        nik=known.nik,
        released={key: value for key, value in said.items() if value},
        released_at=known.at,
        reference=known.source,
        agrees=known.withdrawn_at is None,
        stated={_CONTACTS[kind]: (said.to, said.since) for kind, said in known.own_contacts.items() if said.to},
    )


def _asker(actor: Actor, person_id: UUID) -> Actor:
    """Return who asks: the person himself, else the system about him, on the account of the officer's agency."""
    if actor.person_id == person_id:
        return actor
    return replace(system(actor.region_id), person_id=person_id, officer_id=actor.officer_id, agency_id=actor.agency_id)


def _released(applicant: Applicant, needs: Needs) -> tuple[Fact, ...]:
    source = VOUCHED_BY.get(applicant.reference, Source.IKD)
    own = [typed(key, to, purpose=Purpose.PREFILL, at=since) for key, (to, since) in applicant.stated.items()]
    said = tuple(
        replace(
            answered(key, value, purpose=Purpose.PREFILL, at=applicant.released_at, reference=applicant.reference),
            source=source,
            legal_basis=BASIS[source],
        )
        for key, value in applicant.released.items()
    )
    may_use = said if applicant.agrees else without_consent(said)
    return tuple(fact for fact in (*may_use, *own) if fact.key in needs.keys)
