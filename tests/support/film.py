"""Films of drawn faces for the browser's fake camera (`--use-file-for-fake-video-capture`), as motion JPEG."""

from collections.abc import Sequence
from pathlib import Path

from mpp_sandbox.faces import as_jpeg, drawn

#: As the fake camera plays such files.
FRAMES_PER_SECOND = 30


def film(path: Path, scenes: Sequence[tuple[str, float]], *, whose: str = "") -> Path:
    """Write a film and return its path; the camera plays it from the moment it is opened, again and again.

    scenes: poses with their seconds     whose: see `mpp_sandbox.faces.CAPS`
    """
    with path.open("wb") as written:
        number = 0
        for pose, seconds in scenes:
            for _ in range(round(seconds * FRAMES_PER_SECOND)):
                # Moving a little, as everybody does: no two frames are the same file.
                written.write(as_jpeg(drawn(pose, whose=whose, seed=number)))
                number += 1
    return path
