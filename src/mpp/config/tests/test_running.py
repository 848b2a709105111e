"""One command starts everything, and nothing is left behind, however it ends."""

import os
import signal
import socket
import time
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


@pytest.fixture(scope="module")
def started_before(tmp_path_factory):
    """An installation whose first start has been done."""
    made = Installation(tmp_path_factory.mktemp("installation") / "state")
    try:
        with made.running() as supervisor:
            supervisor.send_signal(signal.SIGINT)
            assert supervisor.wait(30) == 0
        assert made.left() == []
        yield made
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


def test_it_answers_refuses_a_twin_and_stops_within_seconds(started_before):
    with started_before.running() as supervisor:
        assert status(started_before) == 200
        twin = started_before.mpp("run")
        assert twin.returncode == 2
        assert f"already runs from {started_before.folder} (process {supervisor.pid})" in twin.stderr
        began = time.monotonic()
        supervisor.send_signal(signal.SIGTERM)
        assert supervisor.wait(30) == 0
        assert time.monotonic() - began < 10
    assert started_before.left() == []


def test_a_killed_supervisor_leaves_no_process_behind(started_before):
    with started_before.running() as supervisor:
        assert len(started_before.left()) > 3, "the test has nothing to look for"
        supervisor.kill()
        supervisor.wait()
        assert started_before.left_after(10) == []


def test_a_web_process_that_dies_is_started_again(started_before):
    with started_before.running():
        main_process = min(pid for pid in started_before.left() if words(pid)[-1] == "serve")
        os.kill(main_process, signal.SIGKILL)
        deadline = time.monotonic() + 20
        while not status(started_before) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert status(started_before) == 200
    assert started_before.left() == []


def test_web_worker_and_seeds_cannot_become_the_owner(started_before):
    with started_before.running() as supervisor:
        programs = [pid for pid in started_before.left() if pid != supervisor.pid]
        owners = [words(pid) for pid in programs if b"DATABASE_OWNER_URL=postgres" in about(pid, "environ")]
    assert programs
    assert owners == []


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


def words(pid):
    return about(pid, "cmdline").decode().rstrip("\0").split("\0")
