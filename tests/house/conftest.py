import pytest

from mpp.foundation.clock import utc_now
from mpp.ui import middleware
from tests.house.world import a_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two regions at work; whatever a test changes is taken back by `ask`."""
    with (
        django_db_blocker.unblock(),
        a_world(tmp_path_factory.mktemp("world")) as built,
        pytest.MonkeyPatch.context() as patch,
    ):
        # For pages the clock stands still: a minute later each of thousands of requests would note that its session
        # is in use, and that is taken back as well.
        now = utc_now()
        patch.setattr(middleware, "utc_now", lambda: now)
        yield built
