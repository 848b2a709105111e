"""SISDMK, the health-workforce register: workers, practice licences (SIP), credits verdicts, report-back.

No interface is published; this one is ours. Reports are kept in memory until the sandbox stops.
"""

from collections.abc import Mapping
from datetime import date
from threading import Lock
from typing import Any
from uuid import uuid4

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from mpp_sandbox.credentials import BearerTokens, are_ours
from mpp_sandbox.desk import Desk
from mpp_sandbox.population import Credits, Licence
from mpp_sandbox.switches import Agency, contradicted, obey

VERDICT: dict[Credits, str] = {
    Credits.SUFFICIENT: "CUKUP",
    Credits.INSUFFICIENT: "KURANG",
    Credits.UNKNOWN: "BELUM_DIKETAHUI",
}
STATUSES = ("AKTIF", "KEDALUWARSA", "DICABUT", "DIBEKUKAN", "DIGANTIKAN")

#: What a report has to say; `referensi` may be left out, the number then stands for it.
REQUIRED = (
    "nomor_sip", "nik", "profesi", "nomor_str", "kode_fasyankes", "nama_fasyankes", "kode_wilayah", "tanggal_terbit",
    "berlaku_sampai", "status",
)  # fmt: skip


class Reports:
    """What regions have reported: receipts by reference, the latest state of each licence by person and number."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._receipts: dict[str, tuple[Mapping[str, str], str]] = {}
        self._licences: dict[str, dict[str, Mapping[str, str]]] = {}

    def put(self, report: Mapping[str, str]) -> tuple[str, bool]:
        """Keep a report; return its receipt and whether it is new. ValueError: same reference, other content"""
        reference = report.get("referensi") or report["nomor_sip"]
        with self._lock:
            if reference in self._receipts:
                first, receipt = self._receipts[reference]
                if first != report:
                    raise ValueError(reference)
                return receipt, False
            receipt = f"SDMK-{uuid4()}"
            self._receipts[reference] = (report, receipt)
            self._licences.setdefault(report["nik"], {})[report["nomor_sip"]] = report
            return receipt, True

    def of(self, nik: str) -> list[Mapping[str, str]]:
        """Return the reported licences of a person in their latest state."""
        with self._lock:
            return list(self._licences.get(nik, {}).values())


def blueprint(desk: Desk) -> Blueprint:
    """Return the routes of SISDMK."""
    routes = Blueprint("sisdmk", __name__, url_prefix="/sisdmk")
    tokens = BearerTokens(lifetime_s=3600)
    reports = Reports()
    obey(routes, Agency.SISDMK, desk.switches, over_quota=_over_quota)

    @routes.before_request
    def guard() -> ResponseReturnValue | None:
        if request.endpoint == "sisdmk.login" or tokens.are_shown():
            return None
        return {"status": False, "message": "Token tidak valid atau kedaluwarsa"}, 401

    @routes.post("/api/login")
    def login() -> ResponseReturnValue:
        given = request.get_json(silent=True) or request.form
        if not are_ours(given.get("username"), given.get("password")):
            return {"status": False, "message": "Username atau password salah"}, 401
        return {"status": True, "token": tokens.issue(), "token_type": "Bearer", "expires_in": tokens.lifetime_s}

    @routes.get("/api/v1/nakes/<nik>")
    def health_worker(nik: str) -> ResponseReturnValue:
        worker = desk.population.workers.get(desk.nik_answered(nik))
        if worker is None:
            return {"status": False, "message": "Tenaga kesehatan tidak ditemukan"}, 404
        return {
            "status": True,
            "data": {
                "nik": worker.person.nik,
                "nama": worker.person.name,
                "nomor_ihs": worker.ihs,
                "jenis_kelamin": str(worker.person.sex),
                "tanggal_lahir": worker.person.born.isoformat(),
                "profesi": worker.profession.code,
                "nama_profesi": worker.profession.name,
                "kualifikasi": worker.profession.qualification,
                "pendidikan": worker.profession.education,
            },
        }

    @routes.get("/api/v1/nakes/<nik>/sip")
    def licences(nik: str) -> ResponseReturnValue:
        answered = desk.nik_answered(nik)
        worker = desk.population.workers.get(answered)
        rows = {row["nomor_sip"]: row for row in map(_row, worker.licences if worker else ())}
        rows |= {str(report["nomor_sip"]): dict(report) for report in reports.of(answered)}
        return {"status": True, "data": contradicted(list(rows.values()), nama_fasyankes="Tempat yang lain")}

    @routes.get("/api/v1/skp/<registration_number>")
    def credits_verdict(registration_number: str) -> ResponseReturnValue:
        for worker in desk.population.workers.values():
            if any(registration.number == registration_number for registration in worker.registrations):
                return {"status": True, "data": {"nomor_str": registration_number, "putusan": VERDICT[worker.credits]}}
        return {"status": False, "message": "Nomor STR tidak ditemukan"}, 404

    @routes.post("/api/v1/sip")
    def report() -> ResponseReturnValue:
        body = request.get_json(silent=True)
        given: dict[str, Any] = body if isinstance(body, dict) else {}
        if faults := _faults(given):
            return {"status": False, "message": "Data tidak lengkap", "errors": faults}, 422
        try:
            receipt, is_new = reports.put({name: str(value) for name, value in given.items()})
        except ValueError:
            return {"status": False, "message": "Referensi sudah dipakai untuk data yang berbeda"}, 409
        return {"status": True, "data": {"nomor_tanda_terima": receipt}}, 201 if is_new else 200

    return routes


def _row(licence: Licence) -> dict[str, str]:
    return {
        "nomor_sip": licence.number,
        "nik": licence.nik,
        "profesi": licence.profession.code,
        "nomor_str": licence.registration_number,
        "kode_fasyankes": licence.facility.code,
        "nama_fasyankes": licence.facility.name,
        "kode_wilayah": licence.facility.region_code,
        "tanggal_terbit": licence.issued_on.isoformat(),
        "berlaku_sampai": licence.valid_until.isoformat(),
        "status": "AKTIF",
    }


def _faults(given: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with a report, by column; empty when it may be kept."""
    faults = {name: "wajib diisi" for name in REQUIRED if not given.get(name)}
    if given.get("status") not in STATUSES:
        faults.setdefault("status", f"harus salah satu dari {', '.join(STATUSES)}")
    for name in ("tanggal_terbit", "berlaku_sampai"):
        try:
            date.fromisoformat(str(given.get(name, "")))
        except ValueError:
            faults.setdefault(name, "harus berupa tanggal YYYY-MM-DD")
    return faults


def _over_quota() -> ResponseReturnValue:
    return {"status": False, "message": "Too Many Requests"}, 429, {"Retry-After": "60"}
