"""The switches over HTTP: a page for people and JSON for programs, under `/switches`."""

from collections.abc import Mapping
from dataclasses import asdict

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mpp_sandbox.esign.accounts import STATUSES, Accounts
from mpp_sandbox.openid.keys import SigningKeys
from mpp_sandbox.switches import Agency, Down, Setting, Switches, Wrong


def blueprint(switches: Switches, keys: Mapping[Agency, SigningKeys], accounts: Accounts) -> Blueprint:
    """Return the routes of the switchboard."""
    routes = Blueprint("switches", __name__, url_prefix="/switches")

    @routes.get("/")
    def page() -> ResponseReturnValue:
        return render_template("switches.html", settings=switches.state(), downs=list(Down), wrongs=list(Wrong))

    @routes.post("/<agency>")
    def change(agency: str) -> ResponseReturnValue:
        switches.put(_known(agency), _setting(request.form.to_dict()))
        return redirect(url_for("switches.page"))

    @routes.post("/reset")
    def reset() -> ResponseReturnValue:
        switches.reset()
        return redirect(url_for("switches.page"))

    @routes.get("/state")
    def state() -> ResponseReturnValue:
        return switches.state()

    @routes.put("/state/<agency>")
    def put(agency: str) -> ResponseReturnValue:
        setting = _setting(request.get_json())
        switches.put(_known(agency), setting)
        return asdict(setting)

    @routes.delete("/state")
    def reset_all() -> ResponseReturnValue:
        switches.reset()
        return "", 204

    @routes.delete("/state/<agency>")
    def reset_one(agency: str) -> ResponseReturnValue:
        switches.reset(_known(agency))
        return "", 204

    @routes.post("/<agency>/rotate-keys")
    def rotate_keys(agency: str) -> ResponseReturnValue:
        its = keys.get(_known(agency)) or abort(404)
        return {"kid": its.rotate(forget="forget" in request.args)}

    @routes.post("/esign/unlock/<nik>")
    def unlock(nik: str) -> ResponseReturnValue:
        accounts.unlock(nik)
        return "", 204

    @routes.put("/esign/status/<nik>")
    def certificate_status(nik: str) -> ResponseReturnValue:
        status = str(request.get_json().get("status"))
        if status not in STATUSES:
            abort(400, f"status: one of {', '.join(STATUSES)}")
        accounts.set_status(nik, status)
        return {"nik": nik, "status": status}

    return routes


def _known(agency: str) -> Agency:
    if agency not in set(Agency):
        abort(404)
    return Agency(agency)


def _setting(given: object) -> Setting:
    if not isinstance(given, dict):
        abort(400)
    try:
        return Setting.of(given)
    except ValueError as refused:
        abort(400, str(refused))
