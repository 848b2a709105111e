"""The sandbox as one WSGI application: every agency under its own path."""

import secrets

from flask import Flask, render_template

from mpp_sandbox import (
    authenticator,
    dukcapil,
    epbb,
    esign,
    kki,
    mail,
    openid,
    satusehat,
    sicantik,
    sisdmk,
    sms,
    switchboard,
    tsa,
)
from mpp_sandbox.authority import Authority
from mpp_sandbox.desk import Desk
from mpp_sandbox.esign.accounts import Accounts
from mpp_sandbox.mail import Letter
from mpp_sandbox.openid.keys import SigningKeys
from mpp_sandbox.outbox import Outbox


def create_app(desk: Desk, letters: Outbox[Letter]) -> Flask:
    """Return the application that plays all agencies. letters: what the mail sink has kept"""
    app = Flask("mpp_sandbox")
    # Sessions are those of the OpenID providers; a restart signs everybody out.
    app.secret_key = secrets.token_bytes(32)
    app.config["SESSION_COOKIE_NAME"] = "mpp_sandbox"
    app.config["MAX_CONTENT_LENGTH"] = 32 * 1024 * 1024
    app.url_map.strict_slashes = False
    keys = {house.agency: SigningKeys(desk.state_dir, str(house.agency)) for house in openid.HOUSES}
    authority = Authority(desk.state_dir / "authority")
    accounts = Accounts(
        officers={officer.nik: officer for officer in desk.population.officers},
        regions={region.slug: region for region in desk.population.regions},
    )
    for routes in (
        *(openid.blueprint(house, desk, keys[house.agency]) for house in openid.HOUSES),
        dukcapil.blueprint(desk),
        kki.blueprint(desk),
        satusehat.blueprint(desk),
        sisdmk.blueprint(desk),
        sicantik.blueprint(desk),
        esign.blueprint(desk, authority, accounts),
        tsa.blueprint(desk, authority),
        *sms.blueprints(desk),
        mail.blueprint(letters),
        authenticator.blueprint(desk),
        epbb.blueprint(desk),
        switchboard.blueprint(desk.switches, keys, accounts),
    ):
        app.register_blueprint(routes)

    @app.get("/")
    def index() -> str:
        return render_template(
            "index.html", agencies=sorted({rule.rule.split("/")[1] for rule in app.url_map.iter_rules()})
        )

    return app
