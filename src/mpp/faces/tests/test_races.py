from threading import Barrier, Thread

import pytest
from django.db import connections

from mpp.faces.fakes import FakeFaces
from mpp.faces.operations.use_challenge import ChallengeOver
from mpp.faces.rules import Band
from mpp.faces.tests.test_checking import check, drawn, pictures


@pytest.mark.usefixtures("cloned_database")
def test_of_two_that_send_the_same_challenge_at_once_one_is_looked_at():
    challenge, faces, both = drawn(), FakeFaces(), Barrier(2)
    came = []

    def send(first):
        both.wait()
        try:
            came.append(check(faces, challenge, sent=pictures(challenge, first=first)).band)
        except ChallengeOver:
            came.append(None)
        finally:
            connections.close_all()

    threads = [Thread(target=send, args=(number * 50,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came, key=str) == [None, Band.ACCEPT]
