"""Signing in at a regional application: who is it, does the person agree, and back with a code."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from mpp.federation.handles import new_handle
from mpp.federation.issuer import PREFIX
from mpp.federation.operations.decline_consent import decline_consent
from mpp.federation.operations.give_consent import DetailsChanged, give_consent
from mpp.federation.operations.open_grant import ConsentMissing, SignIn, open_grant
from mpp.federation.queries.applications import DetailsView
from mpp.federation.queries.consents import consent_to
from mpp.federation.rules.addresses import origin_of
from mpp.federation.rules.asking import Asked, Refused
from mpp.federation.rules.grants import CONSENT_LASTS
from mpp.federation.rules.statements import methods
from mpp.federation.views._question import Question, question_of
from mpp.federation.views._words import Given, given_by
from mpp.foundation.actor import NATIONAL
from mpp.foundation.clock import local_date
from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import limited
from mpp.identity.claims import SessionClaims
from mpp.identity.queries import how_proven, profile
from mpp.identity.request import SessionRequest
from mpp.tenancy.queries import NATIONAL_ZONE, region_by_id
from mpp.ui.access import EVERYONE, SIGN_IN_PATH, open_to, writes_on_get
from mpp.ui.middleware import content_policy
from mpp.ui.pages import page_or_block

PATH = f"{PREFIX}/authorize"
#: Proves that the person was sent to sign in anew for this very question, and when.
MARKER = "mulai"
MARKER_LASTS_SECONDS = 30 * 60


@dataclass(frozen=True, slots=True)
class ConsentPage:
    """given: what the application gets, with its value and the region's reason     until: last day of the consent"""

    name: str
    office: str
    region_name: str
    host: str
    purpose: str
    person: str
    given: tuple[Given, ...]
    may_renew: bool
    until: date
    details_id: str
    action: str


@csrf_exempt  # an application may send the browser here by POST (Core 3.1.2.1); that only leads to the same by GET
@open_to(EVERYONE)
@writes_on_get("Whoever has agreed before is sent on at once, with a code (OpenID Connect Core 3.1.2.5).")
@require_http_methods(["GET", "HEAD", "POST"])
@limited("oidc-authorize")
def page(request: SessionRequest) -> HttpResponse:
    """Ask the person to sign in, to agree, or neither; then lead back with a code."""
    if request.method == "POST":
        return HttpResponseRedirect(f"{PATH}?{request.POST.urlencode()}", status=303)
    question = _question(request.GET)
    asked = question.asked
    if isinstance(asked, Refused):
        return question.refused(asked.error, asked.why)
    session = request.session_claims
    if session is None or not _is_fresh(asked, session, request):
        if asked.is_silent:
            return question.refused("login_required")
        return _to_sign_in(request)
    consent = consent_to(question.application.id, actor=request.actor.acting_in(NATIONAL), now=request.now)
    is_agreed = consent is not None and set(asked.scopes) <= set(consent.scopes)
    if not is_agreed or "consent" in asked.prompts:
        if asked.is_silent:
            return question.refused("consent_required")
        return _ask(request, question, asked)
    return _lead_back(request, question, asked, session)


@open_to(EVERYONE)
@require_POST
@limited("oidc-authorize")
def decide(request: SessionRequest) -> HttpResponse:
    """Take the person's answer to the consent page."""
    question = _question(request.GET)
    asked = question.asked
    decision = request.POST.get("decision")
    if isinstance(asked, Refused) or request.session_claims is None or decision not in ("allow", "deny"):
        return _again(request.GET)
    if decision == "deny":
        decline_consent(
            use_id=uuid7(),
            application_id=question.application.id,
            actor=request.actor.acting_in(NATIONAL),
            now=request.now,
        )
        return question.refused("access_denied", "the person does not agree", status=303)
    in_force = question.application.in_force
    if in_force is None or request.POST.get("details") != str(in_force.id):
        return _again(request.GET)
    try:
        give_consent(
            consent_id=uuid7(),
            application_id=question.application.id,
            details_id=in_force.id,
            scopes=[scope.value for scope in asked.scopes],
            actor=request.actor.acting_in(NATIONAL),
            now=request.now,
        )
    except DetailsChanged:
        return _again(request.GET)
    return _again(request.GET, asked_already=True)


