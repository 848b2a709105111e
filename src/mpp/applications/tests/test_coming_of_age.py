"""A parent's mandate ends when the child is of age: at the stroke of the birthday where the application is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mpp.applications.tests.builders import NURSE, a_nurse, an_office
from mpp.foundation.actor import NATIONAL
from mpp.foundation.behalf import require
from mpp.foundation.ids import uuid7
from mpp.foundation.scope import entered
from mpp.mandates.acting import MandateOver, authority_of, held_now
from mpp.mandates.operations.prove_child import Child, prove_child

pytestmark = pytest.mark.django_db
NOW = datetime(2034, 6, 1, 5, tzinfo=UTC)
CHILD = Child(nik="3279020503170001", name="Raka", birth_date=date(2017, 3, 5), family_card="3279021205160007")


@pytest.mark.parametrize(("slug", "hour"), [("kota-banjar", 17), ("kabupaten-bangli", 16), ("kabupaten-asmat", 15)])
def test_the_last_second_of_childhood_is_that_of_the_region_s_clock(slug, hour):
    office = an_office(slug)
    mother, mandate_id = a_nurse(office, NURSE), uuid7()
    prove_child(mandate_id=mandate_id, child=CHILD, actor=replace(mother, region_id=NATIONAL), now=NOW)
    # Midnight at the beginning of 5 March 2035 there: the evening before in UTC.
    stroke = datetime(2035, 3, 4, hour, tzinfo=UTC)

    def held(at):
        return held_now(mandate_id, agent_id=mother.person_id, region_id=office.region.id, now=at)

    assert held(stroke - timedelta(seconds=1)).is_in_force
    assert not held(stroke).is_in_force
    authority = authority_of(mandate_id, held(NOW), agent_id=mother.person_id, agent_name="Neneng")
    actor = replace(mother, person_id=held(NOW).principal_id, authority=authority)
    for at, is_over in ((stroke - timedelta(seconds=1), False), (stroke, True)):
        with entered(actor, operation="applications.submit"):
            if is_over:
                with pytest.raises(MandateOver):
                    require(actor, {"hand_in"}, operation="applications.submit", about=None, now=at)
            else:
                require(actor, {"hand_in"}, operation="applications.submit", about=None, now=at)
