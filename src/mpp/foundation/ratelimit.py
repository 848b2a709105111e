"""Rate limits: a token bucket for each rule and caller, so that a flood costs its sender more than it costs us.

The rules are one table, `settings.RATE_LIMITS` (config/rate_limits.py, printed in docs/reference/rate-limits.md).
Taking a token is O(1): two look-ups in a bounded table of this process. Each web worker counts for itself, so a caller
who is spread over all workers may do `workers` times as much; the rules are chosen with that in mind.
"""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from mpp.foundation.errors import DomainError, Kind

#: Buckets kept in memory; beyond it the one unused for longest is forgotten, which can only favour its owner.
MOST_BUCKETS = 100_000


class Counted(StrEnum):
    """Whose requests share a bucket. People behind one office or mobile gateway share an address."""

    ADDRESS = "address"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How often something may be asked.

    burst: at once, after a rest     per_minute: lasting     why: one sentence for the reference page
    counted: by account, and by address while nobody is signed in, or always by address
    """

    burst: int
    per_minute: float
    counted: Counted
    why: str


class TooMany(DomainError):
    """The bucket is empty; `retry_after_seconds` says when there is a token again."""

    code, kind, title = "too-many-requests", Kind.TOO_MANY, "Too many requests"


class Buckets:
    """The token buckets of one process; safe for threads."""

    def __init__(self, *, most: int = MOST_BUCKETS, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._lock = Lock()
        self._levels: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def take(self, name: str, rule: Rule, whose: str) -> float:
        """Take a token and return 0, or return the seconds until there is one, and take none."""
        per_second = rule.per_minute / 60
        now = self._clock()
        with self._lock:
            level, since = self._levels.get((name, whose), (float(rule.burst), now))
            level = min(float(rule.burst), level + (now - since) * per_second)
            wait = 0.0 if level >= 1 else (1 - level) / per_second
            self._levels[name, whose] = (level if wait else level - 1, now)
            self._levels.move_to_end((name, whose))
            if len(self._levels) > self._most:
                self._levels.popitem(last=False)
        return wait

    def put(self, name: str, rule: Rule, whose: str) -> None:
        """Put a token back."""
        with self._lock:
            if (name, whose) in self._levels:
                level, since = self._levels[name, whose]
                self._levels[name, whose] = (min(float(rule.burst), level + 1), since)

    def forget(self) -> None:
        """Fill all buckets again."""
        with self._lock:
            self._levels.clear()


buckets = Buckets()


def spend(name: str, *, address: str, account: object = None) -> None:
    """Take one token of the rule `name`.

    address: of the network caller     account: id of the account, None before sign-in
    Refuses: TooMany
    """
    rule, whose = _bucket(name, address, account)
    wait = buckets.take(name, rule, whose)
    if wait:
        raise TooMany(rule=name, retry_after_seconds=int(wait) + 1)


def give_back(name: str, *, address: str, account: object = None) -> None:
    """Put back the token of an act that did no harm: where only failures are counted, success costs nothing."""
    buckets.put(name, *_bucket(name, address, account))


def _bucket(name: str, address: str, account: object) -> tuple[Rule, str]:
    rule: Rule = settings.RATE_LIMITS[name]
    by_account = rule.counted is Counted.ACCOUNT and account is not None
    return rule, str(account) if by_account else network_of(address)


def limited[View: Callable[..., Any]](
    name: str, *, methods: tuple[str, ...] = ("GET", "POST")
) -> Callable[[View], View]:
    """Let a view be asked no more often than the rule `name` allows.

    methods: the ones that cost a token; a form that is shown by GET and does its work by POST counts the POST only
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.method in methods:
                actor = request.actor  # type: ignore[attr-defined]  # set by the session middleware on every request
                spend(name, address=actor.address, account=actor.account_id)
            return view(request, *args, **kwargs)

        return door  # type: ignore[return-value]  # wraps() keeps the view's signature

    return decorate


def client_address(request: HttpRequest) -> str:
    """Return the address of whoever speaks to us, past the proxies that are ours.

    settings.TRUSTED_PROXIES: how many proxies of ours stand in front; each adds one entry at the end of
    X-Forwarded-For, and everything before those was written by the caller and proves nothing
    """
    direct: str = request.META.get("REMOTE_ADDR", "")
    hops: int = settings.TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")] if hops else []
    if not 0 < hops <= len(forwarded):
        return direct
    try:
        return str(ipaddress.ip_address(forwarded[-hops]))
    except ValueError:
        return direct


def network_of(address: str) -> str:
    """Return what stands for one caller: an IPv4 address, or the /64 of an IPv6 address, which is one household's."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
