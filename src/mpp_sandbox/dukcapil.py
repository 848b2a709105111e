"""Dukcapil: verification by elements (verdicts, never data) and face match, under quota (DOMAIN.md 4.3).

HTTP is 200 whatever the answer, as with the original, whose own path begins with `/dukcapil`: it is served both after
the sandbox's prefix, which stands for the agency's host, and instead of it.
"""

import base64
import binascii
import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from random import Random
from typing import Any
from uuid import uuid4

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from rapidfuzz import fuzz

from mpp_sandbox import faces
from mpp_sandbox.credentials import are_ours
from mpp_sandbox.desk import Desk
from mpp_sandbox.population import Person, Standing
from mpp_sandbox.switches import Agency, Wrong, contradicted, current, obey

DAILY_QUOTA = 100_000

PICTURES = (b"\xff\xd8\xff", b"\x89PNG")
#: Whose face it is -> the range of the likeness.
LIKENESS = {"": (86, 98), "doubtful": (68, 76), "stranger": (4, 30)}

#: standing -> (response code, words): what the registry says instead of verdicts
REFUSALS: dict[Standing, tuple[str, str]] = {
    Standing.DECEASED: ("11", "Data Ditemukan, Status Meninggal Dunia"),
    Standing.DUPLICATE: ("12", "Data Ditemukan, Status Data Ganda"),
    Standing.UNKNOWN: ("13", "Data Tidak Ditemukan, NIK tidak terdapat di database Kependudukan"),
    Standing.INACTIVE: ("14", "Data Ditemukan, Status Non Aktif, Silakan Hubungi Dinas Dukcapil"),
    Standing.MALFORMED: ("15", "NIK tidak sesuai format Dukcapil"),
}

#: Elements compared as text with a similarity; the others must be equal.
FUZZY: dict[str, Callable[[Person], str]] = {
    "NAMA_LGKP": lambda person: person.name,
    "TMPT_LHR": lambda person: person.birthplace,
    "ALAMAT": lambda person: person.address.street,
    "PROP_NAME": lambda person: person.address.province,
    "KAB_NAME": lambda person: person.address.regency,
    "KEC_NAME": lambda person: person.address.district,
    "KEL_NAME": lambda person: person.address.village,
}
EXACT: dict[str, Callable[[Person], str]] = {
    "NO_KK": lambda person: person.family_card,
    "STAT_HBKEL": lambda person: person.relation,
    "TGL_LHR": lambda person: f"{person.born:%d-%m-%Y}",
    "JENIS_KLMIN": lambda person: person.sex.label,
    "STATUS_KAWIN": lambda person: person.marital_status,
    "JENIS_PKRJN": lambda person: person.occupation,
    "NO_RT": lambda person: person.address.rt,
    "NO_RW": lambda person: person.address.rw,
    "NO_PROP": lambda person: person.address.village_code[:2],
    "NO_KAB": lambda person: person.address.village_code[3:5],
    "NO_KEC": lambda person: person.address.village_code[6:8],
    "NO_KEL": lambda person: person.address.village_code[9:],
}
#: Words and letters people write for the same thing.
SAME = {"L": "LAKI-LAKI", "P": "PEREMPUAN", "MALE": "LAKI-LAKI", "FEMALE": "PEREMPUAN"}


