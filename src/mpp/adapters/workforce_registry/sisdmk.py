"""SISDMK: health workers, their licences (SIP) and credits (SKP). No interface is published; this is the shape that the
sandbox plays."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from mpp.adapters.bearer import Bearer
from mpp.adapters.line import Answer, Line
from mpp.adapters.memory import Memory
from mpp.adapters.reading import Reader
from mpp.evidence.ports import LicenceReport
from mpp.evidence.rules.values import CreditsVerdict, ExistingLicence, HealthWorker, LicenceStatus

SOURCE = "sisdmk"
_read = Reader(SOURCE)

_VERDICTS = {
    "CUKUP": CreditsVerdict.SUFFICIENT,
    "KURANG": CreditsVerdict.INSUFFICIENT,
    "BELUM_DIKETAHUI": CreditsVerdict.UNKNOWN,
}
_STATUSES = {
    "AKTIF": LicenceStatus.ACTIVE,
    "KEDALUWARSA": LicenceStatus.EXPIRED,
    "DICABUT": LicenceStatus.REVOKED,
    "DIBEKUKAN": LicenceStatus.SUSPENDED,
    "DIGANTIKAN": LicenceStatus.SUPERSEDED,
}
_WORDS = {status: word for word, status in _STATUSES.items()}

#: It answers "there is none" with this.
_NONE = frozenset({404})

_KEEP_S = 120.0


class SisdmkRegistry:
    """A `WorkforceRegistry` over SISDMK, which wants a login and then a token."""

    def __init__(self, line: Line, *, user: str, password: str) -> None:
        self._line = line
        self._login = {"username": user, "password": password}
        self._bearer = Bearer(self._token)
        self._memory: Memory[Any] = Memory(keep_s=_KEEP_S)

    def health_worker(self, nik: str) -> HealthWorker | None:
        return self._kept(("worker", nik), f"/api/v1/nakes/{quote(nik, safe='')}", lambda body: _worker(body, nik))

    def licences(self, nik: str) -> tuple[ExistingLicence, ...]:
        return (
            self._kept(("licences", nik), f"/api/v1/nakes/{quote(nik, safe='')}/sip", lambda body: _licences(body, nik))
            or ()
        )

    def credits_verdict(self, registration_number: str) -> CreditsVerdict:
        path = f"/api/v1/skp/{quote(registration_number, safe='')}"
        verdict = self._kept(("credits", registration_number), path, lambda body: _credits(body, registration_number))
        return verdict or CreditsVerdict.UNKNOWN

    def report(self, licence: LicenceReport) -> None:
        body = {
            "referensi": licence.reference,
            "nomor_sip": licence.number,
            "nik": licence.nik,
            "profesi": licence.profession,
            "nomor_str": licence.registration_number,
            "kode_fasyankes": licence.place_code,
            "nama_fasyankes": licence.place_name,
            "kode_wilayah": licence.region_code,
            "tanggal_terbit": licence.issued_on.isoformat(),
            "berlaku_sampai": licence.valid_until.isoformat(),
            "status": _WORDS[licence.status],
        }
        # The reference makes it repeatable: the register keeps the first report and answers with the same receipt.
        self._bearer.ask(lambda headers: self._line.post("/api/v1/sip", json=body, headers=headers, is_repeatable=True))

    def _kept[T](self, question: tuple[str, str], path: str, read: Callable[[Any], T]) -> T | None:
        def ask() -> T | None:
            answer = self._bearer.ask(lambda headers: self._line.get(path, headers=headers, understood=_NONE))
            return None if answer.status in _NONE else read(_read.mapping(answer.body).get("data"))

        kept: T | None = self._memory.get(question, ask)
        return kept

    def _token(self) -> tuple[str, float]:
        answer: Answer = self._line.post("/api/login", json=self._login, is_repeatable=True)
        body = _read.mapping(answer.body)
        lifetime_s = body.get("expires_in")
        if not isinstance(lifetime_s, int):
            _read.refuse()
        return _read.text(body, "token", most=5000), float(lifetime_s)


def _worker(data: Any, nik: str) -> HealthWorker:
    row = _read.mapping(data)
    _read.about(row, "nik", nik)
    return HealthWorker(
        number=_read.text(row, "nomor_ihs", most=40),
        name=_read.text(row, "nama"),
        profession=_read.text(row, "profesi", most=60),
        qualification=_read.text(row, "kualifikasi", default=""),
        education=_read.text(row, "pendidikan", default=""),
    )


def _licences(data: Any, nik: str) -> tuple[ExistingLicence, ...]:
    found = tuple(_licence(row, nik) for row in _read.rows(data))
    _read.each_once(each.number for each in found)
    return found


def _licence(row: Mapping[str, Any], nik: str) -> ExistingLicence:
    _read.about(row, "nik", nik)
    return ExistingLicence(
        number=_read.text(row, "nomor_sip", most=120),
        profession=_read.text(row, "profesi", most=60),
        place_code=_read.text(row, "kode_fasyankes", most=40, default=""),
        place_name=_read.text(row, "nama_fasyankes"),
        region_code=_read.text(row, "kode_wilayah", most=13),
        status=_read.one_of(_STATUSES, row, "status"),
        valid_until=_read.day(row, "berlaku_sampai"),
    )


def _credits(data: Any, registration_number: str) -> CreditsVerdict:
    row = _read.mapping(data)
    _read.about(row, "nomor_str", registration_number)
    return _read.one_of(_VERDICTS, row, "putusan")
