"""Second factors: when one is asked, how long a proof holds, and how often somebody may guess.

A door says who somebody is; a factor says that it is really he. Values in, values out; kinds of factor are in clear.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mpp.identity.rules import Assurance


class FactorKind(StrEnum):
    """What somebody holds besides the door he came by."""

    PASSKEY = "passkey"
    TOTP = "totp"
    EMAIL = "email"
    SMS = "sms"


#: Only these do for a post: a mailbox or a telephone number can be taken over without its owner noticing.
STRONG = frozenset({FactorKind.PASSKEY, FactorKind.TOTP})

#: A code is sent to these.
SENT = frozenset({FactorKind.EMAIL, FactorKind.SMS})

#: Doors at which an officer has looked at the person: nothing is to be proven after that.
WITNESSED_DOORS = frozenset({"counter"})


class WhenAsked(StrEnum):
    """When a person wants to be asked for a second factor at sign-in."""

    ALWAYS = "always"
    NEW_DEVICE = "new-device"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """How somebody has just come in.

    provider: key of the door     is_known_device: he came with it before
    only_recognises: the door proved nothing anew; it leans on what was proven before, and on the factor
    """

    provider: str
    assurance: Assurance
    is_known_device: bool
    only_recognises: bool = False


def factor_is_asked(entrance: Entrance, *, wish: WhenAsked, kinds: Collection[FactorKind]) -> bool:
    """Return whether the session counts only after a second factor.

    kinds: of the factors the person has; who has none is not asked. A weak door is never let through on a wish alone.
    """
    if not kinds or entrance.provider in WITNESSED_DOORS:
        return False
    if wish is WhenAsked.ALWAYS or entrance.assurance is Assurance.LOW or entrance.only_recognises:
        return True
    return wish is WhenAsked.NEW_DEVICE and not entrance.is_known_device


#: How long after a proof the settings of the own security may be changed.
PROOF_LASTS = timedelta(minutes=10)
#: How long after signing in somebody without any factor may add the first one.
FIRST_FACTOR_WITHIN = timedelta(minutes=15)


def may_change_security(
    *,
    has_factors: bool,
    proven_at: datetime | None,
    signed_in_at: datetime,
    now: datetime,
    is_witnessed: bool = False,
) -> bool:
    """Return whether the proof of identity is fresh enough to change what protects the account.

    proven_at: when a factor was proven in this session     signed_in_at: when the session began
    is_witnessed: an officer has looked at the person: the way back in for whoever has lost every factor
    """
    if proven_at is not None and now < proven_at + PROOF_LASTS:
        return True
    return (is_witnessed or not has_factors) and now < signed_in_at + FIRST_FACTOR_WITHIN


# Codes that are sent

CODE_DIGITS = 6
CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5
#: A passkey is asked in this time, the touch of the sensor included.
CHALLENGE_LASTS = timedelta(minutes=5)

#: A code of an authenticator counts this many steps of 30 seconds before and after: clocks differ by half a minute.
TOTP_DRIFT_STEPS = 1
TOTP_STEP_SECONDS = 30


def typed_code(text: str) -> str | None:
    """Return the six digits of a code as people type it, with spaces or a dash, or None where there are none."""
    digits = re.sub(r"[\s\-]", "", text)
    return digits if re.fullmatch(r"[0-9]{6}", digits) else None


def totp_is_replayed(step: int, *, used: int) -> bool:
    """Return whether a code was used before, or an earlier one than the last used.

    step: number of the 30 seconds the code is of     used: of the last code that was accepted, 0 for none
    """
    return step <= used


def is_cloned(told: int, *, known: int) -> bool:
    """Return whether a passkey's signature counter says that there are two of it.

    told: by the authenticator now     known: told the last time; most passkeys of telephones tell 0 always
    """
    return (told > 0 or known > 0) and told <= known


# Recovery codes

RECOVERY_CODES = 10
RECOVERY_CODE_LETTERS = 10
#: Digits and capitals without those that look alike: the code is written on paper.
RECOVERY_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def typed_recovery_code(text: str) -> str | None:
    """Return a recovery code as it was made, whatever the typing, or None where the text is none."""
    plain = re.sub(r"[\s\-]", "", text).upper()
    is_one = len(plain) == RECOVERY_CODE_LETTERS and set(plain) <= set(RECOVERY_ALPHABET)
    return plain if is_one else None


def shown_recovery_code(code: str) -> str:
    """Return a recovery code as it is written down: `7KQ2M-X9HTC`."""
    return f"{code[:5]}-{code[5:]}"


# Guessing


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A wrong proof. caller: digest of the device, or of the network address where the device is not known"""

    at: datetime
    caller: bytes
    is_known_device: bool


@dataclass(frozen=True, slots=True)
class Budget:
    """So many wrong proofs within so long."""

    failures: int
    within: timedelta


#: Of one caller: each known device and each unknown address has its own, so that nobody uses up another's.
OF_ONE_CALLER = Budget(5, timedelta(minutes=15))
#: Of all unknown callers of an account together. Using it up locks out strangers only: known devices go on.
OF_ALL_STRANGERS = Budget(20, timedelta(hours=24))
#: How long a wrong proof is remembered.
FAILURE_COUNTS_FOR = OF_ALL_STRANGERS.within


def locked_until(
    failures: Iterable[Failure], *, caller: bytes, is_known_device: bool, now: datetime
) -> datetime | None:
    """Return when this caller may try again, None when he may now."""
    remembered = tuple(failures)
    own = [each.at for each in remembered if each.caller == caller]
    ends = [_used_up_until(own, OF_ONE_CALLER, now)]
    if not is_known_device:
        strangers = [each.at for each in remembered if not each.is_known_device]
        ends.append(_used_up_until(strangers, OF_ALL_STRANGERS, now))
    return max(filter(None, ends), default=None)


def _used_up_until(moments: Iterable[datetime], budget: Budget, now: datetime) -> datetime | None:
    recent = sorted(moment for moment in moments if moment > now - budget.within)
    return recent[-budget.failures] + budget.within if len(recent) >= budget.failures else None


# Where a code is sent, shown so that only its owner recognises it


def masked_email(address: str) -> str:
    """Return `si***@contoh.example`."""
    name, _, host = address.partition("@")
    return f"{name[:2]}***@{host}"


def masked_phone(number: str) -> str:
    """Return `+62***789`."""
    return f"{number[:3]}***{number[-3:]}"


def masked_address(address: str) -> str:
    """Return a network address as others than its owner may see it: `192.0.2.x`, `2001:db8::x`."""
    if "." in address:
        return f"{address.rpartition('.')[0]}.x"
    return f"{':'.join(address.split(':')[:2])}::x" if address else ""


def normalised_phone(text: str) -> str | None:
    """Return an Indonesian mobile number as `+628...`, or None where the text is none."""
    plain = re.sub(r"[\s\-().]", "", text)
    found = re.fullmatch(r"(?:\+?62|0)(8[0-9]{7,12})", plain)
    return f"+62{found[1]}" if found else None
