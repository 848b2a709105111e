"""A line to one outside system for one region: bounded, suspicious, and quiet when the other side is down.

A `Line` bounds every call in time and size, repeats only what may be repeated, stops asking while the other side keeps
failing, and turns everything that is not the expected kind of answer into `Unavailable` with a recorded reason.
"""

import random
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, NoReturn

import httpx
import orjson

from mpp.foundation.errors import Unavailable


class Reason(StrEnum):
    """Why there is no sane answer; kept in the ledger of calls and shown on the status page."""

    SLOW = "slow"
    UNREACHABLE = "unreachable"
    RESTING = "resting"
    REFUSED_US = "refused-us"
    OVER_QUOTA = "over-quota"
    BROKEN = "broken"
    REDIRECT = "redirect"
    NOT_JSON = "not-json"
    TOO_LARGE = "too-large"
    WRONG_SHAPE = "wrong-shape"
    OTHER_SUBJECT = "other-subject"
    BROKEN_SEAL = "broken-seal"
    UNTRUSTED = "untrusted"


def unavailable(source: str, reason: Reason) -> NoReturn:
    """Refuse with what the status page and the ledger may know: no address, no body, nothing personal."""
    raise Unavailable(source=source, reason=reason.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long and how much. total_s bounds one question with all its repetitions."""

    connect_s: float = 0.8
    read_s: float = 1.5
    total_s: float = 2.2
    attempts: int = 2
    answer_bytes: int = 512 * 1024


@dataclass(slots=True)
class Breaker:
    """Stops asking after `failures` in a row, lets one question through after a rest, and opens fully when it succeeds.

    rest_s: with up to half as much again at random, so that many processes do not return at the same moment
    """

    failures: int = 5
    rest_s: float = 15.0
    clock: Callable[[], float] = time.monotonic
    _in_a_row: int = 0
    _rests_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def may_ask(self) -> bool:
        """Return whether to ask now; after the rest only the first who asks may."""
        with self._lock:
            if self._in_a_row < self.failures:
                return True
            if self.clock() < self._rests_until:
                return False
            self._rest()
            return True

    def tell(self, *, is_ill: bool) -> None:
        """Take notice of how a call went."""
        with self._lock:
            self._in_a_row = self._in_a_row + 1 if is_ill else 0
            if self._in_a_row >= self.failures:
                self._rest()

    def hold(self, seconds: float) -> None:
        """Ask nothing for so long: the other side has said when it may be asked again."""
        with self._lock:
            self._in_a_row = max(self._in_a_row, self.failures)
            self._rests_until = self.clock() + seconds * random.uniform(1.0, 1.2)  # noqa: S311  jitter, not a secret

    def _rest(self) -> None:
        self._rests_until = self.clock() + self.rest_s * random.uniform(1.0, 1.5)  # noqa: S311  jitter, not a secret


#: These say that the other side is ill; the rest says that it answered.
_ILL = frozenset({Reason.SLOW, Reason.UNREACHABLE, Reason.BROKEN, Reason.OVER_QUOTA})
#: These may pass when asked again at once.
_PASSING = frozenset({Reason.UNREACHABLE, Reason.BROKEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A complete JSON answer. status: 2xx, or one of those that the caller said it understands"""

    status: int
    body: Any


class Line:
    """The way to one system.

    source: its short name, told in refusals     base_url: where it is     headers: sent with every question
    transport: another way to carry requests (tests)     breaker: one per line, so one per system and region
    certificate: PEM of the one certificate that the other side must show, "" where public authorities vouch for it
    """

    def __init__(
        self,
        source: str,
        base_url: str,
        *,
        headers: Mapping[str, str] | None = None,
        limits: Limits | None = None,
        breaker: Breaker | None = None,
        transport: httpx.BaseTransport | None = None,
        certificate: str = "",
    ) -> None:
        self.source = source
        self._limits = limits or Limits()
        self._breaker = breaker or Breaker()
        self._client = httpx.Client(
            base_url=base_url,
            headers={"Accept": "application/json", **(headers or {})},
            follow_redirects=False,
            transport=transport,
            verify=trusting(certificate),
            # A proxy or a netrc of the machine must not carry what is asked about a person.
            trust_env=False,
        )

    def get(
        self,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        understood: frozenset[int] = frozenset(),
    ) -> Answer:
        """Return the answer to a question that may be repeated. understood: further statuses that are answers"""
        request = self._client.build_request("GET", path, params=params, headers=headers)
        return self._ask(request, attempts=self._limits.attempts, understood=understood)

    def post(
        self,
        path: str,
        *,
        json: Any = None,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        is_repeatable: bool = False,
        understood: frozenset[int] = frozenset(),
    ) -> Answer:
        """Return the answer to a message. is_repeatable: hearing it twice does no harm on the other side"""
        request = self._client.build_request("POST", path, json=json, data=form, headers=headers)
        return self._ask(request, attempts=self._limits.attempts if is_repeatable else 1, understood=understood)

    def _ask(self, request: httpx.Request, *, attempts: int, understood: frozenset[int]) -> Answer:
        deadline = time.monotonic() + self._limits.total_s
        reason = Reason.RESTING
        for attempt in range(1, attempts + 1):
            if not self._breaker.may_ask():
                break
            got = self._once(request, deadline, understood)
            if isinstance(got, Answer):
                self._breaker.tell(is_ill=False)
                return got
            reason = got
            self._breaker.tell(is_ill=reason in _ILL)
            pause_s = random.uniform(0.05, 0.2) * attempt  # noqa: S311  jitter, not a secret
            if reason not in _PASSING or attempt == attempts or time.monotonic() + pause_s >= deadline:
                break
            time.sleep(pause_s)
        unavailable(self.source, reason)

    def _once(self, request: httpx.Request, deadline: float, understood: frozenset[int]) -> Answer | Reason:
        left_s = max(0.01, deadline - time.monotonic())
        connect_s, read_s = min(self._limits.connect_s, left_s), min(self._limits.read_s, left_s)
        request.extensions["timeout"] = httpx.Timeout(read_s, connect=connect_s).as_dict()
        try:
            response = self._client.send(request, stream=True)
        except httpx.TimeoutException:
            return Reason.SLOW
        except httpx.HTTPError as error:
            return Reason.UNTRUSTED if _is_distrust(error) else Reason.UNREACHABLE
        try:
            refusal = None if response.status_code in understood else _refusal(response.status_code)
            if refusal is Reason.OVER_QUOTA and (pause_s := _asked_to_wait(response)):
                self._breaker.hold(pause_s)
            return refusal or self._read(response, deadline)
        finally:
            response.close()

    def _read(self, response: httpx.Response, deadline: float) -> Answer | Reason:
        body = bytearray()
        try:
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > self._limits.answer_bytes:
                    return Reason.TOO_LARGE
                # A body that drips keeps every single read in time; the whole must be, too.
                if time.monotonic() > deadline:
                    return Reason.SLOW
        except httpx.TimeoutException:
            return Reason.SLOW
        except httpx.HTTPError:
            return Reason.BROKEN
        try:
            return Answer(status=response.status_code, body=orjson.loads(bytes(body)))
        except orjson.JSONDecodeError:
            return Reason.NOT_JSON


#: Longer than this nobody is left in peace on his own word; then one question tries.
LONGEST_HOLD_S = 300.0


def _asked_to_wait(response: httpx.Response) -> float:
    """Return for how many seconds the other side wants peace (`Retry-After`), 0 where it does not say."""
    said = response.headers.get("Retry-After", "")
    return min(float(said), LONGEST_HOLD_S) if said.isascii() and said.isdigit() else 0.0


@lru_cache(maxsize=64)
def trusting(certificate: str) -> ssl.SSLContext:
    """Return how the other side is recognised: by that one certificate, or by the authorities of the machine."""
    context = ssl.create_default_context(cadata=certificate or None)
    if certificate:
        # The certificate itself is the agreement; such ones are often made for no name at all.
        context.check_hostname = False
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def _is_distrust(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _refusal(status: int) -> Reason | None:
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return Reason.REDIRECT
    if status in (401, 403):
        return Reason.REFUSED_US
    if status == 429:
        return Reason.OVER_QUOTA
    return Reason.BROKEN if status >= 500 else Reason.WRONG_SHAPE
