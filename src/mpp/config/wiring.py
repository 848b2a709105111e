"""Where adapters meet ports: what each domain needs from outside, and who gives it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from urllib.parse import urlsplit

from django.conf import settings

from mpp.adapters.back_channel import HttpBackChannel
from mpp.adapters.certificates import shown_at
from mpp.adapters.esign.bsre import BsreSettings, BsreSigner
from mpp.adapters.esign.certificates import certificates_at
from mpp.adapters.esign.development_keys import DevelopmentKeys
from mpp.adapters.esign.local import LocalSigner
from mpp.adapters.esign.reading import CmsSignatureReader
from mpp.adapters.face_engine import local as local_faces
from mpp.adapters.face_engine.registry import RegistryEyes, RegistryFaceSettings, RegistryMatcher
from mpp.adapters.facility_register import SatusehatFacilities
from mpp.adapters.line import Limits, Line
from mpp.adapters.mail.smtp import SmtpMailer, SmtpSettings
from mpp.adapters.oidc.provider import OidcProvider
from mpp.adapters.oidc.settings import OidcSettings
from mpp.adapters.population_registry import DukcapilRegistry, DukcapilSettings
from mpp.adapters.practitioner_index import SatusehatPractitioners
from mpp.adapters.regional_register import SicantikRegister, SicantikSettings
from mpp.adapters.registration_registry import KkiRegistry
from mpp.adapters.satusehat import Satusehat, SatusehatSettings
from mpp.adapters.sms.gateway import SmsGateway
from mpp.adapters.timestamp.client import HttpTimeStamper
from mpp.adapters.virus_scanner import ClamdScanner, ClamdSettings
from mpp.adapters.workforce_registry import SisdmkRegistry
from mpp.documents.ports import SignatureReader, Signer
from mpp.evidence.budget import SPENT, affordable
from mpp.evidence.ports import ShownCertificate, Sources
from mpp.evidence.queries.connections import ConnectionView, connections
from mpp.evidence.rules.facts import Key, Source
from mpp.evidence.rules.values import PersonStatus as MatchStatus
from mpp.faces.ports import Eyes, FaceEngine, Matcher
from mpp.faces.rules import Bands
from mpp.federation.ports import BackChannel
from mpp.foundation.actor import NATIONAL, system
from mpp.foundation.clock import utc_now
from mpp.foundation.errors import Unavailable
from mpp.identity.ports import CodeCourier, CodeNotSent, Door, IdentityProviderUnavailable
from mpp.identity.rules import Assurance, PersonStatus
from mpp.identity.rules.factors import FactorKind
from mpp.notifications.ports import Mailer, MailRefused, MailUnavailable, Message, Texter, TextUnavailable
from mpp.tenancy.queries import region_by_id
from mpp.ui.jinja import environment
from mpp.uploads.ports import Scanner


def evidence_sources(region_id: int) -> Sources:
    """Return the registries as one region reaches them, by lines of its own: the trouble of one is not that of all.

    region_id: also while all regions share the nation's credentials, because rests are counted per region; what a
    region has connected for itself comes before the nation's
    """
    own = connections(actor=system(region_id)) if region_id != NATIONAL else ()
    return _sources(region_id, tuple(each for each in own if each.is_open))


#: One of each for every region and the nation, and some more for those that change their connections.
@lru_cache(maxsize=700)
def _sources(region_id: int, own: tuple[ConnectionView, ...]) -> Sources:
    env = settings.ENV
    name, secret = env.health_client_id, env.health_client_secret
    by_source = {each.source: each for each in own}
    archive = by_source.get(Source.REGION)
    # One token and one line for both: facilities and practitioners stand in one system.
    satusehat = Satusehat(SatusehatSettings(client_id=name, client_secret=secret), Line("satusehat", env.satusehat_url))
    facilities = SatusehatFacilities(satusehat)
    return Sources(
        population=_population(by_source.get(Source.DUKCAPIL)),
        registration=KkiRegistry(Line("kki", env.kki_url), user=name, password=secret),
        workforce=SisdmkRegistry(Line("sisdmk", env.sisdmk_url), user=name, password=secret),
        facilities=facilities,
        practitioners=SatusehatPractitioners(satusehat, facilities),
        regional=_archive(archive) if archive else None,
    )


def _population(own: ConnectionView | None) -> DukcapilRegistry:
    env = settings.ENV
    if own is not None:
        its = own.details
        agreement = DukcapilSettings(
            customer_id=its["customer"], user_id=its["user"], password=its["password"], ip_user=its["sender"]
        )
        return DukcapilRegistry(agreement, Line("dukcapil", own.address, certificate=own.certificate))
    agreement = DukcapilSettings(
        customer_id=env.dukcapil_customer,
        user_id=env.dukcapil_user,
        password=env.dukcapil_password,
        ip_user=env.dukcapil_address,
    )
    return DukcapilRegistry(agreement, Line("dukcapil", env.dukcapil_url))


def _archive(own: ConnectionView) -> SicantikRegister | None:
    region = region_by_id(own.region_id)
    if region is None:
        return None
    its = own.details
    agreement = SicantikSettings(
        institution=its["institution"],
        region_code=region.code,
        bearer=its["bearer"],
        apikey=its["apikey"],
        salt_key=its["salt_key"],
    )
    return SicantikRegister(agreement, Line("region", own.address, certificate=own.certificate))


def source_certificate(source: Source, owner: int) -> ShownCertificate | None:
    """Return the certificate that a source shows now, None where it is spoken to without TLS.

    owner: the region whose agreement it is, NATIONAL for the nation's     Refuses: Unavailable
    """
    env = settings.ENV
    if owner != NATIONAL:
        own = next(each for each in connections(actor=system(owner)) if each.source is source)
        return shown_at(own.address)
    addresses = {
        Source.DUKCAPIL: env.dukcapil_url,
        Source.KKI: env.kki_url,
        Source.SISDMK: env.sisdmk_url,
        Source.INDEX: env.satusehat_url,
        Source.FACILITY: env.satusehat_url,
    }
    return shown_at(addresses[source])


#: How sure IKD is: by the PIN of the app, or by PIN and face.
IKD_ASSURANCE = {"urn:id:ikd:pin": Assurance.SUBSTANTIAL, "urn:id:ikd:face": Assurance.HIGH}

#: INApas asks for a password and a code, or a face besides.
INAPAS_ASSURANCE = {"urn:id:inapas:mfa": Assurance.SUBSTANTIAL, "urn:id:inapas:face": Assurance.HIGH}
INAPAS_SCOPE = "openid profile nik phone email"


@cache
def identity_doors() -> Mapping[str, Door]:
    """Return the ways to sign in, in the order in which they are offered."""
    env = settings.ENV
    ikd = OidcSettings(
        issuer=env.ikd_issuer,
        client_id=env.ikd_client_id,
        client_secret=env.ikd_client_secret,
        assurance=IKD_ASSURANCE,
    )
    found = {
        "ikd": Door(
            provider=OidcProvider("ikd", ikd),
            name={"id": "Identitas Kependudukan Digital (IKD)", "en": "Digital Population Identity (IKD)"},
            hint={"id": "Dengan aplikasi IKD di telepon Anda.", "en": "With the IKD app on your phone."},
        )
    }
    if env.inapas_issuer:
        inapas = OidcSettings(
            issuer=env.inapas_issuer,
            client_id=env.inapas_client_id,
            client_secret=env.inapas_client_secret,
            scope=INAPAS_SCOPE,
            assurance=INAPAS_ASSURANCE,
        )
        found["inapas"] = Door(
            provider=OidcProvider("inapas", inapas),
            name={"id": "INApas", "en": "INApas"},
            hint={"id": "Dengan akun INA Digital Anda.", "en": "With your INA Digital account."},
        )
    return found


#: What the registry says -> how identity keeps it. An unknown NIK keeps nobody out: IKD has just proven that it exists.
STANDINGS = {
    MatchStatus.FOUND: PersonStatus.ACTIVE,
    MatchStatus.DECEASED: PersonStatus.DECEASED,
    MatchStatus.DUPLICATE: PersonStatus.DUPLICATE,
    MatchStatus.INACTIVE: PersonStatus.INACTIVE,
}


#: What the nation's own line is asked at sign-in, on the nation's share of the quota.
_ABOUT_A_PERSON = frozenset({Key.PERSON_STATUS})


def population_standing(nik: str, *, name: str, birth_date: date | None) -> PersonStatus | None:
    """Return how the population registry sees a person at sign-in, on the nation's own line."""
    stated = {"name": name} | ({"birth_date": birth_date.isoformat()} if birth_date else {})
    if not affordable(_ABOUT_A_PERSON, actor=system(), now=utc_now()):
        return None
    try:
        return STANDINGS.get(evidence_sources(NATIONAL).population.match(nik, stated).status)
    except Unavailable:
        return None


