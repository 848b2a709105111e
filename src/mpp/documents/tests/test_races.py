"""Two officers reserve at the same moment: true commits, on a database of the test's own."""

import threading

from django.db import connection

from mpp.documents.tests.builders import a_reservation
from mpp.foundation.ids import uuid7


def test_two_at_once_take_two_numbers_and_one_application_takes_one(cloned_database):
    application_id, taken = uuid7(), []

    def take(which):
        try:
            taken.append(a_reservation(which).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(which,)) for which in (application_id, application_id, uuid7())]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 3
    assert {number.split("/")[1] for number in taken} == {"0001", "0002"}
