"""The pages of e-PBB under `/e-pbb`: a tax bill for whoever signs in with MPP Digital."""

from dataclasses import asdict
from threading import Lock
from urllib.parse import urlencode
from uuid import uuid4

import httpx
from authlib.common.errors import AuthlibBaseError
from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError

from mpp_sandbox.desk import Desk
from mpp_sandbox.epbb.client import Attempt, RelyingParty, Visitor

#: Everything that may be wrong with what the provider, or somebody who plays it, sends.
UNTRUSTED = (AuthlibBaseError, JoseError, httpx.HTTPError, ValueError, KeyError)


def blueprint(desk: Desk) -> Blueprint:
    """Return the routes of e-PBB."""
    routes = Blueprint("epbb", __name__, url_prefix="/e-pbb")
    party = RelyingParty(f"{desk.product_url}/oidc")
    visitors: dict[str, Visitor] = {}
    lock = Lock()

    def back() -> str:
        return url_for("epbb.come_back", _external=True)

    @routes.get("/")
    def home() -> str:
        return render_template("epbb/home.html", visitor=visitors.get(session.get("epbb", "")))

    @routes.get("/masuk")
    def sign_in() -> ResponseReturnValue:
        try:
            address, attempt = party.begin(back())
        except UNTRUSTED:
            return _failed("MPP Digital tidak menjawab."), 503
        session["attempt"] = asdict(attempt)
        return redirect(address)

    @routes.get("/kembali")
    def come_back() -> ResponseReturnValue:
        kept = session.pop("attempt", None)
        if request.args.get("error") == "access_denied":
            return _failed("Anda tidak mengizinkan e-PBB membaca data Anda."), 200
        if kept is None:
            return _failed("Tidak ada proses masuk yang sedang berjalan."), 400
        try:
            visitor = party.finish(request.url, Attempt(**kept), back())
        except UNTRUSTED:
            return _failed("Jawaban MPP Digital tidak dapat dipercaya."), 400
        session["epbb"] = uuid4().hex
        with lock:
            visitors[session["epbb"]] = visitor
        return redirect(url_for("epbb.home"))

    @routes.post("/keluar")
    def sign_out() -> ResponseReturnValue:
        with lock:
            visitor = visitors.pop(session.pop("epbb", ""), None)
        if visitor is None:
            return redirect(url_for("epbb.home"))
        wish = {"id_token_hint": visitor.id_token, "post_logout_redirect_uri": url_for("epbb.home", _external=True)}
        return redirect(f"{party.metadata()['end_session_endpoint']}?{urlencode(wish)}")

    @routes.post("/sesi-berakhir")
    def told() -> ResponseReturnValue:
        try:
            sid = party.ended_session(request.form.get("logout_token", ""))
        except UNTRUSTED:
            return {"error": "invalid_request"}, 400
        with lock:
            for key in [key for key, visitor in visitors.items() if visitor.sid == sid]:
                del visitors[key]
        return "", 200, {"Cache-Control": "no-store"}

    return routes


def _failed(why: str) -> str:
    return render_template("epbb/failed.html", why=why)