def population_elements(nik: str, elements: Mapping[str, str]) -> frozenset[str]:
    """Return which of the elements stated with a NIK agree, none of them for whoever is not there, alive and single.

    Refuses: IdentityProviderUnavailable
    """
    if not affordable(_ABOUT_A_PERSON, actor=system(), now=utc_now()):
        raise IdentityProviderUnavailable(provider="dukcapil", reason=SPENT)
    try:
        verdict = evidence_sources(NATIONAL).population.match(nik, elements)
    except Unavailable as refused:
        raise IdentityProviderUnavailable(provider="dukcapil", reason=refused.facts.get("reason")) from None
    return frozenset(name for name, match in verdict.elements.items() if match.matched)


#: A picture is larger than a question, and a face is compared once in a lifetime.
FACE_LIMITS = Limits(read_s=6.0, total_s=8.0, answer_bytes=64 * 1024)
REGISTRY_BANDS = Bands(accept=80, review=65)


@dataclass(frozen=True, slots=True)
class Faces:
    """A `FaceEngine`."""

    eyes: Eyes
    matcher: Matcher


@cache
def face_engine() -> FaceEngine | None:
    """Return what looks at faces here, None where nobody signs in by face."""
    env = settings.ENV
    if env.face_match == "none":
        return None
    usual = REGISTRY_BANDS if env.face_match == "registry" else local_faces.BANDS
    bands = Bands(accept=env.face_accept or usual.accept, review=env.face_review or usual.review)
    registry = RegistryFaceSettings(
        customer_id=env.dukcapil_customer,
        user_id=env.dukcapil_user,
        password=env.dukcapil_password,
        ip_user=env.dukcapil_address,
        bands=bands,
    )
    line = Line("dukcapil-face", env.dukcapil_url, limits=FACE_LIMITS)
    return Faces(
        eyes=RegistryEyes(registry, line) if env.face_eyes == "registry" else local_faces.LocalEyes(),
        matcher=RegistryMatcher(registry, line) if env.face_match == "registry" else local_faces.LocalMatcher(bands),
    )


