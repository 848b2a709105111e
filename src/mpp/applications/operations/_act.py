"""The shape of an act on a case: read one frozen snapshot, ask the rule, write with one guarded statement.

An act module reads: begin, decide, record. Here is what is the same in all of them: a repeated key gets its first
answer, a moved version is refused, the present step must be the actor's, and everything an act leaves behind (new
values, history, audit line, place, own list, facts for the outbox, kept answer) is written by `sql/act.sql` at once.
"""

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol, Self, cast
from uuid import UUID

import orjson
import psycopg

from mpp.applications.content import Content
from mpp.applications.events import CaseEvent
from mpp.applications.operations._by_whom import agent_of, by_whom
from mpp.applications.operations._passed_on import PassedOn, Post
from mpp.applications.queries.case import ApplicationNotFound, Case, Snapshot, snapshot
from mpp.applications.queries.tracking import seal_note
from mpp.applications.rules import APPLICANT, MOVES, SYSTEM, State, following, next_state
from mpp.applications.situation import Place, Reading
from mpp.calendars.queries import working_calendar
from mpp.calendars.rules import WorkingCalendar
from mpp.catalogue.definition import ServiceDefinition
from mpp.catalogue.queries import pinned_offer
from mpp.catalogue.settings import Offer
from mpp.evidence.rules.eligibility import Request
from mpp.foundation import audit, hot
from mpp.foundation.actor import Actor
from mpp.foundation.clock import local_date
from mpp.foundation.codec import from_json, to_json
from mpp.foundation.digest import sha256
from mpp.foundation.errors import DomainError, Kind, StaleVersion
from mpp.foundation.idempotency import KeyUsedOtherwise, request_digest
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import hot_operation
from mpp.tenancy.queries import RegionView, region_by_id

#: Every role that an officer of a case can have; which of them has the turn is the step's to say.
OFFICERS = frozenset({"verifikator_dpmptsp", "verifikator_dinkes", "kepala_dpmptsp", "kepala_dinkes"})


class NotNow(DomainError):
    """The act is not allowed from the state the case is in."""

    code, kind, title = "act-not-allowed-now", Kind.CONFLICT, "This cannot be done with the application as it stands"


class NotYourTurn(DomainError):
    """The present step belongs to another role, or a colleague has taken the case."""

    code, kind, title = "not-your-turn", Kind.FORBIDDEN, "This application is with somebody else now"


class ReasonsMissing(DomainError):
    """An act that turns somebody down, or asks for more, says why. field: where the words belong"""

    code, title = "reasons-missing", "Please say why"


class PlaceTaken(DomainError):
    code, kind = "place-taken", Kind.CONFLICT
    title = "There is already an application or a licence for this practice place"


