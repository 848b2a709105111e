"""Keep the programs of one installation running together, and end them together.

Each child runs in a session of its own and is tied to this process by the kernel, so nothing is left behind: not after
Ctrl-C, not after kill -9. A child that ends by itself is started again; one that cannot live ends the whole.
"""

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from mpp.config.server.children import start_child
from mpp.config.server.trouble import ServerTrouble

SECONDS_TO_STOP = 10
#: A child that ends sooner than this after its start has failed to start.
SECONDS_TO_LIVE = 10
MOST_FAILURES = 3
SECONDS_BETWEEN_LOOKS = 0.2
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the installation in `folder` while the block runs. Raises ServerTrouble when somebody else does."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            raise ServerTrouble(
                f"MPP Digital already runs from {folder} (process {lock.read().strip()}): stop that one first."
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@dataclass(slots=True, kw_only=True)
class Child:
    """One program that is kept running.

    log: gets all that it says     environ: its whole environment
    """

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    log: Path
    process: "subprocess.Popen[bytes]" = field(init=False)
    started: float = field(init=False)
    failures: int = field(init=False, default=0)

    def start(self) -> None:
        """Start it, or start it again."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = start_child(self.command, death_signal=signal.SIGKILL, output=output, environ=self.environ)
        self.started = time.monotonic()

    def look(self) -> None:
        """Start it again if it has ended. Raises ServerTrouble when that does not help."""
        if self.process.poll() is None:
            return
        self.failures = self.failures + 1 if time.monotonic() - self.started < SECONDS_TO_LIVE else 1
        if self.failures >= MOST_FAILURES:
            raise ServerTrouble(f"The {self.name} does not stay up ({last_line(self.log)}), see {self.log}.")
        self.start()

    def await_answer(self, answers: Callable[[], bool], *, seconds: float) -> None:
        """Wait until `answers` says yes. Raises ServerTrouble."""
        deadline = time.monotonic() + seconds
        while not answers():
            if self.process.poll() is not None:
                raise ServerTrouble(f"The {self.name} did not start ({last_line(self.log)}), see {self.log}.")
            if time.monotonic() > deadline:
                raise ServerTrouble(f"The {self.name} did not answer within {seconds:.0f} seconds, see {self.log}.")
            time.sleep(SECONDS_BETWEEN_LOOKS / 4)


@contextmanager
def children() -> Iterator[list[Child]]:
    """Yield a list for started children; whatever is in it at the end is stopped, all at the same time."""
    started: list[Child] = []
    try:
        yield started
    finally:
        stop_no_more()
        for child in started:
            child.process.terminate()
        deadline = time.monotonic() + SECONDS_TO_STOP
        for child in started:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.0, deadline - time.monotonic()))
            child.process.kill()
            child.process.wait()


def step(name: str, command: Sequence[str], *, environ: Mapping[str, str], log: Path) -> None:
    """Run a program to its end. Raises ServerTrouble when it fails."""
    child = Child(name=name, command=command, environ=environ, log=log)
    child.start()
    try:
        if child.process.wait() != 0:
            raise ServerTrouble(f"The {name} failed ({last_line(log)}), see {log}.")
    finally:
        child.process.kill()
        child.process.wait()


def keep(kept: Sequence[Child]) -> None:
    """Look after the children until this process is told to stop (KeyboardInterrupt)."""
    while True:
        for child in kept:
            child.look()
        time.sleep(SECONDS_BETWEEN_LOOKS)


def stop_on_signals() -> None:
    """Let SIGTERM and a closed terminal stop this process as Ctrl-C does."""

    def stop(*_: object) -> None:
        stop_no_more()
        raise KeyboardInterrupt

    for number in STOPPING:
        signal.signal(number, stop)


def stop_no_more() -> None:
    """Let nothing interrupt the clean-up; kill -9 still does, and the kernel cleans up then."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)


def last_line(log: Path) -> str:
    """Return what a program said last."""
    lines = log.read_text(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "without a word")
