import pytest
from django.db import transaction

from mpp.foundation.memo import forget_everything, kept_for, known_for_good


@pytest.fixture
def counted():
    """A reading function that says how often it was really asked."""
    asked = []

    @kept_for(60)
    def read(of: int) -> int:
        asked.append(of)
        return len(asked)

    return read


def test_an_answer_is_kept_by_its_arguments_until_forgotten(counted, cloned_database):
    assert [counted(1), counted(1), counted(2)] == [1, 1, 2]
    counted.forget()
    assert counted(1) == 3


def test_an_answer_is_asked_again_when_its_time_is_over(cloned_database):
    asked = []

    @kept_for(0)
    def read() -> int:
        asked.append(1)
        return len(asked)

    assert [read(), read()] == [1, 2]


def test_what_an_open_transaction_sees_is_not_kept(counted, cloned_database):
    with transaction.atomic():
        assert [counted(1), counted(1)] == [1, 2]
    assert [counted(1), counted(1)] == [3, 3]


def test_a_process_that_turns_to_another_database_forgets_everything(counted, cloned_database):
    assert counted(1) == 1
    forget_everything()
    assert counted(1) == 2


def test_what_its_arguments_decide_is_known_inside_a_transaction_too_but_only_the_last_answers():
    asked = []

    @known_for_good(most=1)
    def read(edition: int) -> int:
        asked.append(edition)
        return len(asked)

    assert [read(1), read(1), read(2), read(2), read(1)] == [1, 1, 2, 2, 3]
    forget_everything()
    assert read(1) == 4