class NoPlaceLeft(DomainError):
    code, kind, title = "no-place-left", Kind.CONFLICT, "The largest number of practice places is reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an act came to. version: of the case now, for the next act     due_on: None while the clock stands still"""

    application_id: UUID
    version: int
    state: State
    reference: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A practice place to hold for the case.

    renews: an active licence there is the one renewed     most: places a person may have
    """

    profession: str
    place: str
    renews: bool
    most: int


@dataclass(frozen=True)
class Seen:
    """A case as it was read for one act; what it says is worked out when it is first asked for, and once."""

    found: Snapshot
    now: datetime

    @property
    def case(self) -> Case:
        return self.found.case

    @cached_property
    def offer(self) -> Offer:
        """The service as it was, and as the region offered it, when the case began."""
        return pinned_offer(self.case.service_slug, self.case.service_version, self.case.region_settings)

    @cached_property
    def content(self) -> Content:
        """What stands inside the case."""
        return self.case.opened()

    @cached_property
    def reading(self) -> Reading:
        """The content, read against the service."""
        return Reading(self.offer, self.content, self.case.variant, self.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act that has begun: the case as it stands, and the state the act leads to."""

    name: str
    seen: Seen
    state: State
    actor: Actor
    now: datetime
    occurred_at: datetime | None
    key: str
    request: bytes

    @classmethod
    def begin(
        cls,
        name: str,
        seen: Seen,
        *,
        version: int | None,
        actor: Actor,
        now: datetime,
        key: str = "",
        occurred_at: datetime | None = None,
        asked: Mapping[str, object],
    ) -> Self | Receipt:
        """Return the act, ready to decide; or the receipt kept for a repeated key.

        asked: what the request says besides the case, so that a key cannot come again with other contents
        Refuses: KeyUsedOtherwise, StaleVersion, NotNow, NotYourTurn, PassedOn
        """
        if version is None and actor.role != SYSTEM:
            raise TypeError(f"{name}: whoever is no automation says which version he has seen")
        case, request = seen.case, request_digest({"application_id": seen.case.id, **asked})
        if seen.found.kept is not None:
            return _answered_before(*seen.found.kept, request=request, operation=f"applications.{name}")
        if version is not None and case.version != version:
            raise StaleVersion(seen=version, now=case.version, state=case.state)
        state = next_state(name, case.state)
        if state is None:
            raise NotNow(act=name, state=case.state)
        _check_turn(name, case, seen.offer, actor)
        if MOVES[name].by == "turn" and Post.today(actor, now).is_passed_on(name, service=case.service_slug):
            raise PassedOn(act=name)
        return cls(
            name=name,
            seen=seen,
            state=state,
            actor=actor,
            now=now,
            occurred_at=occurred_at,
            key=key,
            request=request,
        )

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.seen.case

    @property
    def content(self) -> Content:
        """What stands inside the case."""
        return self.seen.content

    @property
    def offer(self) -> Offer:
        """The service as it was, and as the region offered it, when the case began."""
        return self.seen.offer

    @property
    def definition(self) -> ServiceDefinition:
        """The service as it was when the case began."""
        return self.offer.definition

    @property
    def serial(self) -> int:
        """The number drawn for the reference of this case."""
        if self.seen.found.serial is None:
            raise LookupError(f"{self.name} has drawn no number")
        return self.seen.found.serial

    @property
    def region(self) -> RegionView:
        """The region that decides."""
        found = region_by_id(self.case.region_id)
        if found is None:
            raise LookupError(f"region {self.case.region_id} is gone")
        return found

    @property
    def today(self) -> date:
        """The date in the region's zone."""
        return local_date(self.now, self.region.timezone)

    @property
    def calendar(self) -> WorkingCalendar:
        """The calendar on which the region's clock runs."""
        return working_calendar(self.case.region_id, self.region.timezone)

    def reading(self, content: Content) -> Reading:
        """Return the content, as it is or as the act changes it, read against the service."""
        return self.seen.reading if content is self.content else self.seen.reading.of(content)

    def turn_after(self, reading: Reading) -> tuple[str, str]:
        """Return (step key, role) of the step that follows the present one; of the first when none is present."""
        step = following(reading.steps, self.case.step, lambda each: each.key)
        return (step.key, step.role) if step else ("", "")

    def record(
        self,
        after: Case,
        *,
        content: Content | None = None,
        events: Sequence[CaseEvent] = (),
        params: Mapping[str, object] | None = None,
        note: str = "",
        claim: Claim | None = None,
    ) -> Receipt:
        """Write the case as it is after the act, and all an act leaves behind.

        content: when it has changed     params: codes and dates for the history     note: an officer's own words
        Refuses: StaleVersion, when somebody was faster; PlaceTaken; NoPlaceLeft
        """
        before, actor = self.case, self.actor
        if content is not None:
            sealed = content.sealed(region_id=before.region_id, application_id=before.id)
        else:
            sealed = before.content
        note_sealed = seal_note(note, region_id=before.region_id, application_id=before.id)
        line = audit.compose(
            actor=actor,
            operation=f"applications.{self.name}",
            kind="application",
            chain_id=before.id,
            seq=before.chain_seq + 1,
            previous=before.chain_digest,
            now=self.now,
            occurred_at=self.occurred_at,
            facts={
                "state": self.state,
                "service": f"{before.service_slug}@{before.service_version}",
                "content": sha256(sealed).hex(),
                **({"note": sha256(note_sealed).hex()} if note_sealed else {}),
            },
        )
        receipt = Receipt(
            application_id=before.id,
            version=before.version + 1,
            state=self.state,
            reference=after.reference,
            due_on=after.due_on,
        )
        values: list[Any] = [
            before.region_id,
            actor.person_id,
            f"applications.{self.name}",
            before.id,
            before.version,
            self.now,
            self.state,
            after.step,
            after.turn_role,
            after.assigned_to,
            after.place,
            after.place_name,
            after.reference,
            after.submitted_at,
            after.due_on,
            after.days_used,
            after.decided_at,
            after.open_facts,
            sealed,
            line.seq,
            line.text,
            line.digest,
            self.name,
            actor.role,
            actor.officer_id,
            actor.agency_id,
            actor.channel,
            orjson.dumps({**(params or {}), **by_whom(actor, content or self.content)}).decode(),
            note_sealed,
            to_json(claim).decode() if claim else None,
            actor.person_id or actor.officer_id or UUID(int=0),
            self.key,
            self.request,
            to_json(receipt).decode(),
            to_json([{"id": uuid7(), "name": type(event).__name__, "payload": event} for event in events]).decode(),
        ]
        try:
            [(outcome, request, kept)] = hot.write(_WRITE, values)
        except psycopg.DatabaseError as refused:
            raise _refusal(refused, before) from refused
        if outcome == "repeated":
            return _answered_before(bytes(request), kept, request=self.request, operation=self.name)
        return receipt

    def claim(self, found: Place) -> Claim:
        """Return the claim on the practice place that the case is about."""
        return Claim(
            profession=self.definition.profession,
            place=found.code,
            renews=self.case.variant == Request.RENEWAL,
            # A move gives its old place up, so it may stand beside the full number until it is issued.
            most=self.definition.max_places + (self.case.variant == Request.MOVE),
        )

    def fact[E: CaseEvent](self, kind: type[E], after: Case) -> E:
        """Return the fact of `kind` about the case as it is after the act."""
        return kind(
            region_id=after.region_id,
            application_id=after.id,
            person_id=after.person_id,
            service_slug=after.service_slug,
            reference=after.reference,
            due_on=after.due_on,
            by_agent=agent_of(self.actor),
        )


