"""The examining process: bytes in, verdict out, nothing else.

`python -I -m mpp.uploads.examination BOUNDS` examines; with a number after it, it draws that page.
"""

import resource
import sys

from mpp.uploads.examination.verdict import Bounds, Found, Unfit, bounds_of, to_bytes


def confine(bounds: Bounds) -> None:
    """Give up what the examination does not need, before a byte of the document is read.

    The libraries are loaded later: their files are opened under these limits too, the document cannot open more.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.seconds, bounds.seconds))
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory_bytes, bounds.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def main() -> None:
    bounds = bounds_of(sys.argv[1])
    confine(bounds)
    verdict: Found | Unfit
    try:
        verdict = _verdict(sys.argv[2:], sys.stdin.buffer.read(), bounds)
    except (MemoryError, RecursionError):
        verdict = Unfit("file-too-complex")
    sys.stdout.buffer.write(to_bytes(verdict))
    sys.stdout.buffer.flush()


def _verdict(page: list[str], data: bytes, bounds: Bounds) -> Found | Unfit:
    # Loaded inside the limits, so that loading counts as well.
    if page:
        from mpp.uploads.examination.draw import draw

        return draw(data, int(page[0]), bounds)
    from mpp.uploads.examination.look import examine

    return examine(data, bounds)


if __name__ == "__main__":
    main()
