from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import QueryDict

from mpp.foundation.actor import ANYONE, system
from mpp.foundation.errors import Forbidden
from mpp.identity.operations.sign_in import sign_in
from mpp.identity.operations.sweep_stashes import sweep_stashes
from mpp.identity.queries import stashed
from mpp.identity.stash import KEPT_FOR, MOST_TYPED, keep_typed
from mpp.identity.tests.conftest import NOON
from mpp.identity.tests.fakes import siti

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen():
    begun = sign_in(proven=siti(), language="id", actor=ANYONE, now=NOON)
    return replace(ANYONE, role="pemohon", person_id=begun.person_id, account_id=begun.account_id)


def typed(text, path, citizen, *, now=NOON):
    return keep_typed(typed=QueryDict(text), path=path, actor=citizen, now=now)


def test_only_what_has_run_out_is_deleted(citizen):
    typed("place=a", "/a", citizen)
    kept = typed("place=b&place=c", "/b", citizen, now=NOON + timedelta(minutes=1))
    assert sweep_stashes(actor=system(), now=NOON + KEPT_FOR) == 1
    assert stashed(kept, path="/b", actor=citizen, now=NOON) == {"place": ["b", "c"]}


def test_a_later_attempt_at_the_same_form_takes_the_place_of_the_earlier(citizen):
    first, second = typed("place=a", "/a", citizen), typed("place=b", "/a", citizen)
    assert stashed(first, path="/a", actor=citizen, now=NOON) is None
    assert stashed(second, path="/a", actor=citizen, now=NOON) == {"place": ["b"]}


def test_a_flood_is_not_kept(citizen):
    assert typed("place=" + "x" * MOST_TYPED, "/a", citizen) is None


def test_only_the_automation_sweeps(citizen):
    with pytest.raises(Forbidden):
        sweep_stashes(actor=citizen, now=NOON)
