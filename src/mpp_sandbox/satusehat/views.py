"""Token and FHIR endpoints. 4xx answers are OperationOutcomes, a broken server answers in plain text."""

from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from mpp_sandbox.credentials import CLIENT_ID, BearerTokens, are_ours
from mpp_sandbox.desk import Desk, epoch
from mpp_sandbox.population import Facility, HealthWorker
from mpp_sandbox.satusehat.resources import (
    NIK,
    Resource,
    organization,
    outcome,
    practitioner,
    practitioner_role,
    searchset,
)
from mpp_sandbox.switches import Agency, contradicted, obey

DEFAULT_PAGE, LARGEST_PAGE = 20, 100


def blueprint(desk: Desk) -> Blueprint:
    """Return the routes of SATUSEHAT."""
    routes = Blueprint("satusehat", __name__, url_prefix="/satusehat")
    tokens = BearerTokens(lifetime_s=3599)
    obey(routes, Agency.SATUSEHAT, desk.switches, over_quota=_over_quota)

    @routes.before_request
    def guard() -> ResponseReturnValue | None:
        if request.endpoint == "satusehat.access_token" or tokens.are_shown():
            return None
        return outcome("login", "Access token is missing, invalid or expired"), 401

    @routes.post("/oauth2/v1/accesstoken")
    def access_token() -> ResponseReturnValue:
        if request.args.get("grant_type") != "client_credentials":
            return {"ErrorCode": "invalid_request", "Error": "Required param : grant_type"}, 400
        if not are_ours(request.form.get("client_id"), request.form.get("client_secret")):
            return {"ErrorCode": "invalid_client", "Error": "ClientId is Invalid"}, 401
        # Every value is text, the number of seconds too.
        return {
            "token_type": "BearerToken",
            "access_token": tokens.issue(),
            "expires_in": str(tokens.lifetime_s),
            "issued_at": str(epoch() * 1000),
            "client_id": CLIENT_ID,
            "scope": "",
            "status": "approved",
        }

    @routes.get("/fhir-r4/v1/Practitioner")
    def practitioners() -> ResponseReturnValue:
        workers = desk.population.workers
        system, _, nik = request.args.get("identifier", "").partition("|")
        if system == NIK:
            found = workers.get(desk.nik_answered(nik))
            return _page(contradicted([practitioner(found)] if found else [], id="N99999999"))
        name, born, gender = (request.args.get(key, "") for key in ("name", "birthdate", "gender"))
        if not (name and born and gender):
            return outcome("required", "Search by identifier, or by name, birthdate and gender"), 400
        matches = [
            resource
            for resource in map(practitioner, workers.values())
            if name.casefold() in resource["name"][0]["text"].casefold()
            and (resource["birthDate"], resource["gender"]) == (born, gender)
        ]
        return _page(matches)

    @routes.get("/fhir-r4/v1/Practitioner/<ihs>")
    def one_practitioner(ihs: str) -> ResponseReturnValue:
        return _read(_worker(desk, ihs), practitioner, f"Practitioner/{ihs}")

    @routes.get("/fhir-r4/v1/PractitionerRole")
    def practitioner_roles() -> ResponseReturnValue:
        worker = _worker(desk, request.args.get("practitioner", "").removeprefix("Practitioner/"))
        if worker is None:
            return _page([])
        return _page([practitioner_role(worker, each) for each in worker.engagements])

    @routes.get("/fhir-r4/v1/Organization")
    def organizations() -> ResponseReturnValue:
        found = (facility for facility in desk.population.facilities.values() if _is_asked_for(facility))
        return _page([organization(facility) for facility in sorted(found, key=lambda facility: facility.name)])

    @routes.get("/fhir-r4/v1/Organization/<code>")
    def one_organization(code: str) -> ResponseReturnValue:
        return _read(desk.population.facilities.get(code), organization, f"Organization/{code}")

    return routes


def _worker(desk: Desk, ihs: str) -> HealthWorker | None:
    return next((worker for worker in desk.population.workers.values() if worker.ihs == ihs), None)


def _is_asked_for(facility: Facility) -> bool:
    """Return whether the search parameters fit a facility.

    name, address: words that must occur     _content: words anywhere in name or address
    address-city: code of province, kab/kota or district, with or without dots     type: kind of facility
    """
    asked = request.args
    name, address = facility.name.casefold(), facility.address.line.casefold()
    code = asked.get("address-city", "").replace(".", "")
    return (
        _has_words(asked.get("name"), name)
        and _has_words(asked.get("address"), address)
        and _has_words(asked.get("_content"), f"{name} {address}")
        and facility.district_code.replace(".", "").startswith(code)
        and asked.get("type", facility.kind) == facility.kind
    )


def _has_words(words: str | None, text: str) -> bool:
    return all(word in text for word in (words or "").casefold().split())


def _page(resources: Iterable[Resource]) -> ResponseReturnValue:
    """Return the page of a search that `_count` and `_page` ask for."""
    found = list(resources)
    try:
        count = min(max(int(request.args.get("_count", DEFAULT_PAGE)), 1), LARGEST_PAGE)
        number = max(int(request.args.get("_page", 1)), 1)
    except ValueError:
        return outcome("value", "_count and _page must be whole numbers"), 400
    rows = found[(number - 1) * count : number * count]
    further = None
    if number * count < len(found):
        further = f"{request.base_url}?{urlencode({**request.args, '_count': count, '_page': number + 1})}"
    base = f"{request.host_url}satusehat/fhir-r4/v1"
    return searchset(rows, total=len(found), base=base, here=request.url, further=further)


def _read[T](thing: T | None, build: Callable[[T], Resource], name: str) -> ResponseReturnValue:
    if thing is None:
        return outcome("not-found", f"{name} is not found"), 404
    return build(thing)


def _over_quota() -> ResponseReturnValue:
    return outcome("throttled", "Rate limit quota violation"), 429, {"Retry-After": "60"}
