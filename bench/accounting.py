"""CPU time of whole process trees, as the kernel accounts it: user and system time, of children that ended too."""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
#: Places in /proc/PID/stat, counted after the closing bracket of the command's name.
_PARENT, _TIMES = 1, slice(11, 15)


def cpu_seconds(root: int) -> float:
    """Return the CPU time that the process `root` and everything below it have used so far."""
    stats = dict(_stats())
    below = defaultdict(list)
    for pid, fields in stats.items():
        below[int(fields[_PARENT])].append(pid)
    ticks, todo = 0, [root]
    while todo:
        pid = todo.pop()
        ticks += sum(map(int, stats[pid][_TIMES]))
        todo += below[pid]
    return ticks / _TICKS


def parent_of(pid: int) -> int:
    """Return the process that started `pid`."""
    return int(_fields(Path(f"/proc/{pid}"))[_PARENT])


def _stats() -> Iterator[tuple[int, list[str]]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            yield int(folder.name), _fields(folder)
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended meanwhile


def _fields(folder: Path) -> list[str]:
    return (folder / "stat").read_text().rpartition(")")[2].split()


def children_of(pid: int) -> list[int]:
    """Return the processes that `pid` has started and that still run."""
    return [child for child, fields in _stats() if int(fields[_PARENT]) == pid]
