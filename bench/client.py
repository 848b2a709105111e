"""A generator of HTTP requests that costs little itself: prepared bytes over connections that stay open, one loop.

Closed: each connection sends its next request when the last one is answered, which shows what the server can do.
Open: requests are due at given moments whatever the server does, and waiting for a free connection counts as waiting.
"""

import selectors
import socket
import time
from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from multiprocessing import get_context

SECONDS_OF_PATIENCE = 20.0
#: The last requests may take their time too.
GRACE_SECONDS = 0.25
_END_OF_HEAD, _END_OF_CHUNKS = b"\r\n\r\n", b"0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. raw: all its bytes     kind: under which name its answers are counted     status: what must come"""

    raw: bytes
    kind: str
    status: int = 200


@dataclass(slots=True)
class Answers:
    """What came back. seconds: from the first request to the last answer     wrong: kind -> a sample of a wrong answer

    waits_ms: kind -> how long each answer took, from the moment it was due
    in_time: how many came before the time of the open loop was over     last: the whole last answer
    """

    seconds: float = 0.0
    in_time: int = 0
    last: bytes = b""
    waits_ms: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    wrong: dict[str, str] = field(default_factory=dict)
    bytes: int = 0

    @property
    def count(self) -> int:
        return sum(self.statuses.values())

    def quantile(self, share: float) -> float:
        """Return the wait in ms that `share` of all answers did not exceed."""
        waits = sorted(wait for of_kind in self.waits_ms.values() for wait in of_kind)
        return waits[min(len(waits) - 1, int(share * len(waits)))]


class Generator(AbstractContextManager["Generator"]):
    """The generator in a process of its own, so that its work is nobody else's."""

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._process = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))

    def __exit__(self, *_: object) -> None:
        self._process.shutdown()

    def all_of(self, asked: Sequence[Asked], *, connections: int = 8) -> Answers:
        """Send all of them as fast as they are answered."""
        return self._process.submit(drive, self._address, asked, connections=connections).result()

    def begin(self, asked: Sequence[Asked], *, due: Sequence[float], connections: int) -> "Future[Answers]":
        """Send each when it is due, and return what will be the answers. due: seconds from the first one, in order"""
        return self._process.submit(drive, self._address, asked, due=due, connections=connections)


def drive(
    address: tuple[str, int], asked: Sequence[Asked], *, connections: int, due: Sequence[float] | None = None
) -> Answers:
    """Send the requests and return the answers. due: None for a closed loop"""
    answers = Answers()
    ready = selectors.DefaultSelector()
    lines = [_Line(address) for _ in range(connections)]
    idle = deque(lines)
    for line in lines:
        ready.register(line.socket, selectors.EVENT_READ, line)
    began = time.perf_counter()
    next_one, open_requests = 0, 0
    while next_one < len(asked) or open_requests:
        now = time.perf_counter()
        while next_one < len(asked) and idle and (due is None or began + due[next_one] <= now):
            line = idle.popleft()
            line.send(asked[next_one], now if due is None else began + due[next_one])
            next_one, open_requests = next_one + 1, open_requests + 1
        pause = SECONDS_OF_PATIENCE
        if due is not None and next_one < len(asked) and idle:
            pause = max(0.0, began + due[next_one] - time.perf_counter())
        events = ready.select(pause)
        if not events and pause == SECONDS_OF_PATIENCE:
            raise TimeoutError(f"{open_requests} requests were not answered")
        for event, _ in events:
            line = event.data
            if line.is_answered():
                line.note(answers)
                answers.in_time += due is None or time.perf_counter() - began <= due[-1] + GRACE_SECONDS
                idle.append(line)
                open_requests -= 1
    answers.seconds = time.perf_counter() - began
    for line in lines:
        line.socket.close()
    return answers


class _Line:
    """One connection and the request that is under way on it."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address, timeout=SECONDS_OF_PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        self._asked = Asked(b"", "")
        self._since = 0.0
        self._got = b""
        self._body_at = -1
        self._length: int | None = None

    def send(self, asked: Asked, since: float) -> None:
        self._asked, self._since = asked, since
        self._got, self._body_at, self._length = b"", -1, None
        self.socket.sendall(asked.raw)

    def is_answered(self) -> bool:
        """Read what has come; return whether the answer is whole."""
        more = self.socket.recv(262_144)
        if not more:
            raise ConnectionError(f"the server hung up after {self._got[:200]!r}")
        self._got += more
        if self._body_at < 0:
            end = self._got.find(_END_OF_HEAD)
            if end < 0:
                return False
            self._body_at = end + len(_END_OF_HEAD)
            head = self._got[:end].lower()
            _, found, rest = head.partition(b"\r\ncontent-length:")
            self._length = int(rest.split(b"\r\n", 1)[0]) if found else None
            if self._length is None and b"\r\ntransfer-encoding: chunked" not in head:
                self._length = 0
        if self._length is None:
            return self._got.endswith(_END_OF_CHUNKS)
        return len(self._got) >= self._body_at + self._length

    def note(self, answers: Answers) -> None:
        """Count the answer."""
        kind, status = self._asked.kind, int(self._got[9:12])
        answers.waits_ms.setdefault(kind, []).append((time.perf_counter() - self._since) * 1000)
        answers.statuses[kind, status] += 1
        answers.bytes += len(self._got)
        answers.last = self._got
        if status != self._asked.status:
            answers.wrong.setdefault(kind, self._got[:3000].decode(errors="replace"))
