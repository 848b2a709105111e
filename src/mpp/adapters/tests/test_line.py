"""A line believes nothing but a complete answer of the right kind, in time."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest

from mpp.adapters.line import Breaker, Limits, Line, Reason
from mpp.adapters.memory import Memory
from mpp.foundation import recall
from mpp.foundation.errors import Unavailable


def a_line(respond: Callable[[httpx.Request], httpx.Response], **given: object) -> Line:
    return Line("kki", "http://kki.test", transport=httpx.MockTransport(respond), **given)  # type: ignore[arg-type]


def the_reason(ask: Callable[[], object]) -> str:
    with pytest.raises(Unavailable) as refusal:
        ask()
    return str(refusal.value.facts["reason"])


@contextmanager
def a_server(serve: Callable[[socket.socket], None]) -> Iterator[str]:
    """Run `serve` once per connection on loopback; yields the address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                serve(connection)

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (httpx.Response(200, html="<h1>Sedang dalam perbaikan</h1>"), Reason.NOT_JSON),
        (httpx.Response(200, content=b'{"data": {"nik": "327'), Reason.NOT_JSON),
        (httpx.Response(200, content=b""), Reason.NOT_JSON),
        (httpx.Response(302, headers={"Location": "http://elsewhere.test/"}), Reason.REDIRECT),
        (httpx.Response(401, json={}), Reason.REFUSED_US),
        (httpx.Response(403, json={}), Reason.REFUSED_US),
        (httpx.Response(404, json={}), Reason.WRONG_SHAPE),
        (httpx.Response(429, json={}), Reason.OVER_QUOTA),
        (httpx.Response(500, text="Internal Server Error"), Reason.BROKEN),
        (httpx.Response(200, content=b'"' + b"x" * 2000 + b'"'), Reason.TOO_LARGE),
    ],
)
def test_what_is_no_answer_is_refused_with_its_reason(response, reason):
    line = a_line(lambda request: response, limits=Limits(answer_bytes=1000))
    assert the_reason(lambda: line.get("/")) == reason


def test_a_redirect_is_never_followed():
    asked: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(307, headers={"Location": "http://elsewhere.test/"})

    the_reason(lambda: a_line(respond).get("/str"))
    assert asked == ["http://kki.test/str"]


def test_a_question_is_repeated_when_the_other_side_stumbles():
    responses = iter([httpx.Response(502), httpx.Response(200, json={"ok": True})])
    assert a_line(lambda request: next(responses)).get("/").body == {"ok": True}


def test_a_message_that_may_not_be_heard_twice_is_sent_once():
    asked: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(502)

    the_reason(lambda: a_line(respond).post("/", json={}))
    assert len(asked) == 1


def test_an_understood_status_is_an_answer():
    line = a_line(lambda request: httpx.Response(404, json={"message": "none"}))
    assert line.get("/", understood=frozenset({404})).status == 404


def test_a_silent_server_is_given_up_in_time():
    with a_server(lambda connection: time.sleep(1)) as address:
        line = Line("kki", address, limits=Limits(read_s=0.2, total_s=0.3))
        started = time.monotonic()
        assert the_reason(lambda: line.get("/")) == Reason.SLOW
        assert time.monotonic() - started < 0.8


def test_a_body_that_drips_is_given_up_in_time():
    def drip(connection: socket.socket) -> None:
        try:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
            for _ in range(20):
                connection.sendall(b" ")
                time.sleep(0.1)
        except OSError:
            pass  # the line has hung up, as it should

    with a_server(drip) as address:
        line = Line("kki", address, limits=Limits(read_s=0.3, total_s=0.4))
        started = time.monotonic()
        assert the_reason(lambda: line.get("/")) == Reason.SLOW
        assert time.monotonic() - started < 1


def test_half_a_body_is_refused():
    answer = b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"nik"'
    with a_server(lambda connection: connection.sendall(answer)) as address:
        assert the_reason(lambda: Line("kki", address).get("/")) == Reason.BROKEN


def test_nobody_there_is_refused():
    with a_server(lambda connection: None) as address:
        pass
    assert the_reason(lambda: Line("kki", address).get("/")) == Reason.UNREACHABLE


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_failing_system_is_left_in_peace_then_asked_by_one_and_then_by_all():
    clock, asked, is_ill = Clock(), [], True

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(503) if is_ill else httpx.Response(200, json={})

    line = a_line(respond, limits=Limits(attempts=1), breaker=Breaker(failures=3, rest_s=10, clock=clock))
    for _ in range(3):
        assert the_reason(lambda: line.get("/")) == Reason.BROKEN
    assert the_reason(lambda: line.get("/")) == Reason.RESTING
    assert len(asked) == 3

    clock.now += 15.1
    assert the_reason(lambda: line.get("/")) == Reason.BROKEN
    assert the_reason(lambda: line.get("/")) == Reason.RESTING
    assert len(asked) == 4

    clock.now += 15.1
    is_ill = False
    assert line.get("/").status == 200
    assert line.get("/").status == 200


def test_a_refused_question_says_nothing_about_the_health_of_the_system():
    line = a_line(lambda request: httpx.Response(404), breaker=Breaker(failures=1))
    for _ in range(3):
        assert the_reason(lambda: line.get("/")) == Reason.WRONG_SHAPE


def test_the_same_question_is_asked_once_by_many_at_the_same_time():
    asked, may_answer = [], threading.Event()
    memory: Memory[str] = Memory(keep_s=60)

    def ask() -> str:
        asked.append(1)
        may_answer.wait(5)
        return "yes"

    answers: list[str] = []
    threads = [threading.Thread(target=lambda: answers.append(memory.get("nik", ask))) for _ in range(8)]
    for thread in threads:
        thread.start()
    may_answer.set()
    for thread in threads:
        thread.join(5)
    assert (answers, len(asked)) == (["yes"] * 8, 1)


def test_an_answer_is_kept_for_minutes_and_a_refusal_never():
    clock, answers = Clock(), iter([Unavailable(source="kki"), "first", "second"])
    memory: Memory[str] = Memory(keep_s=60, clock=clock)

    def ask() -> str:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(Unavailable):
        memory.get("nik", ask)
    assert memory.get("nik", ask) == "first"
    clock.now += 59
    assert memory.get("nik", ask) == "first"
    clock.now += 2
    assert memory.get("nik", ask) == "second"


def test_who_only_recalls_gets_what_is_remembered_and_nobody_is_asked():
    clock = Clock()
    memory: Memory[str] = Memory(keep_s=60, clock=clock)

    def recalled() -> bool:
        return recall.remembers(lambda: memory.get("nik", lambda: pytest.fail("somebody was asked")))

    assert not recalled()
    memory.get("nik", lambda: "yes")
    assert recalled()
    clock.now += 61
    assert not recalled()


def test_only_so_much_is_kept():
    memory: Memory[int] = Memory(keep_s=60, most=2)
    for question in range(3):
        memory.get(question, lambda: 1)
    assert memory.get(2, lambda: 9) == 1
    assert memory.get(0, lambda: 9) == 9
