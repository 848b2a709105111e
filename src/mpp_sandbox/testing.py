"""For tests of the product: a sandbox of their own, over real HTTP on a free loopback port.

In a `conftest.py`: `from mpp_sandbox.testing import sandbox, outside`. `outside` is the sandbox with every switch reset
before and after the test; `sandbox` is the session's one.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from mpp_sandbox.population import Person
from mpp_sandbox.server import Running, running
from mpp_sandbox.switches import Agency, Setting


class Sandbox:
    """A running sandbox and its switches. url: base address, without a slash at the end; mail goes to `smtp_port`

    clamd_port: where the virus scanner listens
    """

    def __init__(self, its: Running) -> None:
        self.its = its
        self.url = its.url
        self.smtp_port = its.smtp_port
        self.clamd_port = its.clamd_port

    def set(self, agency: str, **setting: Any) -> None:
        """Let an agency be slow (`slow_ms=`), `down=`, `over_quota=` or `wrong=`, for so many `times=`."""
        self.its.desk.switches.put(Agency(agency), Setting.of(setting))

    def reset(self) -> None:
        """Let every agency behave normally."""
        self.its.desk.switches.reset()

    def person(self, key: str) -> Person:
        """Return somebody of the population by short name, such as `neneng`."""
        return self.its.desk.population.by_key(key)


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """Start one sandbox for the whole session."""
    with running(tmp_path_factory.mktemp("sandbox")) as its:
        yield Sandbox(its)


@pytest.fixture
def outside(sandbox: Sandbox) -> Iterator[Sandbox]:
    """Give the test the sandbox with every switch at normal, and leave it so."""
    sandbox.reset()
    yield sandbox
    sandbox.reset()
