"""What closing an account means for its person now: what stands against it, what ends, what stays.

Each package tells what it holds; nothing is changed here.
"""

from dataclasses import dataclass
from datetime import datetime

from mpp.applications.queries.tracking import OwnCase, own_cases
from mpp.applications.rules import OPEN, State
from mpp.facilities.queries import Steward, own_stewardships
from mpp.federation.queries.consents import ConsentView, consents
from mpp.foundation.actor import Actor
from mpp.foundation.clock import local_date
from mpp.identity.queries import open_sessions, own_capacities
from mpp.identity.queries.factors import factors
from mpp.mandates.queries import Mandate, own_mandates
from mpp.mandates.rules import State as MandateState
from mpp.tenancy.queries import NATIONAL_ZONE
from mpp.uploads.queries import UploadView, own_uploads
from mpp.uploads.rules import UseState

#: More cases than anybody has.
MOST_CASES = 500
#: A mandate that binds somebody, or that somebody could still confirm.
STANDING = frozenset({MandateState.OFFERED, MandateState.ACTIVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """open_cases: handed in and not decided, they stand against it     holds_post: so does a post

    drafts, uploads, consents, mandates, duties (for facilities), sessions, factors: what ends
    kept_cases: what was handed in, and stays
    """

    open_cases: tuple[OwnCase, ...]
    holds_post: bool
    drafts: tuple[OwnCase, ...]
    uploads: tuple[UploadView, ...]
    consents: tuple[ConsentView, ...]
    mandates: tuple[Mandate, ...]
    duties: tuple[Steward, ...]
    sessions: int
    factors: int
    kept_cases: int

    @property
    def may_begin(self) -> bool:
        return not self.open_cases and not self.holds_post


def closing_of(*, actor: Actor, now: datetime) -> Closing:
    """Return what closing the acting person's account means now."""
    cases = own_cases(actor=actor, limit=MOST_CASES)
    return Closing(
        open_cases=tuple(each for each in cases if each.state in OPEN - {State.DRAFT}),
        holds_post=bool(own_capacities(actor=actor, now=now)),
        drafts=tuple(each for each in cases if each.state is State.DRAFT),
        uploads=removable(actor=actor),
        consents=consents(actor=actor, now=now),
        mandates=tuple(each for each in own_mandates(actor=actor) if each.state in STANDING),
        duties=_duties(actor, now),
        sessions=len(open_sessions(actor=actor)),
        factors=len(factors(actor=actor)),
        kept_cases=sum(each.state is not State.DRAFT for each in cases),
    )


def _duties(actor: Actor, now: datetime) -> tuple[Steward, ...]:
    today = local_date(now, NATIONAL_ZONE)
    return tuple(each for each, _answers in own_stewardships(actor=actor) if each.ends_on >= today)


def removable(*, actor: Actor) -> tuple[UploadView, ...]:
    """Return the person's documents that no case has been handed in with."""
    return tuple(each for each in own_uploads(actor=actor) if all(use.state is UseState.DRAFT for use in each.uses))
