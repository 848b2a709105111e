"""Two regions at work, with somebody in every role and cases in every stage: rows that house tests try to reach."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings

from mpp.applications.queries.case import Case
from mpp.applications.tests.builders import (
    ANOTHER_NURSE,
    NAMES,
    NURSE,
    SERVICE,
    Office,
    a_draft,
    a_nurse,
    a_submitted_case,
    an_issued_case,
    an_office,
    the_case,
    the_registries,
)
from mpp.calendars.operations.declare_local_holiday import declare_local_holiday
from mpp.config.who_may import Route
from mpp.documents.queries import DocumentView, document_of
from mpp.documents.tests.fakes import FakeSignatureReader, FakeSigner
from mpp.federation.tests.builders import an_application
from mpp.foundation import ratelimit
from mpp.foundation.actor import Actor, system
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.identity.rules import CITIZEN
from mpp.identity.tests.fakes import FakeIdentityProvider
from mpp.identity.watch import watch
from mpp.privacy.operations.ask_for_copy import ask_for_copy
from mpp.privacy.operations.make_request import make_request
from mpp.privacy.rules import RequestKind
from mpp.privacy.tasks import make_copy
from mpp.tenancy.links import token_of
from mpp.tenancy.operations.invite import invite
from mpp.tenancy.queries import agency
from mpp.tenancy.rules import ROLES, AgencyKind
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, an_admin, an_agency, appointed
from mpp.ui.access import EVERYONE, SIGNED_IN
from mpp.uploads.links import link_to
from mpp.uploads.tests.builders import a_clean_one
from tests.support.signed_in import a_browser, signed_in

NOBODY = ""
OWN, OTHER = "kota-banjar", "kabupaten-bangli"


@dataclass(frozen=True, kw_only=True)
class World:
    """own: the region whose rows are looked for     other: the region that shall not see them

    staff: role -> a browser of somebody in that post of the own region     strangers: the same in the other region,
        for the roles that desks are open to
    owner, citizen: browsers of the nurse with the cases, and of another one
    """

    own: Office
    other: Office
    owner: Client
    citizen: Client
    staff: dict[str, Client]
    strangers: dict[str, Client]
    draft: Case
    submitted: Case
    issued: Case
    document: DocumentView
    values: dict[str, str] = field(default_factory=dict)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What nobody but the owner and the officers of her cases may ever read."""
        nik = NURSE
        return (NAMES[NURSE], nik, self.submitted.reference, self.issued.reference, self.document.number)

    def paths(self, route: Route) -> list[str]:
        """Return the addresses of the route at which there is something to be found."""
        cases = [self.draft, self.submitted, self.issued] if "application_id" in route.path else [self.draft]
        return [f"/{self._filled(route.path, case)}" for case in cases]

    def _filled(self, path: str, case: Case) -> str:
        values = self.values | SPECIAL.get(path, {}) | {"application_id": str(case.id)}
        return re.sub(r"<\w+:(\w+)>", lambda found: values[found[1]], path)


#: What a name in a path means there, when it is not what it usually means.
SPECIAL = {
    "wilayah/pilih/<slug:slug>": {"slug": OWN},
    "nasional/wilayah/<slug:slug>": {"slug": OWN},
    "nasional/wilayah/<slug:slug>/admin": {"slug": OWN},
}


@contextmanager
def a_world(folder: Path) -> Iterator[World]:
    """Keep the world as long as the block runs; nothing of it is committed. folder: for letters"""
    registries, signer, provider = the_registries(), FakeSigner(), FakeIdentityProvider()
    reader = FakeSignatureReader()
    fakes: dict[str, Any] = {
        "EVIDENCE_SOURCES": lambda region_id: registries.as_sources(),
        "DOCUMENTS_SIGNER": lambda: signer,
        "DOCUMENTS_SIGNATURE_READER": lambda: reader,
        "IDENTITY_DOORS": lambda: {"ikd": provider.door()},
        "MEDIA_ROOT": folder / "files",
        "UPLOADS_SCANNER": lambda: None,
    }
    with override_settings(**fakes), transaction.atomic():
        yield _built(registries)
        transaction.set_rollback(True)


