"""The service's two interfaces: version 1 takes forms and gives files, version 2 takes and gives JSON."""

import base64
import binascii
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from cryptography.hazmat.primitives.serialization import Encoding
from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from mpp_sandbox.authority import Authority
from mpp_sandbox.credentials import basic_is_ours
from mpp_sandbox.desk import Desk
from mpp_sandbox.esign.accounts import STATUSES, Accounts, Holder, Refused, SigningRefused
from mpp_sandbox.esign.wishes import Wish, wish_1, wish_2
from mpp_sandbox.expiring import Expiring
from mpp_sandbox.switches import Agency, Wrong, current, obey

if TYPE_CHECKING:
    from mpp_sandbox.esign.signing import PadesSigner

#: How long a signed file can be fetched by `id_dokumen`.
KEPT_S = 600


def blueprint(desk: Desk, authority: Authority, accounts: Accounts) -> Blueprint:
    """Return the routes of BSrE."""
    routes = Blueprint("esign", __name__, url_prefix="/esign")
    files: Expiring[bytes] = Expiring(KEPT_S)

    @cache
    def pades() -> "PadesSigner":
        from mpp_sandbox.esign.signing import PadesSigner  # pyhanko takes a second to load: not at the start

        return PadesSigner(authority)

    obey(routes, Agency.ESIGN, desk.switches, over_quota=lambda: _error(4290, "Kuota tanda tangan habis", 429))

    @routes.before_request
    def guard() -> ResponseReturnValue | None:
        if request.endpoint in {"esign.root", "esign.revocations"} or basic_is_ours():
            return None
        return _error(4010, "Unauthorized", 401)

    @routes.errorhandler(ValueError)
    def senseless(error: ValueError) -> ResponseReturnValue:
        return _error(2002, f"Parameter tidak dapat dibaca: {error}", 400)

    @routes.errorhandler(SigningRefused)
    def refused(error: SigningRefused) -> ResponseReturnValue:
        return _error(int(error.why), error.why.words, 400)

    def sign(pdf: bytes, holder: Holder, wish: Wish) -> bytes:
        if current().wrong is Wrong.OTHER_PERSON:
            holder = Holder("somebody-else", "Orang Lain", "Bukan pejabat yang diminta")
        return pades().sign(pdf, holder, wish)

    def verified(pdf: bytes) -> ResponseReturnValue:
        from mpp_sandbox.esign.verification import report  # pyhanko again

        return report(pdf, authority)

    @routes.get("/ca.pem")
    def root() -> ResponseReturnValue:
        return Response(authority.root.public_bytes(Encoding.PEM), mimetype="application/x-pem-file")

    @routes.get("/ca.crl")
    def revocations() -> ResponseReturnValue:
        return Response(authority.revocations, mimetype="application/pkix-crl")

    # Version 1.

    @routes.post("/api/sign/pdf")
    def sign_1() -> ResponseReturnValue:
        asked, file = request.values, request.files.get("file")
        holder = accounts.signer(asked.get("nik", ""), passphrase=asked.get("passphrase", ""), totp="")
        signed = sign(file.read() if file else b"", holder, wish_1(asked))
        name = uuid4().hex
        files.put(name, signed)
        return Response(signed, mimetype="application/pdf", headers={"id_dokumen": name})

    @routes.get("/api/sign/download/<name>")
    def download(name: str) -> ResponseReturnValue:
        file = files.get(name)
        return Response(file, mimetype="application/pdf") if file else _error(404, "Dokumen tidak ditemukan", 404)

    @routes.get("/api/user/status/<nik>")
    def status_1(nik: str) -> ResponseReturnValue:
        return _status(accounts, nik)

    @routes.post("/api/sign/verify")
    def verify_1() -> ResponseReturnValue:
        file = request.files.get("signed_file")
        return verified(file.read() if file else b"")

    # Version 2.

    @routes.post("/api/v2/sign/pdf")
    def sign_2() -> ResponseReturnValue:
        asked = _body()
        passphrase, totp = str(asked.get("passphrase") or ""), str(asked.get("totp") or "")
        holder = accounts.signer(str(asked.get("nik", "")), passphrase=passphrase, totp=totp)
        return _signed_2(asked, holder)

    @routes.post("/api/v2/sign/get/totp")
    def sign_totp() -> ResponseReturnValue:
        nik = str(_body().get("nik", ""))
        if accounts.status(nik) != "ISSUE":
            raise SigningRefused(Refused.UNKNOWN_USER)
        return {"message": "TOTP terkirim", "totp": accounts.new_totp(nik)}

    @routes.post("/api/v2/seal/get/activation")
    def activation() -> ResponseReturnValue:
        holder = accounts.institution(str(_body().get("idSubscriber", "")))
        return {"message": f"Segel {holder.holder} aktif"}

    @routes.post("/api/v2/seal/get/totp")
    def seal_totp() -> ResponseReturnValue:
        subscriber = str(_body().get("idSubscriber", ""))
        accounts.institution(subscriber)
        return {"message": "TOTP terkirim", "totp": accounts.new_totp(subscriber)}

    @routes.post("/api/v2/seal/pdf")
    def seal() -> ResponseReturnValue:
        asked = _body()
        return _signed_2(asked, accounts.seal(str(asked.get("idSubscriber", "")), str(asked.get("totp") or "")))

    @routes.post("/api/v2/user/check/status")
    def status_2() -> ResponseReturnValue:
        return _status(accounts, str(_body().get("nik", "")))

    @routes.post("/api/v2/verify/pdf")
    def verify_2() -> ResponseReturnValue:
        return verified(_decoded(_body().get("file")))

    def _signed_2(asked: Mapping[str, Any], holder: Holder) -> ResponseReturnValue:
        given, wishes = asked.get("file"), asked.get("signatureProperties")
        if not isinstance(given, list) or not given:
            raise SigningRefused(Refused.BAD_FILE)
        wishes = wishes if isinstance(wishes, list) and wishes else [{}]
        signed = [
            sign(_decoded(text), holder, wish_2(wishes[min(index, len(wishes) - 1)]))
            for index, text in enumerate(given)
        ]
        return {"time": len(signed), "file": [base64.b64encode(file).decode("ascii") for file in signed]}

    return routes


def _body() -> Mapping[str, Any]:
    given = request.get_json(silent=True)
    return given if isinstance(given, dict) else {}


def _decoded(text: object) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except binascii.Error as error:
        raise SigningRefused(Refused.BAD_FILE) from error


def _status(accounts: Accounts, nik: str) -> ResponseReturnValue:
    status = accounts.status(nik)
    code, words = STATUSES[status]
    return {"status_code": code, "status": status, "message": words}


def _error(code: int, words: str, http_status: int) -> ResponseReturnValue:
    return {"status_code": code, "error": words}, http_status
