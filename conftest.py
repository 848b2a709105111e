"""What every test stands on: a real PostgreSQL, the plain role, a transaction that is rolled back."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.support.databases import Database, Databases, connected_to, databases_of_a_run

if TYPE_CHECKING:
    from mpp.applications.tests.builders import Office

hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

RUNNING = pytest.StashKey[ExitStack]()
SERVER = pytest.StashKey[Databases]()


def _server(config: pytest.Config) -> Databases:
    """Return the server of this run, started by the first who asks; processes of xdist get the controller's."""
    if SERVER not in config.stash:
        if plain := getattr(config, "workerinput", {}).get("databases"):
            config.stash[SERVER] = Databases.from_plain(plain)
        else:
            config.stash[RUNNING] = ExitStack()
            config.stash[SERVER] = config.stash[RUNNING].enter_context(databases_of_a_run())
    return config.stash[SERVER]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    node.workerinput["databases"] = _server(node.config).plain()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return half as many processes again as there are cores: each waits for others much of its time."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + cores // 2


def pytest_unconfigure(config: pytest.Config) -> None:
    if RUNNING in config.stash:
        config.stash[RUNNING].close()


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest) -> Databases:
    """The server of this test run."""
    return _server(request.config)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, databases, django_db_blocker) -> Iterator[None]:
    """Give this process a clone of the template, seen as the plain role."""
    with django_db_blocker.unblock():
        clone = databases.clone()
        with connected_to(clone.url):
            yield
    databases.drop(clone.name)


@pytest.fixture(scope="session", autouse=True)
def prints_are_compared(django_test_environment) -> Iterator[None]:
    """Let every test that asks for a page made by a print find out when its template says something else."""
    from tests.support.prints import compared

    with compared():
        yield


@pytest.fixture
def cloned_database(databases, django_db_setup, django_db_blocker) -> Iterator[Database]:
    """A database of this test's own, for what a rolled-back transaction cannot show: commits, races, kills.

    Django's connection (of every thread) leads to it during the test; programs started with `.environ` see it too.
    """
    with django_db_blocker.unblock():
        clone = databases.clone()
        with connected_to(clone.url):
            yield clone
    databases.drop(clone.name)


@pytest.fixture(scope="session")
def founded(databases, django_db_setup, django_db_blocker) -> Iterator[tuple[str, "Office"]]:
    """Address of a database in which Kota Banjar is at work, and that office: founded, staffed and opened only once."""
    from mpp.applications.tests.builders import an_office  # the rest of the house, which few tests need loaded

    with django_db_blocker.unblock():
        clone = databases.clone()
        with connected_to(clone.url):
            office = an_office()
    yield clone.url, office
    databases.drop(clone.name)


# Of the class, which for most tests is the test itself: only what is wider than a test comes before its transaction.
@pytest.fixture(scope="class")
def kota_banjar(founded) -> Iterator["Office"]:
    """Let the test's transaction, which is rolled back, begin where Kota Banjar is at work already."""
    url, office = founded
    with connected_to(url):
        yield office
