"""A time-stamp authority (RFC 3161) over HTTP."""

import asyncio
import hashlib
from functools import cache
from typing import TYPE_CHECKING

from asn1crypto import core, tsp
from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from mpp_sandbox.authority import Authority
from mpp_sandbox.desk import Desk
from mpp_sandbox.switches import Agency, Wrong, current, obey

if TYPE_CHECKING:
    from mpp_sandbox.stamping import Stamper

ALGORITHMS = {"sha256": 32, "sha384": 48, "sha512": 64}


class Rejection(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """An answer without a time stamp (RFC 3161, 2.4.2); asn1crypto's own `TimeStampResp` insists on one."""

    _fields = [("status", tsp.PKIStatusInfo)]


def fault(asked: tsp.TimeStampReq) -> str | None:
    """Return why there can be no time stamp, as a name of PKIFailureInfo, or None."""
    try:
        imprint = asked["message_imprint"].native
    except ValueError:
        return "bad_data_format"
    length = ALGORITHMS.get(imprint["hash_algorithm"]["algorithm"])
    if length is None:
        return "bad_alg"
    return None if len(imprint["hashed_message"]) == length else "bad_data_format"


def blueprint(desk: Desk, authority: Authority) -> Blueprint:
    """Return the route of the authority."""
    routes = Blueprint("tsa", __name__, url_prefix="/tsa")

    @cache
    def stamper() -> "Stamper":
        from mpp_sandbox.stamping import Stamper  # pyhanko takes a second to load, and nobody stamps at the start

        return Stamper(authority)

    obey(routes, Agency.TSA, desk.switches, over_quota=lambda: _rejected("system_failure"))

    @routes.post("/")
    def stamp() -> ResponseReturnValue:
        if request.mimetype != "application/timestamp-query":
            return Response("Unsupported Media Type\n", 415, mimetype="text/plain")
        try:
            asked = tsp.TimeStampReq.load(request.get_data(), strict=True)
        except ValueError:
            return _rejected("bad_data_format")
        if failure := fault(asked):
            return _rejected(failure)
        if current().wrong is Wrong.OTHER_PERSON:
            asked["message_imprint"]["hashed_message"] = hashlib.sha256(b"something else").digest()
        return _reply(asyncio.run(stamper().async_request_tsa_response(asked)))

    return routes


def _rejected(failure: str) -> Response:
    return _reply(Rejection({"status": {"status": "rejection", "fail_info": {failure}}}))


def _reply(answer: core.Sequence) -> Response:
    return Response(answer.dump(), mimetype="application/timestamp-reply")