def blueprint(desk: Desk) -> Blueprint:
    """Return the routes of Dukcapil."""
    routes = Blueprint("dukcapil", __name__, url_prefix="/dukcapil")
    used: Counter[str] = Counter()

    def envelope(customer_id: str, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "content": contradicted([row], NAMA_LGKP="Tidak Sesuai (12)"),
            "lastPage": True,
            "numberOfElements": 1,
            "sort": None,
            "totalElements": 1,
            "firstPage": True,
            "number": 0,
            "size": 1,
            "quotaLimiter": max(DAILY_QUOTA - used[customer_id], 0),
        }

    def over_quota() -> ResponseReturnValue:
        row = {"RESPONSE_CODE": "05", "RESPON": "Kuota Akses Hari ini telah Habis"}
        return {**envelope("", row), "quotaLimiter": 0}

    obey(routes, Agency.DUKCAPIL, desk.switches, over_quota=over_quota)

    @routes.post("/get_json/<customer_id>/CALL_VERIFY_BY_ELEMEN")
    @routes.post("/dukcapil/get_json/<customer_id>/CALL_VERIFY_BY_ELEMEN")
    def verify(customer_id: str) -> ResponseReturnValue:
        asked = _asked()
        if not are_ours(asked.get("USER_ID"), asked.get("PASSWORD")):
            return envelope(customer_id, {"RESPONSE_CODE": "02", "RESPON": "USER ID atau PASSWORD salah"})
        used[customer_id] += 1
        nik = str(asked.get("NIK", ""))
        person = desk.population.people.get(nik)
        standing = person.standing if person else Standing.UNKNOWN if _looks_like_nik(nik) else Standing.MALFORMED
        if person is None or standing is not Standing.ACTIVE:
            code, words = REFUSALS[standing]
            return envelope(customer_id, {"NIK": nik, "RESPONSE_CODE": code, "RESPON": words})
        if current().wrong is Wrong.OTHER_PERSON:
            return envelope(customer_id, {"NIK": desk.nik_answered(nik), **_verdicts(person, asked)})
        return envelope(customer_id, {"NIK": "Sesuai", **_verdicts(person, asked)})

    @routes.post("/face/<customer_id>/CALL_FACE_MATCH")
    @routes.post("/dukcapil/face/<customer_id>/CALL_FACE_MATCH")
    def face(customer_id: str) -> ResponseReturnValue:
        asked = _asked()
        if not are_ours(asked.get("USER_ID"), asked.get("PASSWORD")):
            return envelope(customer_id, {"RESPONSE_CODE": "02", "RESPON": "USER ID atau PASSWORD salah"})
        used[customer_id] += 1
        person = desk.population.people.get(str(asked.get("NIK", "")))
        if person is None or person.standing is not Standing.ACTIVE:
            code, words = REFUSALS[person.standing if person else Standing.UNKNOWN]
            return envelope(customer_id, {"RESPONSE_CODE": code, "RESPON": words})
        content = _bytes_of(str(asked.get("IMAGE", "")))
        if not content.startswith(PICTURES):
            return envelope(customer_id, {"RESPONSE_CODE": "21", "RESPON": "Foto tidak dapat dibaca"})
        threshold = float(asked.get("TRESHOLD", 75))
        score = round(Random(person.nik).uniform(*LIKENESS[_whose(content)]), 2)
        verdict = "Sesuai" if score >= threshold else "Tidak Sesuai"
        return envelope(customer_id, {"TRANSACTION_ID": str(uuid4()), "SCORE": score, "HASIL": verdict})

    @routes.post("/face/<customer_id>/CALL_FACE_POINTS")
    @routes.post("/dukcapil/face/<customer_id>/CALL_FACE_POINTS")
    def face_points(customer_id: str) -> ResponseReturnValue:
        asked = _asked()
        if not are_ours(asked.get("USER_ID"), asked.get("PASSWORD")):
            return envelope(customer_id, {"RESPONSE_CODE": "02", "RESPON": "USER ID atau PASSWORD salah"})
        pictures = [faces.opened(_bytes_of(str(each))) for each in asked.get("IMAGES", [])]
        return envelope(customer_id, {"FACES": [each and faces.points(each) for each in pictures]})

    @routes.get("/wajah/")
    def face_list() -> ResponseReturnValue:
        return render_template("faces.html", poses=list(faces.POSES), caps=list(faces.CAPS))

    @routes.get("/wajah/<pose>.jpg")
    def drawn_face(pose: str) -> ResponseReturnValue:
        whose = request.args.get("milik", "")
        if pose not in faces.POSES or whose not in faces.CAPS:
            abort(404)
        # No two downloads are the same file: a photo that was sent once is refused.
        picture = faces.drawn(pose, whose=whose, seed=secrets.randbelow(81))
        return Response(faces.as_jpeg(picture), mimetype="image/jpeg")

    return routes


def _asked() -> Mapping[str, Any]:
    body = request.get_json(force=True)
    return body if isinstance(body, dict) else {}


def _looks_like_nik(nik: str) -> bool:
    """Return whether Dukcapil would look a number up at all: 16 digits, a day of 01-31 or 41-71, a month of 01-12."""
    if not (nik.isascii() and nik.isdigit() and len(nik) == 16):
        return False
    day, month = int(nik[6:8]), int(nik[8:10])
    return (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12


def _verdicts(person: Person, asked: Mapping[str, Any]) -> dict[str, str]:
    """Return the verdict on each element that was stated."""
    threshold = float(asked.get("TRESHOLD", 100))
    verdicts = {}
    for element, stated in asked.items():
        words = _normal(str(stated))
        if element in FUZZY:
            score = int(fuzz.ratio(words, _normal(FUZZY[element](person))))
            verdicts[element] = f"Sesuai ({score})" if score >= threshold else "Tidak Sesuai"
        elif element in EXACT:
            verdicts[element] = "Sesuai" if words == _normal(EXACT[element](person)) else "Tidak Sesuai"
    return verdicts


def _normal(text: str) -> str:
    words = " ".join(text.upper().split())
    return SAME.get(words, words.lstrip("0") if words.isdigit() and len(words) < 5 else words)


def _bytes_of(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""


def _whose(content: bytes) -> str:
    if current().wrong is Wrong.OTHER_PERSON:
        return "stranger"
    picture = faces.opened(content)
    return faces.whose(picture) if picture else ""
