"""Dukcapil's verification by elements: verdicts in one row, HTTP 200 also for its error rows (codes 11-15)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mpp.adapters.line import Line, Reason, unavailable
from mpp.adapters.memory import Memory
from mpp.adapters.reading import Reader
from mpp.evidence.rules.values import ElementMatch, MatchVerdict, PersonStatus

SOURCE = "dukcapil"
_read = Reader(SOURCE)

#: Our element -> the registry's column.
_COLUMNS = {
    "name": "NAMA_LGKP",
    "birth_place": "TMPT_LHR",
    "birth_date": "TGL_LHR",
    "gender": "JENIS_KLMIN",
    "address": "ALAMAT",
    "family_card": "NO_KK",
    # Not among the columns seen in public code: to be settled with the agreement (docs/underway.md).
    "relation": "STAT_HBKEL",
}

_RELATIONS = {"head": "KEPALA KELUARGA", "spouse": "ISTRI", "child": "ANAK"}

_STATUS_BY_CODE = {
    "11": PersonStatus.DECEASED,
    "12": PersonStatus.DUPLICATE,
    "13": PersonStatus.NOT_FOUND,
    "14": PersonStatus.INACTIVE,
    "15": PersonStatus.MALFORMED,
}

#: Error rows that are about us, not about the person.
_REASON_BY_CODE = {"02": Reason.REFUSED_US, "05": Reason.OVER_QUOTA}

_VERDICT = re.compile(r"(?P<word>Sesuai|Tidak Sesuai)(?: \((?P<score>\d{1,3})\))?")

#: Agreements allow keeping a verdict for minutes only.
_KEEP_S = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DukcapilSettings:
    """What the agreement (PKS) of one user institution gives.

    customer_id: part of the address     ip_user: the fixed address registered with Dukcapil
    threshold: 80-95, similarity from which text counts as matching
    """

    customer_id: str
    user_id: str
    password: str
    ip_user: str
    threshold: int = 90


class DukcapilRegistry:
    """A `PopulationRegistry` over Dukcapil's web service."""

    def __init__(self, settings: DukcapilSettings, line: Line) -> None:
        self._settings = settings
        self._line = line
        self._memory: Memory[MatchVerdict] = Memory(keep_s=_KEEP_S)

    def match(self, nik: str, elements: Mapping[str, str]) -> MatchVerdict:
        question = (nik, *sorted(elements.items()))
        return self._memory.get(question, lambda: self._match(nik, elements))

    def _match(self, nik: str, elements: Mapping[str, str]) -> MatchVerdict:
        its = self._settings
        answer = self._line.post(
            f"/dukcapil/get_json/{its.customer_id}/CALL_VERIFY_BY_ELEMEN",
            json={
                "USER_ID": its.user_id,
                "PASSWORD": its.password,
                "IP_USER": its.ip_user,
                "TRESHOLD": its.threshold,
                "NIK": nik,
                **{_COLUMNS[name]: _as_they_write(name, value) for name, value in elements.items()},
            },
            is_repeatable=True,
        )
        return _verdict(_only_row(answer.body), nik, elements)


def _as_they_write(name: str, value: str) -> str:
    if name == "birth_date":
        return date.fromisoformat(value).strftime("%d-%m-%Y")
    return _RELATIONS[value] if name == "relation" else value


def _only_row(body: Any) -> Mapping[str, Any]:
    rows = _read.rows(_read.mapping(body).get("content"))
    return rows[0] if len(rows) == 1 else _read.refuse()


def _verdict(row: Mapping[str, Any], nik: str, elements: Mapping[str, str]) -> MatchVerdict:
    if "RESPONSE_CODE" in row:
        code = str(row["RESPONSE_CODE"]).strip()
        if code in _STATUS_BY_CODE:
            return MatchVerdict(status=_STATUS_BY_CODE[code])
        unavailable(SOURCE, _REASON_BY_CODE.get(code, Reason.WRONG_SHAPE))
    stated = _read.text(row, "NIK")
    if stated.isdigit():
        _read.about(row, "NIK", nik)
    elif stated.split(" (")[0] != "Sesuai":
        _read.refuse()
    matches = {name: _match_of(_read.text(row, _COLUMNS[name])) for name in elements}
    return MatchVerdict(status=PersonStatus.FOUND, elements=matches)


def _match_of(text: str) -> ElementMatch:
    found = _VERDICT.fullmatch(text)
    if found is None:
        _read.refuse()
    score = found["score"]
    return ElementMatch(matched=found["word"] == "Sesuai", score=int(score) if score else None)
