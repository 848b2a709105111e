"""The authenticator app of every officer of the cast: the telephone that nobody of them has."""

import base64
import hmac
import struct
import time
from dataclasses import dataclass
from hashlib import sha256

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from mpp_sandbox.desk import Desk

STEP_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Shown:
    """One officer and the code of these thirty seconds."""

    nik: str
    name: str
    role: str
    code: str


def secret_of(nik: str) -> bytes:
    """Return the secret that a demonstration gives this officer."""
    return sha256(f"mpp-demo-totp:{nik}".encode()).digest()[:20]


def code_at(secret: bytes, step: int) -> str:
    """Return the six digits of a step of thirty seconds (RFC 4226, RFC 6238)."""
    digest = hmac.digest(secret, struct.pack(">Q", step), "sha1")
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def blueprint(desk: Desk) -> Blueprint:
    """Return the page of all codes, and the codes of one officer for programs."""
    routes = Blueprint("authenticator", __name__, url_prefix="/authenticator")

    @routes.get("/")
    def page() -> ResponseReturnValue:
        now = time.time()
        officers = [
            Shown(each.nik, each.name, each.role, code_at(secret_of(each.nik), int(now) // STEP_SECONDS))
            for each in desk.population.officers
        ]
        left = STEP_SECONDS - int(now) % STEP_SECONDS
        return render_template("authenticator.html", officers=officers, left=left), {"Refresh": str(left)}

    @routes.get("/codes/<nik>")
    def codes(nik: str) -> ResponseReturnValue:
        if nik not in {each.nik for each in desk.population.officers}:
            abort(404)
        step, secret = int(time.time()) // STEP_SECONDS, secret_of(nik)
        key = base64.b32encode(secret).decode()
        return {"secret": key, "code": code_at(secret, step), "next": code_at(secret, step + 1)}

    return routes
