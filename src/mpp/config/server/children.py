"""Start programs that can never outlive the process that started them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from signal import Signals
from typing import IO

CHILD = Path(__file__).with_name("child.py")


def start_child(
    command: Sequence[str | Path],
    *,
    death_signal: Signals,
    user: str = "",
    output: IO[bytes] | None = None,
    environ: Mapping[str, str] | None = None,
) -> "subprocess.Popen[bytes]":
    """Start `command` in a session of its own: a Ctrl-C reaches only the parent, which stops its children in order.

    death_signal: what the child receives when this process dies, even by kill -9; the kernel ties it to the starting
    thread, so call this from the main thread     user: system user to run as, "" for the present one
    """
    program = shutil.which(command[0]) or str(command[0])
    head = [sys.executable, "-I", "-S", str(CHILD), str(os.getpid()), str(int(death_signal)), user, program]
    return subprocess.Popen(  # noqa: S603 - the callers' own fixed commands
        [*head, *map(str, command[1:])],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        env=None if environ is None else dict(environ),
        start_new_session=True,
    )
