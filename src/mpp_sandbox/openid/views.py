"""The pages and endpoints of one OpenID provider, under its own path."""

from typing import Any
from urllib.parse import urlencode

from authlib.oauth2 import OAuth2Error
from flask import Blueprint, Response, jsonify, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from mpp_sandbox.credentials import CLIENT_ID
from mpp_sandbox.desk import Desk
from mpp_sandbox.openid.claims import released
from mpp_sandbox.openid.houses import House
from mpp_sandbox.openid.keys import SigningKeys
from mpp_sandbox.openid.provider import Provider
from mpp_sandbox.population import Person
from mpp_sandbox.switches import obey

#: How many people the sign-in page lists; typing narrows it.
SHOWN = 100


def blueprint(house: House, desk: Desk, keys: SigningKeys) -> Blueprint:
    """Return the routes of a house."""
    routes = Blueprint(str(house.agency), __name__, url_prefix=house.path)
    #: In which cookie entry the browser's sign-in at this house lies.
    entry = f"nik-{house.agency}"

    def issuer() -> str:
        # The address under which the caller reached the sandbox.
        return f"{request.host_url.rstrip('/')}{house.path}"

    provider = Provider(house, keys, lambda nik: desk.population.people.get(nik), issuer)
    obey(routes, house.agency, desk.switches, over_quota=_over_quota)

    @routes.context_processor
    def the_house() -> dict[str, Any]:
        return {"house": house, "face": house.acr(request.args.get("acr_values", "")) == house.acr_face}

    @routes.after_request
    def name_issuer(response: Response) -> Response:
        goes_back = response.status_code == 302 and "state=" in response.headers.get("Location", "")
        if house.names_issuer and goes_back and request.endpoint == f"{routes.name}.authorize":
            response.headers["Location"] += f"&{urlencode({'iss': issuer()})}"
        return response

    @routes.get("/.well-known/openid-configuration")
    def discovery() -> Response:
        return jsonify(metadata(house, issuer()))

    @routes.get("/jwks")
    def jwks() -> Response:
        return jsonify(keys.public())

    @routes.route("/authorize", methods=["GET", "POST"])
    def authorize() -> ResponseReturnValue:
        person = desk.population.people.get(request.form.get("nik", "").strip())
        signed_in = desk.population.people.get(session.get(entry, ""))
        try:
            grant = provider.get_consent_grant(end_user=person or signed_in)
        except OAuth2Error as error:
            return _refuse(provider, error)
        if request.args.get("prompt") == "none":
            return provider.create_authorization_response(grant_user=signed_in, grant=grant)
        if person is None:
            return _choose(desk, signed_in, unknown=request.form.get("nik"))
        decision = request.form.get("decision")
        if decision is None:
            released_scopes = [house.scopes[name] for name in grant.request.scope.split()]
            return render_template("openid/consent.html", person=person, scopes=released_scopes)
        if decision == "allow":
            session[entry] = person.nik
        return provider.create_authorization_response(grant_user=person if decision == "allow" else None, grant=grant)

    @routes.post("/token")
    def token() -> Response:
        return provider.create_token_response()

    @routes.route("/userinfo", methods=["GET", "POST"])
    def userinfo() -> ResponseReturnValue:
        opened = provider.token(request.headers.get("Authorization", ""))
        if opened is None:
            return {"error": "invalid_token"}, 401, {"WWW-Authenticate": 'Bearer error="invalid_token"'}
        person = desk.population.people[desk.nik_answered(opened.person.nik)]
        return released(house, person, opened.scope, CLIENT_ID)

    @routes.route("/logout", methods=["GET", "POST"])
    def logout() -> ResponseReturnValue:
        try:
            asked = provider.validate_endpoint_request("end_session")
        except OAuth2Error as error:
            return _refuse(provider, error)
        if asked.needs_confirmation and request.method == "GET":
            return render_template("openid/logout.html", done=False)
        session.pop(entry, None)
        return provider.create_endpoint_response("end_session", asked) or render_template(
            "openid/logout.html", done=True
        )

    return routes


def metadata(house: House, address: str) -> dict[str, Any]:
    """Return the discovery document (OpenID Connect Discovery 1.0, RP-Initiated Logout 1.0)."""
    return {
        "issuer": address,
        "authorization_endpoint": f"{address}/authorize",
        "token_endpoint": f"{address}/token",
        "userinfo_endpoint": f"{address}/userinfo",
        "jwks_uri": f"{address}/jwks",
        "end_session_endpoint": f"{address}/logout",
        "scopes_supported": list(house.scopes),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "authorization_response_iss_parameter_supported": house.names_issuer,
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "acr_values_supported": [house.acr_usual, house.acr_face],
        "ui_locales_supported": ["id"],
        "claims_supported": [
            "sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "nik", "name", "birthdate", "gender",
            "birthplace", "phone_number", "phone_number_verified", "email", "email_verified", "address",
        ],
    }  # fmt: skip


def _choose(desk: Desk, signed_in: Person | None, *, unknown: str | None) -> ResponseReturnValue:
    """Show the people one may sign in as: applicants of the cast, officers, everybody else."""
    population, text = desk.population, request.args.get("q", "").casefold()
    officers = {officer.nik for officer in population.officers}
    people = [
        person for person in population.people.values() if all(word in _searchable(person) for word in text.split())
    ]
    people.sort(key=lambda person: (person.nik not in population.named, person.nik in officers))
    page = render_template(
        "openid/sign_in.html",
        people=people[:SHOWN],
        found=len(people),
        text=request.args.get("q", ""),
        kept=[(name, value) for name, value in request.args.items(multi=True) if name != "q"],
        professions={nik: worker.profession.name for nik, worker in population.workers.items()},
        signed_in=signed_in,
        unknown=unknown,
    )
    return page, 404 if unknown else 200


def _searchable(person: Person) -> str:
    return f"{person.nik} {person.name} {person.key} {person.region} {person.occupation} {person.story}".casefold()


def _refuse(provider: Provider, error: OAuth2Error) -> ResponseReturnValue:
    """Send an error back where the request allows it, else show it."""
    if error.redirect_uri:
        status, _, headers = error()
        return redirect(dict(headers)["Location"], status)
    return render_template("openid/error.html", code=error.error, text=error.get_error_description()), 400


def _over_quota() -> ResponseReturnValue:
    return {"error": "temporarily_unavailable"}, 429, {"Retry-After": "60"}