def _built(registries: Any) -> World:
    own, other = an_office(OWN, registries=registries), an_office(OTHER, registries=registries)
    nurse = a_nurse(own)
    a_nurse(own, ANOTHER_NURSE)
    region_id = own.region.id

    def case(application_id: Any) -> Case:
        return the_case(application_id, region_id=region_id).case

    draft = a_draft(own, nurse)
    proof = a_clean_one(nurse, name="ijazah-neneng.pdf")
    issued = case(an_issued_case(own, nurse))
    submitted = case(a_submitted_case(own, nurse, facility="327902005").application_id)
    holiday_id, agency_id = uuid7(), own.clerk.agency_id
    declare_local_holiday(
        holiday_id=holiday_id,
        day=date(2026, 12, 30),
        name_id="Hari jadi kota",
        name_en="Founding day",
        basis="SK 1/2026",
        actor=an_admin(own.region),
        now=utc_now(),
    )
    appointment_id = appointed(own.region, "admin_daerah", nik="3279010101900099", name="Yayan", actor=A_NATIONAL_ADMIN)
    document = document_of(issued.id, actor=system(region_id))
    invitation_id = uuid7()
    invite(
        invitation_id=invitation_id,
        officer_id=own.clerk.officer_id,
        email="petugas@contoh.example",
        actor=an_admin(own.region),
        now=utc_now(),
    )
    owner = signed_in(NURSE, name=NAMES[NURSE])
    values = {
        "region": OWN,
        "slug": SERVICE,
        "page_key": own.offer.definition.form.pages[0].key,
        "field_key": "competence_file",
        "act_name": "ambil",
        "document_id": str(document.id),
        "token": document.token,
        "agency_id": str(agency_id),
        "appointment_id": str(appointment_id),
        "holiday_id": str(holiday_id),
        "session_id": str(uuid7()),
        "factor_id": str(uuid7()),
        "device_id": str(uuid7()),
        "request_id": str(_a_data_request(nurse)),
        "copy_id": str(_a_copy(nurse)),
        "officer_id": str(own.clerk.officer_id),
        "recovery_id": str(uuid7()),
        "invitation_token": token_of(invitation_id),
        "upload_id": str(proof.id),
        "link_id": link_to(proof.id, holder=proof.person_id, application_id=None, actor=nurse).rpartition("/")[2],
        "mandate_id": str(uuid7()),
        "steward_id": str(uuid7()),
        "preparation_id": str(uuid7()),
        "batch_id": str(uuid7()),
        "app_id": str(an_application(own.region).view.id),
        "secret_id": str(uuid7()),
        "consent_id": str(uuid7()),
        "door": "ikd",
        "source": "region",
        "word": "no-face",
        "language": "en",
        "kind": "not-found",
        "address": "mulai-praktik",
        "requirement": "site_plan",
    }
    return World(
        own=own,
        other=other,
        owner=owner,
        citizen=signed_in(ANOTHER_NURSE, name=NAMES[ANOTHER_NURSE]),
        staff={role: _officer(own, role) for role in ROLES},
        strangers={role: _officer(other, role) for role in (*other.officers, "admin_daerah")},
        draft=draft,
        submitted=submitted,
        issued=issued,
        document=document,
        values=values,
    )


def _a_data_request(nurse: Actor) -> UUID:
    request_id = uuid7()
    make_request(
        request_id=request_id,
        kind=RequestKind.CORRECTION,
        application_id=None,
        text="Alamat saya keliru.",
        actor=nurse,
        now=utc_now(),
    )
    return request_id


def _a_copy(nurse: Actor) -> UUID:
    copy_id = uuid7()
    ask_for_copy(copy_id=copy_id, language="id", actor=nurse, now=utc_now())
    make_copy(str(copy_id), str(nurse.person_id))
    return copy_id


def _officer(office: Office, role: str) -> Client:
    """Return the browser of whoever holds the post, appointed now where nobody did."""
    if role in office.officers:
        nik = office.niks[office.officers[role][0].officer_id]
    else:
        number = list(ROLES).index(role) + 1
        nik = f"{office.region.code.replace('.', '')}01010180{number:04d}"
        region, kind = None if ROLES[role].is_national else office.region, ROLES[role].agency_kind
        agency_id = _agency(office, kind) if kind else None
        appointed(region, role, agency_id=agency_id, nik=nik, name=f"Pejabat {number}", actor=system())
    return signed_in(nik, name="Pejabat", role=role)


def _agency(office: Office, kind: AgencyKind) -> UUID:
    """Return the office of this kind, founded now where there is none."""
    standing = agency(office.region.id, kind)
    return standing.id if standing else an_agency(office.region, kind, kind.value)


def may_open(route: Route, role: str) -> bool:
    """Return whether the declaration of the route lets somebody of the region in this role in."""
    roles = route.roles or frozenset()
    return EVERYONE in roles or (bool(role) and (SIGNED_IN in roles or role in roles))


def ask(browser: Client, path: str, *, method: str = "get", **given: Any) -> HttpResponse:
    """Return the answer; what it changed, cookies too, is taken back, and nobody has asked too often."""
    ratelimit.buckets.forget()
    cookies = browser.cookies.output()
    with transaction.atomic():
        answer: HttpResponse = getattr(browser, method)(path, **given)
        transaction.set_rollback(True)
    if method != "get":
        # A session that ended in this answer is open again; the process must not remember otherwise.
        watch.forget()
    browser.cookies = SimpleCookie(cookies.replace("Set-Cookie:", ""))
    return answer


def somebody(world: World) -> dict[str, Client]:
    """Return a browser for each role of the own region, the nurse for citizens, one not signed in for nobody."""
    return {NOBODY: a_browser(), CITIZEN: world.owner, **world.staff}
