"""KKI: registrations (STR) by NIK. No interface is published; this is the shape that the sandbox plays."""

import base64
from collections.abc import Mapping
from typing import Any

from mpp.adapters.line import Line
from mpp.adapters.memory import Memory
from mpp.adapters.reading import Reader
from mpp.evidence.rules.values import Registration, RegistrationStatus

SOURCE = "kki"
_read = Reader(SOURCE)

_STATUSES = {
    "AKTIF": RegistrationStatus.ACTIVE,
    "KEDALUWARSA": RegistrationStatus.EXPIRED,
    "NONAKTIF": RegistrationStatus.DEACTIVATED,
    "DICABUT": RegistrationStatus.REVOKED,
}

#: A registration may be revoked at any moment, so an answer is kept for the length of a form page only.
_KEEP_S = 120.0


class KkiRegistry:
    """A `RegistrationRegistry` over the council's service, with a name and password of its own."""

    def __init__(self, line: Line, *, user: str, password: str) -> None:
        self._line = line
        secret = base64.b64encode(f"{user}:{password}".encode()).decode()
        self._headers = {"Authorization": f"Basic {secret}"}
        self._memory: Memory[tuple[Registration, ...]] = Memory(keep_s=_KEEP_S)

    def registrations(self, nik: str) -> tuple[Registration, ...]:
        return self._memory.get(nik, lambda: self._registrations(nik))

    def _registrations(self, nik: str) -> tuple[Registration, ...]:
        answer = self._line.get("/api/v1/str", params={"nik": nik}, headers=self._headers)
        rows = _read.rows(_read.mapping(answer.body).get("data"))
        found = tuple(_registration(row, nik) for row in rows)
        _read.each_once(each.number for each in found)
        return found


def _registration(row: Mapping[str, Any], nik: str) -> Registration:
    _read.about(row, "nik", nik)
    valid_until = _read.day(row, "berlaku_sampai")
    # Either for life or with a last day; a row that says neither or both is no registration to rely on.
    if row.get("seumur_hidup") is not (valid_until is None):
        _read.refuse()
    return Registration(
        number=_read.text(row, "nomor_str", most=32),
        profession=_read.text(row, "profesi", most=60),
        status=_read.one_of(_STATUSES, row, "status"),
        valid_until=valid_until,
    )
