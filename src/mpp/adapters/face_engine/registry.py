"""The population registry's face match (Dukcapil): a picture goes there, a likeness comes back, no face is handed out.

Liveness is the application's duty, and the registry publishes nothing that points out a face in a picture.
`RegistryEyes` speaks to a service of that shape, which the simulation has; an installation takes the local eyes.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mpp.adapters.line import Line, Reason, unavailable
from mpp.adapters.reading import Reader
from mpp.faces.ports import FaceEngineUnavailable, NoReference
from mpp.faces.rules import Bands, Sight
from mpp.foundation.errors import Unavailable

SOURCE = "dukcapil-face"
_read = Reader(SOURCE)

#: The registry has no picture of this person, or says nothing of him (deceased, twice there, unknown, inactive).
_NO_REFERENCE = frozenset({"11", "12", "13", "14", "22"})
#: Rows that are about us.
_REASON_BY_CODE = {"02": Reason.REFUSED_US, "05": Reason.OVER_QUOTA}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryFaceSettings:
    """As the agreement gives them. bands: what the registry's score is worth to us"""

    customer_id: str
    user_id: str
    password: str
    ip_user: str
    bands: Bands


class RegistryMatcher:
    """A `Matcher` over the registry's face match."""

    provider = "dukcapil"
    model = "CALL_FACE_MATCH"
    needs_card = False

    def __init__(self, settings: RegistryFaceSettings, line: Line) -> None:
        self._settings, self._line = settings, line

    @property
    def bands(self) -> Bands:
        return self._settings.bands

    def likeness(self, nik: str, picture: bytes, *, card: bytes) -> float:
        asked = {
            "NIK": nik,
            "IMAGE": base64.b64encode(picture).decode(),
            "TRESHOLD": self._settings.bands.accept,
        }
        row = _ask(self._line, self._settings, "CALL_FACE_MATCH", asked)
        if str(row.get("RESPONSE_CODE", "")) in _NO_REFERENCE:
            raise NoReference(source=SOURCE)
        score = row.get("SCORE")
        if not isinstance(score, int | float) or isinstance(score, bool) or not 0 <= score <= 100:
            raise FaceEngineUnavailable(source=SOURCE, reason=Reason.WRONG_SHAPE.value)
        return float(score)


class RegistryEyes:
    """`Eyes` over a service that points out the face in a picture."""

    def __init__(self, settings: RegistryFaceSettings, line: Line) -> None:
        self._settings, self._line = settings, line

    def sights(self, pictures: Sequence[bytes]) -> tuple[Sight | None, ...]:
        asked = {"IMAGES": [base64.b64encode(each).decode() for each in pictures]}
        row = _ask(self._line, self._settings, "CALL_FACE_POINTS", asked)
        faces = row.get("FACES")
        if not isinstance(faces, list) or len(faces) != len(pictures):
            raise FaceEngineUnavailable(source=SOURCE, reason=Reason.WRONG_SHAPE.value)
        try:
            return tuple(_sight(each) for each in faces)
        except (KeyError, TypeError, ValueError):
            raise FaceEngineUnavailable(source=SOURCE, reason=Reason.WRONG_SHAPE.value) from None


def _ask(line: Line, its: RegistryFaceSettings, call: str, asked: Mapping[str, Any]) -> Mapping[str, Any]:
    who = {"USER_ID": its.user_id, "PASSWORD": its.password, "IP_USER": its.ip_user}
    try:
        answer = line.post(f"/dukcapil/face/{its.customer_id}/{call}", json={**who, **asked}, is_repeatable=True)
        rows = _read.rows(_read.mapping(answer.body).get("content"))
        row = rows[0] if len(rows) == 1 else _read.refuse()
        code = str(row.get("RESPONSE_CODE", ""))
        if code and code not in _NO_REFERENCE:
            unavailable(SOURCE, _REASON_BY_CODE.get(code, Reason.WRONG_SHAPE))
    except FaceEngineUnavailable:
        raise
    except Unavailable as refused:
        raise FaceEngineUnavailable(**refused.facts) from None
    return row


def _sight(face: Any) -> Sight | None:
    if face is None:
        return None
    (left, right), nose = (tuple(map(_point, face["EYES"]))), _point(face["NOSE"])
    if left[0] >= right[0]:
        raise ValueError("the eye on the left of the picture comes first")
    return Sight(eyes=(left, right), nose=nose, openness=float(face["OPENNESS"]))


def _point(pair: Any) -> tuple[float, float]:
    across, down = pair
    return float(across), float(down)
