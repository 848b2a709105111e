"""The program as it is started by hand or by the supervisor."""

import json
import signal
import socket
import subprocess
import sys

import httpx

from mpp_sandbox.expiring import Expiring

PROGRAM = [sys.executable, "-m", "mpp_sandbox"]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def arguments(state_dir, port=None):
    ports = ["--port", str(port or free_port()), "--smtp-port", str(free_port())]
    return [*PROGRAM, *ports, "--state-dir", str(state_dir)]


def test_it_says_when_it_is_ready_and_ends_when_told(tmp_path):
    with subprocess.Popen(arguments(tmp_path), stdout=subprocess.PIPE, text=True) as sandbox:
        address = sandbox.stdout.readline().split()[1].rstrip(",")
        assert "SIMULASI" in httpx.get(address).text
        sandbox.send_signal(signal.SIGTERM)
        assert sandbox.wait(10) == 0


def test_a_busy_port_gets_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as busy:
        told = subprocess.run(
            arguments(tmp_path, busy.getsockname()[1]), capture_output=True, text=True, timeout=20, check=False
        )
    assert told.returncode == 1
    assert "cannot start" in told.stderr
    assert "Traceback" not in told.stderr


def test_the_cast_is_printed_as_json_and_as_a_table():
    told = subprocess.run([*PROGRAM, "cast", "--json"], capture_output=True, text=True, check=True)
    nurse = next(row for row in json.loads(told.stdout) if row["key"] == "neneng")
    assert (nurse["nik"], nurse["role"], nurse["profession"]) == ("3279025708940001", "pemohon", "perawat")
    table = subprocess.run([*PROGRAM, "cast"], capture_output=True, text=True, check=True).stdout
    assert "dpmptsp-banjar" in table


def test_the_sandbox_knows_nothing_of_the_product():
    program = """
import sys, mpp_sandbox.server, mpp_sandbox.testing, mpp_sandbox.esign.signing, mpp_sandbox.esign.verification
sys.exit(any(name.split(".")[0] == "mpp" for name in sys.modules))
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_what_expires_is_gone():
    kept = Expiring(lifetime_s=60)
    kept.put("a", 1)
    assert (kept.get("a"), kept.pop("a"), kept.get("a")) == (1, 1, None)
    gone = Expiring(lifetime_s=-1)
    gone.put("b", 2)
    assert gone.get("b") is None