def _question(given: QueryDict) -> Question:
    return question_of({name: [str(each) for each in values] for name, values in given.lists() if name != MARKER})


def _lead_back(request: SessionRequest, question: Question, asked: Asked, session: SessionClaims) -> HttpResponse:
    code = new_handle()
    actor = request.actor.acting_in(NATIONAL)
    proven = how_proven(session.session_id, actor=actor)
    assurance = int(session.assurance)
    try:
        open_grant(
            grant_id=uuid7(),
            code=code,
            application_id=question.application.id,
            scopes=[scope.value for scope in asked.scopes],
            redirect_address=question.redirect_address,
            nonce=asked.nonce,
            challenge=asked.challenge,
            resting_on=SignIn(
                session_id=session.session_id,
                signed_in_at=session.created_at,
                door=proven.door,
                assurance=assurance,
                methods=methods(proven.door, assurance, is_anew=proven.is_anew, factor=proven.factor),
            ),
            actor=actor,
            now=request.now,
        )
    except ConsentMissing:
        return question.refused("consent_required")
    return question.answered(code=code)


# Signing in anew


def _to_sign_in(request: SessionRequest) -> HttpResponse:
    given = request.GET.copy()
    marker = {"q": _print(given), "t": int(request.now.timestamp())}
    given[MARKER] = signing.dumps(marker, salt=PATH)
    where = {"next": f"{PATH}?{given.urlencode()}"} | ({"lagi": "ya"} if request.session_claims else {})
    return HttpResponseRedirect(f"{SIGN_IN_PATH}?{urlencode(where)}")


def _is_fresh(asked: Asked, session: SessionClaims, request: SessionRequest) -> bool:
    sent_at = _sent_to_sign_in_at(request.GET)
    if sent_at is not None and session.created_at >= sent_at:
        return True
    return not asked.wants_fresh_sign_in and asked.is_fresh(signed_in_at=session.created_at, now=request.now)


def _sent_to_sign_in_at(given: QueryDict) -> datetime | None:
    """Return when the person was sent to sign in for this question, None where that never happened."""
    try:
        marker = signing.loads(given.get(MARKER, ""), salt=PATH, max_age=MARKER_LASTS_SECONDS)
    except signing.BadSignature:
        return None
    return datetime.fromtimestamp(marker["t"], UTC) if marker["q"] == _print(given) else None


def _print(given: QueryDict) -> str:
    """Return what tells this question from any other: its challenge, state and nonce are drawn anew each time."""
    words = [given.get(name, "") for name in ("client_id", "redirect_uri", "state", "nonce", "code_challenge")]
    return sha256("\0".join(words).encode()).hexdigest()[:32]


# The consent page


def _ask(request: SessionRequest, question: Question, asked: Asked) -> HttpResponse:
    application, details = question.application, question.application.in_force
    known = profile(actor=request.actor)
    region = region_by_id(application.region_id)
    shown = ConsentPage(
        name=details.name if details else "",
        office=details.office if details else "",
        region_name=region.name if region else "",
        host=origin_of(question.redirect_address).partition("://")[2],
        purpose=details.purpose(request.lang) if details else "",
        person=known.name,
        given=given_by(asked.scopes, known, _reasons(details)),
        may_renew="offline_access" in asked.scopes,
        until=local_date(request.now + CONSENT_LASTS, region.timezone if region else NATIONAL_ZONE),
        details_id=str(details.id) if details else "",
        action=f"{PREFIX}/consent?{request.GET.urlencode()}",
    )
    response = page_or_block(request, "federation/consent.html", page=shown)
    # A browser counts the way back to the application as part of the form's.
    response.headers["Content-Security-Policy"] = content_policy(form_targets=[origin_of(question.redirect_address)])
    return response


def _reasons(details: DetailsView | None) -> dict[str, str]:
    return dict(details.reasons) if details else {}


def _again(given: QueryDict, *, asked_already: bool = False) -> HttpResponse:
    """Lead to the question once more. asked_already: the wish to show the page is fulfilled"""
    left = given.copy()
    if asked_already and "prompt" in left:
        left["prompt"] = " ".join(word for word in str(left["prompt"]).split() if word != "consent")
    return HttpResponseRedirect(f"{PATH}?{left.urlencode()}", status=303)