#: What the function takes, in its order.
_CASTS = """
    int uuid text uuid int timestamptz
    text text text uuid text text text timestamptz date int timestamptz int bytea
    int text bytea
    text text uuid uuid text jsonb bytea
    jsonb
    uuid text bytea jsonb
    jsonb
"""
_WRITE = hot.call("mpp.application_act", _CASTS)


class Door(Protocol):
    """An act as callers see it: keyword-only, given actor and now."""

    def __call__(
        self,
        *,
        application_id: UUID,
        actor: Actor,
        now: datetime,
        version: int | None = None,
        key: str = "",
        occurred_at: datetime | None = None,
        seen: Seen | None = None,
        **asked: Any,
    ) -> Receipt: ...

    def look(self, *, application_id: UUID, actor: Actor, now: datetime, key: str = "") -> Seen:
        """Return the case as the act sees it, for whoever has to ask others before it; to be given to it as `seen`.

        Refuses: ApplicationNotFound
        """


def case_act(
    *,
    by: Set[str],
    draws_serial: bool = False,
    told: Collection[str] = (),
    for_another: Collection[str] = (),
) -> Callable[[Callable[..., Receipt]], Door]:
    """Make a decision on a begun act the operation of its name.

    The operation takes `application_id`, `version` (of the case the actor has seen; left out by automation only),
    `actor`, `now`, `key`, `occurred_at` and `seen` (what its own `look` has returned, so that the case is read once; a
    case that has moved since is refused). What else it takes is the decision's, and part of what a key stands for.
    draws_serial: a case without reference number draws its serial with the snapshot
    told: what others said meanwhile and may say otherwise next time, so no part of what a key stands for
    for_another: what a mandate must let an agent do, one of these; nothing where nobody acts for another
    """

    def decorate(decide: Callable[..., Receipt]) -> Door:
        name = decide.__name__

        @hot_operation(f"applications.{name}", by=by, for_another=for_another)
        def door(
            *,
            application_id: UUID,
            actor: Actor,
            now: datetime,
            version: int | None = None,
            key: str = "",
            occurred_at: datetime | None = None,
            seen: Seen | None = None,
            **asked: Any,
        ) -> Receipt:
            if seen is not None and seen.case.id != application_id:
                raise TypeError(f"{name}: another case was looked at")
            act = Act.begin(
                name,
                seen or look(application_id=application_id, actor=actor, now=now, key=key),
                version=version,
                actor=actor,
                now=now,
                key=key,
                occurred_at=occurred_at,
                asked={name: value for name, value in asked.items() if name not in told},
            )
            return act if isinstance(act, Receipt) else decide(act, **asked)

        def look(*, application_id: UUID, actor: Actor, now: datetime, key: str = "") -> Seen:
            operation = f"applications.{name}"
            found = snapshot(application_id, actor=actor, operation=operation, key=key, draw_serial=draws_serial)
            return Seen(found, now)

        door.__name__, door.__module__, door.__doc__ = name, decide.__module__, decide.__doc__
        vars(door)["look"] = look
        return cast(Door, door)

    return decorate


def _check_turn(name: str, case: Case, offer: Offer, actor: Actor) -> None:
    move = MOVES[name]
    if move.by in (APPLICANT, SYSTEM):
        if actor.role != move.by:
            raise NotYourTurn(act=name)
        return
    if actor.role not in roles_of(offer):
        # An officer of another sector has no business with the case: he does not learn that it exists.
        raise ApplicationNotFound
    if actor.role != case.turn_role:
        raise NotYourTurn(act=name, turn=case.turn_role)
    if move.action:
        step = next((step for step in offer.steps if step.key == case.step), None)
        if step is None or step.action != move.action:
            raise NotNow(act=name, state=case.state)
    if case.assigned_to not in (None, actor.officer_id) and name != "take":
        raise NotYourTurn(act=name, turn=case.turn_role)


def roles_of(offer: Offer) -> frozenset[str]:
    """Return the roles whose officers have to do with cases of the service in the region."""
    return frozenset(step.role for step in offer.steps)


def _answered_before(kept_request: bytes, answer: str, *, request: bytes, operation: str) -> Receipt:
    if kept_request != request:
        raise KeyUsedOtherwise(operation=operation)
    receipt: Receipt = from_json(Receipt, answer)
    return receipt


def _refusal(error: psycopg.DatabaseError, case: Case) -> Exception:
    """Return the refusal that an SQLSTATE of `sql/act.sql` stands for; any other error is a defect."""
    if error.sqlstate == "MP010":
        return StaleVersion(seen=case.version)
    if error.sqlstate == "MP011":
        return PlaceTaken()
    if error.sqlstate == "MP012":
        return NoPlaceLeft()
    return error
