"""KKI, the health council: registrations (STR) by NIK and profession. No interface is published; this one is ours."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from mpp_sandbox.credentials import basic_is_ours
from mpp_sandbox.desk import Desk
from mpp_sandbox.population import Registration, RegistrationState
from mpp_sandbox.switches import Agency, contradicted, obey

STATUS: dict[RegistrationState, str] = {
    RegistrationState.ACTIVE: "AKTIF",
    RegistrationState.EXPIRED: "KEDALUWARSA",
    RegistrationState.DEACTIVATED: "NONAKTIF",
    RegistrationState.REVOKED: "DICABUT",
}


def blueprint(desk: Desk) -> Blueprint:
    """Return the routes of KKI."""
    routes = Blueprint("kki", __name__, url_prefix="/kki")
    obey(routes, Agency.KKI, desk.switches, over_quota=_over_quota)

    @routes.get("/api/v1/str")
    def registrations() -> ResponseReturnValue:
        if not basic_is_ours():
            return {"status": False, "message": "Kredensial tidak dikenal"}, 401
        nik = request.args.get("nik", "")
        if not nik:
            return {"status": False, "message": "Parameter nik wajib diisi"}, 400
        profession = request.args.get("profesi")
        worker = desk.population.workers.get(desk.nik_answered(nik))
        if worker is None:
            return {"status": True, "data": []}
        rows = [
            _row(worker.person.name, registration)
            for registration in worker.registrations
            if profession in (None, "", registration.profession.code)
        ]
        return {"status": True, "data": contradicted(rows, berlaku_sampai="2030-01-01", seumur_hidup=False)}

    return routes


def _row(name: str, registration: Registration) -> dict[str, Any]:
    return {
        "nik": registration.nik,
        "nama": name,
        "nomor_str": registration.number,
        "profesi": registration.profession.code,
        "nama_profesi": registration.profession.name,
        "kualifikasi": registration.profession.qualification,
        "tanggal_terbit": registration.issued_on.isoformat(),
        "seumur_hidup": registration.valid_until is None,
        "berlaku_sampai": registration.valid_until.isoformat() if registration.valid_until else None,
        "status": STATUS[registration.state],
    }


def _over_quota() -> ResponseReturnValue:
    return {"status": False, "message": "Batas permintaan terlampaui"}, 429, {"Retry-After": "60"}
