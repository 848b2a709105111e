"""Regional applications and people who sign in with them, made by the operations that real ones are made by."""

import base64
import secrets
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import parse_qs, urlencode, urlsplit

from mpp.federation.handles import new_handle
from mpp.federation.operations.decide_application import approve_application
from mpp.federation.operations.issue_secret import issue_secret
from mpp.federation.operations.make_signing_key import make_signing_key
from mpp.federation.operations.register_application import Statement, register_application
from mpp.federation.queries.applications import ApplicationView, by_id
from mpp.federation.rules.addresses import Kind
from mpp.federation.rules.scopes import Scope
from mpp.foundation.actor import system
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.tenancy.queries import RegionView
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, a_region, an_admin

BACK = "https://epbb.kota-banjar.example/kembali"
OUT = "https://epbb.kota-banjar.example/keluar"
TOLD = "https://epbb.kota-banjar.example/sesi-berakhir"
REASONS = {
    "profile": "Menyapa Anda dan mengisi formulir.",
    "nik": "Mencari objek pajak atas nama Anda.",
    "phone": "Mengirim pengingat jatuh tempo.",
    "address": "Mengirim SPPT.",
    "offline_access": "Memperbarui alamat setahun sekali.",
}


def a_statement(**changed) -> Statement:
    given = Statement(
        name="e-PBB",
        office="Badan Pendapatan Daerah Kota Banjar",
        purpose_id="Melihat dan membayar Pajak Bumi dan Bangunan Anda.",
        purpose_en="See and pay your land and building tax.",
        contact="epbb@kota-banjar.example",
        reasons=dict(REASONS),
        redirect_addresses=[BACK],
        logout_addresses=[OUT],
        notify_address=TOLD,
    )
    return replace(given, **changed)


@dataclass(frozen=True, kw_only=True)
class Registered:
    """An application that people may sign in with, and the secret that it alone knows."""

    view: ApplicationView
    secret: str

    @property
    def name(self) -> str:
        return self.view.client_id

    @property
    def proof(self) -> dict[str, str]:
        """The header by which it proves itself."""
        encoded = base64.b64encode(f"{self.name}:{self.secret}".encode()).decode()
        return {"Authorization": f"Basic {encoded}"}


def a_waiting_application(region: RegionView | None = None, *, kind: Kind = Kind.WEB, **changed) -> ApplicationView:
    region = region or a_region()
    application_id = uuid7()
    register_application(
        application_id=application_id,
        kind=kind,
        statement=a_statement(**changed),
        actor=an_admin(region),
        now=utc_now(),
    )
    found = by_id(application_id)
    assert found is not None
    return found


def an_application(
    region: RegionView | None = None,
    *,
    kind: Kind = Kind.WEB,
    scopes: tuple[str, ...] = tuple(Scope),
    **changed,
) -> Registered:
    """One that the nation has approved for these scopes."""
    region = region or a_region()
    waiting = a_waiting_application(region, kind=kind, **changed)
    approve_application(
        application_id=waiting.id,
        details_id=waiting.proposed.id,
        scopes=scopes,
        actor=A_NATIONAL_ADMIN,
        now=utc_now(),
    )
    secret = ""
    if kind is Kind.WEB:
        secret = new_handle()
        issue_secret(application_id=waiting.id, secret=secret, actor=an_admin(region), now=utc_now())
    found = by_id(waiting.id)
    assert found is not None
    return Registered(view=found, secret=secret)


def a_signing_key(now=None) -> str:
    kid = make_signing_key(key_id=uuid7(), actor=system(), now=now or utc_now())
    assert kid is not None
    return kid


@dataclass(frozen=True, kw_only=True)
class Question:
    """One sign-in that an application has begun: what it sends, and the verifier it keeps."""

    parameters: dict[str, str]
    verifier: str

    @property
    def path(self) -> str:
        return f"/oidc/authorize?{urlencode(self.parameters)}"


def a_question(application: Registered, **changed) -> Question:
    verifier = secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    given = {
        "response_type": "code",
        "client_id": application.name,
        "redirect_uri": BACK,
        "scope": "openid profile nik",
        "state": "keadaan",
        "nonce": "sekali",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    merged = {name: value for name, value in (given | changed).items() if value is not None}
    return Question(parameters=merged, verifier=verifier)


def told(answer) -> dict[str, str]:
    """What the application reads in the address to which the browser was sent."""
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    return {name: values[0] for name, values in query.items()}


def agreed(browser, question: Question) -> dict[str, str]:
    """Sign the person of this browser in: agree where asked, and return what the application is told."""
    answer = browser.get(question.path)
    if answer.status_code == 200:
        page = answer.content.decode()
        details = page.partition('name="details" value="')[2].partition('"')[0]
        answer = browser.post(
            question.path.replace("authorize", "consent", 1), {"decision": "allow", "details": details}
        )
        answer = browser.get(answer.headers["Location"])
    return told(answer)


def exchanged(browser, application: Registered, question: Question, code: str, **changed):
    """What the token endpoint answers to the application."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": question.parameters["redirect_uri"],
        "code_verifier": question.verifier,
    }
    return browser.post("/oidc/token", form | changed, headers=application.proof)


def signed_in_at(browser, application: Registered, **changed) -> dict:
    """The tokens of an application at which the person of this browser has just signed in."""
    question = a_question(application, **changed)
    answer = exchanged(browser, application, question, agreed(browser, question)["code"])
    assert answer.status_code == 200, answer.content
    return answer.json()
