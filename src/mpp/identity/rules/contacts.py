"""How a person is reached: the own word, proven by a code, goes before what an identity provider released.

A household may share one telephone and one mailbox, so an address belongs to nobody alone; only how many codes are sent
there is bounded.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mpp.identity.rules.factors import FactorKind

#: Codes that go to one address within an hour, whoever asks: enough for a large family, too few to harass anybody.
MOST_CODES_TO_AN_ADDRESS = 15
CODES_TO_AN_ADDRESS_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnContact:
    """The person's own word. to: "" where the person is not to be reached this way     since: when it was said"""

    to: str
    since: datetime


def reached_at(own: OwnContact | None, released: str) -> str:
    """Return the address at which a person is reached, "" for none. released: what the provider said"""
    return own.to if own else released


def same_address(kind: FactorKind, text: str) -> str:
    """Return an address in the one form in which it is compared; nothing is sent to this form."""
    return text.strip().casefold() if kind is FactorKind.EMAIL else text.strip()
