"""SiCantik over the service bus (SPLP): a region's own licensing archive. Two headers in, a sealed answer out.

Headers, `instansi_id` and AES-256-GCM with a salt key per agency are public; the search by NIK, the columns, and how
the sealed text is laid out are ours: base64 of nonce (12), ciphertext and tag (16), key the SHA-256 of the salt key.
"""

import base64
import json
import os
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from mpp_sandbox.credentials import CLIENT_SECRET
from mpp_sandbox.desk import Desk
from mpp_sandbox.population import HealthWorker, Licence, today
from mpp_sandbox.switches import Agency, contradicted, obey

BEARER, APIKEY, SALT_KEY = "sandbox-bearer", "sandbox-apikey", f"salt-{CLIENT_SECRET}"


def blueprint(desk: Desk) -> Blueprint:
    """Return the routes of the archives, one institution for each demonstration region (its code, `32.79`)."""
    routes = Blueprint("sicantik", __name__, url_prefix="/sicantik")
    obey(routes, Agency.SICANTIK, desk.switches, over_quota=_over_quota)

    @routes.get("/izin")
    def licences() -> ResponseReturnValue:
        if request.headers.get("auth") != f"Bearer {BEARER}" or request.headers.get("apikey") != APIKEY:
            return {"status": False, "message": "Unauthorized"}, 401
        institution, nik = request.args.get("instansi_id", ""), request.args.get("nik", "")
        if not institution or not nik:
            return {"status": False, "message": "Parameter instansi_id dan nik wajib diisi"}, 400
        worker = desk.population.workers.get(desk.nik_answered(nik))
        rows = list(_rows(worker, institution)) if worker else []
        return {"status": True, "data": sealed(contradicted(rows, nama_fasyankes="Tempat yang lain"), SALT_KEY)}

    return routes


def sealed(value: Any, salt_key: str) -> str:
    """Return `value` as the bus hands it out."""
    nonce = os.urandom(12)
    body = AESGCM(sha256(salt_key.encode()).digest()).encrypt(nonce, json.dumps(value).encode(), None)
    return base64.b64encode(nonce + body).decode()


def _rows(worker: HealthWorker, institution: str) -> Iterator[dict[str, str]]:
    """Yield the licences of that region: those that the nation knows, and an old one on paper that only it knows."""
    of_region = [licence for licence in worker.licences if licence.facility.region_code == institution]
    for licence in of_region:
        yield _row(licence, number=licence.number, status="TERBIT")
    if of_region:
        ended = today() - timedelta(days=400)
        yield _row(of_region[0], number=f"{of_region[0].number}/ARSIP", status="BERAKHIR") | {
            "tgl_terbit": (ended - timedelta(days=5 * 365)).isoformat(),
            "tgl_berakhir": ended.isoformat(),
        }


def _row(licence: Licence, *, number: str, status: str) -> dict[str, str]:
    return {
        "no_izin": number,
        "nik": licence.nik,
        "profesi": licence.profession.code,
        "kode_fasyankes": licence.facility.code,
        "nama_fasyankes": licence.facility.name,
        "tgl_terbit": licence.issued_on.isoformat(),
        "tgl_berakhir": licence.valid_until.isoformat(),
        "status": status,
    }


def _over_quota() -> ResponseReturnValue:
    return {"status": False, "message": "Too Many Requests"}, 429, {"Retry-After": "30"}
