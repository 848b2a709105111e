"""The same question is put once while its answer is under way."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from mpp.evidence.single_flight import SingleFlight
from mpp.foundation.errors import Unavailable


def test_who_asks_the_same_meanwhile_gets_the_same_answer_and_nobody_is_asked_twice():
    flights, asked, may_land = SingleFlight(), [], Event()

    def put():
        asked.append("kki")
        assert may_land.wait(20)
        return "answer"

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(flights.ask, "str of one nurse", put)
        wait_until(lambda: asked)
        others = [pool.submit(flights.ask, "str of one nurse", put) for _ in range(3)]
        [flight] = flights._under_way.values()
        wait_until(lambda: len(flight._condition._waiters) == 3)
        may_land.set()
        assert {each.result(20) for each in (first, *others)} == {"answer"}
    assert asked == ["kki"]


def wait_until(holds):
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_after_it_has_landed_the_question_is_put_again():
    flights = SingleFlight()
    assert [flights.ask("x", lambda turn=turn: turn) for turn in (1, 2)] == [1, 2]


def test_a_silence_is_heard_by_everybody_and_kept_for_nobody():
    flights = SingleFlight()

    def silent():
        raise Unavailable(source="kki", reason="slow")

    with pytest.raises(Unavailable):
        flights.ask("x", silent)
    assert flights.ask("x", lambda: "there again") == "there again"
