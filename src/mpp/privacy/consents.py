"""What rests on the acting person's consent to keep what the identity provider released. Nothing is changed here."""

from dataclasses import dataclass
from datetime import datetime

from mpp.applications.queries.tracking import OwnCase, own_cases
from mpp.applications.rules import State
from mpp.evidence.rules.facts import BASIS, VOUCHED_BY, LegalBasis
from mpp.foundation.actor import Actor
from mpp.identity.queries import Profile, profile
from mpp.privacy.closing import MOST_CASES


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """known: what is kept     drafts: may show it; they are emptied     kept_cases: handed in, they keep their copy"""

    known: Profile
    drafts: tuple[OwnCase, ...]
    kept_cases: int

    @property
    def is_released(self) -> bool:
        """Whether a provider released it by consent; what the person stated at a door of our own is his own word."""
        source = VOUCHED_BY.get(self.known.source)
        return source is not None and BASIS[source] is LegalBasis.CONSENT

    @property
    def withdrawn_at(self) -> datetime | None:
        return self.known.withdrawn_at


def resting_on_release(*, actor: Actor) -> Resting:
    """Return what a withdrawal would end, and what it would not."""
    cases = own_cases(actor=actor, limit=MOST_CASES)
    drafts = tuple(each for each in cases if each.state is State.DRAFT)
    return Resting(known=profile(actor=actor), drafts=drafts, kept_cases=len(cases) - len(drafts))