@cache
def scanner() -> Scanner | None:
    """Return what looks for viruses in documents from citizens, None where the operator runs none."""
    address = settings.ENV.clamd
    return ClamdScanner(ClamdSettings(address=address)) if address else None


@cache
def mailer() -> Mailer:
    """Return who carries e-mail away."""
    return SmtpMailer(SmtpSettings(url=settings.ENV.smtp_url, sender=settings.ENV.mail_from))


def _mail_code(*, to: str, subject: str, text: str, language: str, reference: str) -> None:
    message = Message(
        to=to,
        subject=subject,
        text=f"{text}\n\nMPP Digital\n",
        html=environment(language)
        .get_template("identity/code_letter.html")
        .render(subject=subject, text=text, lang=language),
        language=language,
        message_id=f"<{reference}@{urlsplit(settings.PUBLIC_URL).hostname}>",
    )
    try:
        mailer().send(message)
    except (MailUnavailable, MailRefused):
        raise CodeNotSent(kind="email") from None


@cache
def code_couriers() -> Mapping[FactorKind, CodeCourier]:
    """Return who carries codes to people: the mail server, and an SMS gateway where there is one."""
    found: dict[FactorKind, CodeCourier] = {FactorKind.EMAIL: _mail_code}
    if gateway := sms_gateway():
        found[FactorKind.SMS] = gateway
    return found


@cache
def sms_gateway() -> SmsGateway | None:
    """Return the gateway for text messages, None where the operator has none."""
    env = settings.ENV
    return SmsGateway(Line("sms", env.sms_url), user=env.sms_user, password=env.sms_password) if env.sms_url else None


@cache
def texter() -> Texter | None:
    """Return who carries notices to telephones, None where the operator has no gateway."""
    gateway = sms_gateway()
    if gateway is None:
        return None

    def carry(*, to: str, text: str, reference: str) -> None:
        try:
            gateway(to=to, subject="MPP Digital", text=text, language="", reference=reference)
        except CodeNotSent:
            raise TextUnavailable(gateway="sms") from None

    return carry


@cache
def back_channel() -> BackChannel:
    """Return who tells regional applications that a session has ended."""
    return HttpBackChannel()


@cache
def signer() -> Signer:
    """Return what signs letters in this process."""
    env = settings.ENV
    if env.signer == "local":
        stamper = HttpTimeStamper(env.tsa_url) if env.tsa_url else None
        return LocalSigner(_development_keys(), timestamper=stamper)
    account = BsreSettings(url=env.esign_url, client=env.esign_user, secret=env.esign_password)
    return BsreSigner(account, signature_reader())


@cache
def signature_reader() -> SignatureReader:
    """Return what reads the signatures of files, and whom it trusts."""
    own = [_development_keys().root()] if settings.ENV.signer == "local" else []
    return CmsSignatureReader([*own, *certificates_at(settings.ENV.esign_roots)])


def _development_keys() -> DevelopmentKeys:
    return DevelopmentKeys(settings.ENV.state_dir / "esign")
