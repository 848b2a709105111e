"""Run an examination in a process of its own, which is ended when it takes too long."""

import subprocess
import sys

import structlog

from mpp.uploads.examination.verdict import Bounds, Found, Unfit, bounds_text, from_bytes

log = structlog.get_logger(__name__)

#: A process that waits for its turn on a busy machine is given this much more than its time of one core.
PATIENCE = 3


def examined(data: bytes, bounds: Bounds) -> Found | Unfit:
    """Return what the bytes are; a document that brings the process down is too complex for us."""
    return _asked(data, bounds)


def drawn(data: bytes, page: int, bounds: Bounds) -> Found | Unfit:
    """Return a page of a PDF as a picture. page: from 1"""
    return _asked(data, bounds, str(page))


def _asked(data: bytes, bounds: Bounds, *more: str) -> Found | Unfit:
    try:
        # Isolated and without our environment: no secret of ours is where a stranger's bytes are read.
        ended = subprocess.run(  # noqa: S603  our own program
            [sys.executable, "-I", "-m", "mpp.uploads.examination", bounds_text(bounds), *more],
            input=data,
            capture_output=True,
            env={"LC_ALL": "C.UTF-8"},
            timeout=bounds.seconds * PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Unfit("file-too-complex")
    if ended.returncode == 0:
        return from_bytes(ended.stdout)
    # A negative code is the signal that ended it: out of time or memory. Any other means that we are broken.
    log.warning("examination-ended", code=ended.returncode)
    if ended.returncode > 0 and b"MemoryError" not in ended.stderr:
        raise RuntimeError(f"the examining process failed: {ended.stderr[-500:].decode(errors='replace')}")
    return Unfit("file-too-complex")
