"""Become another program that dies with the process that started it.

Runs as a file with a bare interpreter (`python -I -S child.py PARENT SIGNAL USER PROGRAM ...`), so it imports the
standard library only. The kernel forgets the parent-death signal when a process changes its user, therefore it is
set here, after the change and before the program, rather than by the parent.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int, death_signal: int) -> None:
    """Let the kernel send us `death_signal` as soon as process `parent` is gone, however it went."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, death_signal)
    if os.getppid() != parent:  # it died before the signal was set
        raise SystemExit(1)


def become(parent: int, death_signal: int, user: str, command: list[str]) -> None:
    """Replace this process by `command`.

    parent: process id of the one that must outlive us     death_signal: sent to us by the kernel when it dies
    user: system user to become, "" to stay who we are
    """
    if user:
        import pwd  # only where there is a user to become

        entry = pwd.getpwnam(user)
        os.setgroups([])
        os.setgid(entry.pw_gid)
        os.setuid(entry.pw_uid)
        os.chdir("/")
    die_with_parent(parent, death_signal)
    os.execv(command[0], command)  # noqa: S606 - the very purpose


if __name__ == "__main__":
    become(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])
