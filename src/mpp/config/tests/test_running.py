"""One command starts everything, and nothing is left behind, however it ends."""

import os
import signal
import socket
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from mpp.config.tests.installations import Installation


@pytest.fixture
def installation(tmp_path):
    made = Installation(tmp_path / "state")
    yield made
    made.remove()


class Running:
    """An installation that runs while the tests look at it. supervisor: its first process"""

    def __init__(self, installation, stack):
        self.installation, self.stack = installation, stack
        self.start()

    def start(self):
        """Start it, for the first time or after somebody killed it; `took` says how many seconds that was."""
        began = time.monotonic()
        self.supervisor = self.stack.enter_context(self.installation.running())
        self.took = time.monotonic() - began


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """The one installation of these tests; it has to end cleanly."""
    made = Installation(tmp_path_factory.mktemp("installation") / "state")
    try:
        with ExitStack() as stack:
            house = Running(made, stack)
            yield house
            began = time.monotonic()
            house.supervisor.send_signal(signal.SIGINT)
            assert house.supervisor.wait(30) == 0
            assert time.monotonic() - began < 15
        assert made.left() == []
    finally:
        made.remove()


def status(installation):
    """Return the status of the page for probes, 0 when nobody answers."""
    try:
        with urlopen(f"http://127.0.0.1:{installation.port}/readyz", timeout=10) as answer:
            return answer.status
    except HTTPError as refused:
        refused.close()
        return refused.code
    except OSError:
        return 0


def test_it_answers_and_refuses_a_twin_in_the_same_folder(running):
    installation = running.installation
    assert status(installation) == 200
    twin = installation.mpp("run")
    assert twin.returncode == 2
    assert f"already runs from {installation.folder} (process {running.supervisor.pid})" in twin.stderr


def test_web_and_worker_cannot_become_the_owner(running):
    programs = [pid for pid in running.installation.left() if pid != running.supervisor.pid]
    assert programs, "the test has nothing to look at"
    assert [words(pid) for pid in programs if b"DATABASE_OWNER_URL=postgres" in about(pid, "environ")] == []


def test_a_web_process_that_dies_is_started_again(running):
    installation, supervisor = running.installation, running.supervisor
    main_process = next(pid for pid in children_of(supervisor.pid) if words(pid)[-1] == "serve")
    os.kill(main_process, signal.SIGKILL)
    deadline = time.monotonic() + 40
    while main_process in children_of(supervisor.pid) or (not status(installation) and time.monotonic() < deadline):
        time.sleep(0.1)
    assert status(installation) == 200


def test_a_killed_supervisor_leaves_nothing_behind_and_the_next_start_is_quick(running):
    first = running.took
    assert len(running.installation.left()) > 3, "the test has nothing to look for"
    running.supervisor.kill()
    running.supervisor.wait()
    assert running.installation.left_after(10) == []
    running.start()
    assert running.took < first, "seconds on an idle machine, where the first start took twenty"
    assert status(running.installation) == 200


def test_a_busy_port_gets_one_clear_sentence(installation):
    with socket.create_server(("127.0.0.1", installation.port)):
        refused = installation.mpp("run")
    assert refused.returncode == 2
    assert refused.stderr == (
        f"mpp: Port {installation.port} on 127.0.0.1 is used by another program: "
        "stop it, or choose another port with MPP_LISTEN.\n"
    )


def test_an_unknown_setting_is_refused_at_start(installation):
    installation.environ["MPP_SECRT_KEY"] = "misspelt"
    refused = installation.mpp("serve")
    assert refused.returncode == 2
    assert "MPP_SECRT_KEY is no setting of MPP Digital; is MPP_SECRET_KEY meant?" in refused.stderr


def about(pid, what):
    return (Path("/proc") / str(pid) / what).read_bytes()


def children_of(parent):
    listed = about(f"{parent}/task/{parent}", "children").split()
    return [int(pid) for pid in listed]


def words(pid):
    return about(pid, "cmdline").decode().rstrip("\0").split("\0")
