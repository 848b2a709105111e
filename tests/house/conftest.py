import pytest

from tests.house.world import a_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two regions at work; whatever a test changes is taken back by `ask`."""
    with django_db_blocker.unblock(), a_world(tmp_path_factory.mktemp("world")) as built:
        yield built
