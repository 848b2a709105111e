"""Installations for tests: complete settings of their own, programs started as an administrator would."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from mpp.config.environment import SETTINGS
from mpp.config.server import postgres

NOBODY_LISTENS = "http://127.0.0.1:9"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Installation:
    """One folder, one set of settings; `environ` is everything its programs get."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = free_port()
        complete = {
            row.name: (row.demo or row.default or "").format(
                sandbox=NOBODY_LISTENS, scanner=NOBODY_LISTENS.rpartition("/")[2], port=self.port
            )
            for row in SETTINGS.values()
        }
        ours = {"MPP_DEMO": "no", "MPP_STATE_DIR": str(folder), "MPP_LISTEN": f"127.0.0.1:{self.port}"}
        no_database = {"DATABASE_URL": "", "DATABASE_OWNER_URL": "", "DATABASE_REPORT_URL": ""}
        self.environ = os.environ | complete | ours | no_database

    def mpp(self, *arguments):
        """Run one command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "mpp.config.cli", *arguments],
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=90,
        )

    @contextmanager
    def running(self):
        """Keep everything running while the block runs, and yield the supervisor; the block may end it itself."""
        command = [sys.executable, "-m", "mpp.config.cli", "run"]
        with subprocess.Popen(command, env=self.environ, stdout=subprocess.PIPE, text=True) as supervisor:
            said = [supervisor.stdout.readline()]
            while said[-1] and not said[-1].startswith("Logs:"):
                said.append(supervisor.stdout.readline())
            assert said[-1], f"ended with {supervisor.wait()} after {said}"
            try:
                yield supervisor
            finally:
                supervisor.terminate()
                supervisor.communicate(timeout=30)

    def left(self):
        """Return the ids of the processes of this installation that still run."""
        mark = f"MPP_STATE_DIR={self.folder}".encode()
        found = []
        for process in Path("/proc").iterdir():
            try:
                if process.name.isdigit() and mark in (process / "environ").read_bytes().split(b"\0"):
                    found.append(int(process.name))
            except OSError:  # gone, or not ours to look at
                continue
        return found

    def left_after(self, seconds):
        """Return what still runs after at most `seconds`."""
        deadline = time.monotonic() + seconds
        while self.left() and time.monotonic() < deadline:
            time.sleep(0.05)
        return self.left()

    def remove(self):
        for process in self.left():
            os.kill(process, signal.SIGKILL)
        postgres.remove(self.folder)
