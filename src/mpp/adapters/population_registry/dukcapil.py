"""Dukcapil's verification by elements: verdicts in one row, HTTP 200 also for its error rows (codes 11-15)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mpp.adapters.line import Line, Reason, unavailable
from mpp.adapters.memory import Memory
from mpp.evidence.rules.values import ElementMatch, MatchVerdict, PersonStatus

SOURCE = "dukcapil"

#: Our element -> the registry's column.
_COLUMNS = {
    "name": "NAMA_LGKP",
    "birth_place": "TMPT_LHR",
    "birth_date": "TGL_LHR",
    "gender": "JENIS_KLMIN",
    "address": "ALAMAT",
    "family_card": "NO_KK",
}

_STATUS_BY_CODE = {
    "11": PersonStatus.DECEASED,
    "12": PersonStatus.DUPLICATE,
    "13": PersonStatus.NOT_FOUND,
    "14": PersonStatus.INACTIVE,
    "15": PersonStatus.MALFORMED,
}

_VERDICT = re.compile(r"(?P<word>Sesuai|Tidak Sesuai)(?: \((?P<score>\d{1,3})\))?")

#: Agreements allow keeping a verdict for minutes only.
_KEEP_S = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DukcapilSettings:
    """What the agreement (PKS) of one user institution gives.

    customer_id: part of the address     ip_user: the fixed address registered with Dukcapil
    threshold: 80-95, similarity from which text counts as matching
    """

    base_url: str
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
    return date.fromisoformat(value).strftime("%d-%m-%Y") if name == "birth_date" else value


def _only_row(body: Any) -> dict[str, Any]:
    content = body.get("content") if isinstance(body, dict) else None
    if isinstance(content, dict):  # error rows come bare in some versions of the service
        content = [content]
    if not isinstance(content, list) or len(content) != 1 or not isinstance(content[0], dict):
        unavailable(SOURCE, Reason.WRONG_SHAPE)
    row: dict[str, Any] = content[0]
    return row


def _verdict(row: dict[str, Any], nik: str, elements: Mapping[str, str]) -> MatchVerdict:
    if "RESPONSE_CODE" in row:
        status = _STATUS_BY_CODE.get(str(row["RESPONSE_CODE"]).strip())
        if status is None:
            is_about_quota = re.search("kuota|quota", str(row.get("RESPON", "")), re.IGNORECASE)
            unavailable(SOURCE, Reason.OVER_QUOTA if is_about_quota else Reason.WRONG_SHAPE)
        return MatchVerdict(status=status)
    stated = str(row.get("NIK", ""))
    if stated.isdigit() and stated != nik:
        unavailable(SOURCE, Reason.OTHER_SUBJECT)
    if stated != nik and not stated.startswith("Sesuai"):
        unavailable(SOURCE, Reason.WRONG_SHAPE)
    return MatchVerdict(
        status=PersonStatus.FOUND, elements={name: _match_of(row.get(_COLUMNS[name])) for name in elements}
    )


def _match_of(text: object) -> ElementMatch:
    found = _VERDICT.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        unavailable(SOURCE, Reason.WRONG_SHAPE)
    score = found["score"]
    return ElementMatch(matched=found["word"] == "Sesuai", score=int(score) if score else None)
