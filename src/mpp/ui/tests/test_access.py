from uuid import UUID

import pytest

from mpp.foundation.actor import Actor
from mpp.ui.access import EVERYONE, SIGNED_IN, may_use, open_to, roles_of

SOMEBODY = UUID(int=1)
BANJAR, BANGLI = 1, 2


def actor(role, region_id=BANJAR):
    return Actor(role=role, region_id=region_id, person_id=SOMEBODY, account_id=SOMEBODY)


@pytest.mark.parametrize(
    ("who", "roles", "region_id", "allowed"),
    [
        (actor("pemohon"), {"pemohon"}, BANJAR, True),
        (actor("pemohon"), {"verifikator_dinkes"}, BANJAR, False),
        (actor("pemohon"), {SIGNED_IN}, None, True),
        (actor("verifikator_dinkes"), {"verifikator_dinkes", "kepala_dinkes"}, BANJAR, True),
        (actor("verifikator_dinkes"), {"verifikator_dinkes"}, BANGLI, False),
        (actor("verifikator_dinkes"), {SIGNED_IN}, BANGLI, False),
        (actor("verifikator_dinkes"), {EVERYONE}, BANGLI, True),
        (actor("verifikator_dinkes"), {"verifikator_dinkes"}, None, True),
    ],
)
def test_a_role_counts_in_its_own_region_only(who, roles, region_id, allowed):
    assert may_use(who, frozenset(roles), region_id=region_id) is allowed


def test_a_view_that_says_nothing_has_no_roles():
    assert roles_of(lambda request: None) is None


def test_open_to_nobody_is_a_slip_of_the_pen():
    with pytest.raises(ValueError, match="at least one role"):
        open_to()
