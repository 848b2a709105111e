"""Officers who can be trusted: invited, recovered by two, their entries seen, their sessions ended everywhere."""

import re
import subprocess
import sys
import time
from datetime import date, timedelta

import pyotp
import pytest
from django.db import connection

from mpp.foundation.actor import Actor, system
from mpp.foundation.cipher import blind_index
from mpp.foundation.clock import utc_now
from mpp.foundation.errors import NotFound
from mpp.foundation.ids import uuid7
from mpp.foundation.outbox import deliver_batch
from mpp.foundation.scope import entered
from mpp.identity import claims
from mpp.identity.events import OfficeEntered, SecondFactorFailed
from mpp.identity.operations.proving import ProofNeeded
from mpp.identity.operations.vouch_factor import FactorTooWeak
from mpp.identity.queries.factors import has_office_factor
from mpp.identity.tests.authenticators import SoftPasskey
from mpp.identity.watch import KNOWN_FOR, SessionWatch, _read_database, watch
from mpp.tenancy.links import token_of
from mpp.tenancy.listeners import record_entry, record_failure
from mpp.tenancy.models import Invitation
from mpp.tenancy.operations.accept_invitation import (
    InvitationForAnother,
    InvitationOver,
    InvitationUnknown,
    accept_invitation,
)
from mpp.tenancy.operations.ask_recovery import NotYourself, RecoveryWaits, ask_recovery
from mpp.tenancy.operations.confirm_recovery import RecoveryOver, TakesTwo, confirm_recovery
from mpp.tenancy.operations.end_officer_sessions import end_officer_sessions
from mpp.tenancy.operations.invite import EmailUnusable, invite
from mpp.tenancy.operations.sweep_entries import sweep_entries
from mpp.tenancy.queries import capacities_of
from mpp.tenancy.queries.access import AccessState, entries, officers_access, waiting_recoveries
from mpp.tenancy.rules import ENTRIES_KEPT, INVITATION_LASTS, RECOVERY_WAITS
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, a_region, an_admin, appointed
from tests.support.databases import CHECKOUT
from tests.support.signed_in import a_browser, signed_in

NIK, OTHER_NIK, THIRD_NIK = "3279014101900001", "3279010101900009", "3279010202800003"
ADDRESS = "dadan@kota-banjar.example"


@pytest.fixture(autouse=True)
def rolled_back(request):
    """Every test is taken back but the one that another process looks at."""
    if "cloned_database" not in request.fixturenames:
        request.getfixturevalue("db")


@pytest.fixture
def banjar():
    return a_region()


def officer_of(nik=NIK):
    return capacities_of(blind_index(nik), at=utc_now())[0].officer_id


def an_officer(region, *, nik=NIK, name="Dadan Ramdani", role="admin_gerai"):
    appointed(region, role, nik=nik, name=name)
    return officer_of(nik)


def invited(officer_id, by, *, now=None):
    invitation_id = uuid7()
    invite(invitation_id=invitation_id, officer_id=officer_id, email=ADDRESS, actor=by, now=now or utc_now())
    return token_of(invitation_id)


def session_of(browser):
    return claims.read(browser.cookies[claims.cookie_name()].value)


def accept(browser, token, *, now=None):
    session = session_of(browser)
    actor = session.actor(address="")
    return accept_invitation(token=token, session_id=session.session_id, actor=actor, now=now or utc_now())


def with_passkey(nik, name="Dadan Ramdani"):
    """A browser of this person, who has just made a passkey."""
    browser = signed_in(nik, name=name)
    passkey = SoftPasskey()
    options = browser.post("/akun/keamanan/passkey/mulai").json()
    answer = browser.post("/akun/keamanan/passkey", {"nama": "Telepon", "passkey": passkey.made(options)})
    assert answer.status_code == 302, answer.content.decode()
    return browser


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


# Invitations


def test_an_invited_officer_signs_in_makes_a_passkey_and_takes_the_post(banjar):
    token = invited(an_officer(banjar), an_admin(banjar))
    browser = signed_in(NIK)
    assert "Pasang kunci" in text(browser.get(f"/undangan/{token}"))
    browser = with_passkey(NIK)
    assert "Ambil jabatan" in text(browser.get(f"/undangan/{token}"))
    assert browser.post(f"/undangan/{token}")["Location"] == "/akun/kapasitas"
    assert has_office_factor(blind_index(NIK))
    [post] = capacities_of(blind_index(NIK), at=utc_now())
    chosen = browser.post("/akun/kapasitas", {"capacity": str(post.appointment_id)})
    assert chosen["Location"] == "/kota-banjar/petugas/"


def test_nobody_learns_from_a_link_for_whom_it_is(banjar):
    token = invited(an_officer(banjar), an_admin(banjar))
    for browser in (a_browser(), signed_in(OTHER_NIK, name="Budi")):
        page = text(browser.get(f"/undangan/{token}"))
        assert "Dadan" not in page
        assert NIK not in page


def test_an_invitation_opens_to_the_very_nik_only(banjar):
    token = invited(an_officer(banjar), an_admin(banjar))
    other = with_passkey(OTHER_NIK, "Budi")
    assert "untuk orang lain" in text(other.get(f"/undangan/{token}"))
    with pytest.raises(InvitationForAnother):
        accept(other, token)
    assert not has_office_factor(blind_index(OTHER_NIK))


def test_an_invitation_serves_once_for_seven_days_and_the_latest_only(banjar):
    officer, admin = an_officer(banjar), an_admin(banjar)
    first, second = invited(officer, admin), invited(officer, admin)
    browser = with_passkey(NIK)
    with pytest.raises(InvitationOver):
        accept(browser, first)
    with pytest.raises(InvitationOver):
        accept(browser, second, now=utc_now() + INVITATION_LASTS)
    accept(browser, second)
    with pytest.raises(InvitationOver):
        accept(browser, second)
    assert "tidak berlaku lagi" in text(browser.get(f"/undangan/{second}"))


def test_an_invented_link_is_none(banjar):
    browser = with_passkey(NIK)
    with pytest.raises(InvitationUnknown):
        accept(browser, "x" * 43)
    assert browser.get(f"/undangan/{'x' * 43}").status_code == 404


def test_without_a_proof_of_a_strong_factor_no_post_is_taken(banjar):
    token = invited(an_officer(banjar), an_admin(banjar))
    browser = signed_in(NIK)
    with pytest.raises((ProofNeeded, FactorTooWeak)):
        accept(browser, token)
    assert browser.post(f"/undangan/{token}").status_code == 409


def test_neither_the_link_nor_the_address_lies_in_clear(banjar):
    token = invited(an_officer(banjar), an_admin(banjar))
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(i::text, '') FROM tenancy_invitation i")
        kept = cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(payload::text, '') FROM outbox")
        kept += cursor.fetchone()[0]
    assert token not in kept
    assert ADDRESS not in kept


def test_appointing_with_an_address_invites_at_once(banjar):
    admin = signed_in_admin(banjar)
    answer = admin.post(
        "/kota-banjar/petugas/kantor/angkat",
        {"id": str(uuid7()), "jabatan": "admin_gerai", "status": "definitive", "nama": "Dadan Ramdani", "nik": NIK,
         "surel": ADDRESS, "sk": "800/1/2026", "mulai": "2026-01-05"},
    )  # fmt: skip
    assert answer.status_code == 302, text(answer)
    page = text(admin.get("/kota-banjar/petugas/akses"))
    assert "Diundang" in page
    assert ADDRESS not in page


def signed_in_admin(region, nik=THIRD_NIK):
    appointed(region, "admin_daerah", nik=nik, name="Yayan", actor=A_NATIONAL_ADMIN)
    return signed_in(nik, name="Yayan", role="admin_daerah")


def test_an_administrator_invites_the_officers_of_the_own_region_only(banjar):
    officer = an_officer(banjar)
    elsewhere = an_admin(a_region("kabupaten-bangli"))
    for act in (
        lambda: invited(officer, elsewhere),
        lambda: end_officer_sessions(officer_id=officer, actor=elsewhere, now=utc_now()),
        lambda: ask(officer, elsewhere),
    ):
        with pytest.raises(NotFound):
            act()


def test_what_is_no_address_is_refused(banjar):
    officer = an_officer(banjar)
    with pytest.raises(EmailUnusable):
        invite(invitation_id=uuid7(), officer_id=officer, email="dadan@", actor=an_admin(banjar), now=utc_now())


# Recovery by two


def an_administrator(region, nik, name):
    """An acting administrator who is an officer, as real ones are."""
    appointed(region, "admin_daerah", nik=nik, name=name, actor=A_NATIONAL_ADMIN)
    officer_id = next(each.officer_id for each in capacities_of(blind_index(nik), at=utc_now()))
    return Actor(role="admin_daerah", region_id=region.id, officer_id=officer_id, person_id=uuid7(), account_id=uuid7())


def ask(officer_id, by, *, now=None):
    recovery_id = uuid7()
    ask_recovery(
        recovery_id=recovery_id,
        officer_id=officer_id,
        reason="datang sendiri",
        email=ADDRESS,
        actor=by,
        now=now or utc_now(),
    )
    return recovery_id


def confirm(recovery_id, by, *, now=None):
    return confirm_recovery(recovery_id=recovery_id, actor=by, now=now or utc_now())


@pytest.fixture
def lost(banjar):
    """An officer at work who is about to lose everything."""
    officer = an_officer(banjar)
    signed_in(NIK, name="Dadan Ramdani", role="admin_gerai")
    return officer


def test_two_administrators_recover_an_officer_who_registers_anew(banjar, lost):
    one, two = an_administrator(banjar, OTHER_NIK, "Siti"), an_administrator(banjar, THIRD_NIK, "Yayan")
    recovery = ask(lost, one)
    assert has_office_factor(blind_index(NIK))
    assert confirm(recovery, two)
    assert not has_office_factor(blind_index(NIK))
    token = token_of(Invitation.objects.get(officer_id=lost, accepted_at=None, replaced_at=None).id)
    accept(with_passkey(NIK), token)
    assert has_office_factor(blind_index(NIK))


def test_recovery_ends_every_session_of_the_officer(banjar, lost):
    browser = signed_in(NIK, name="Dadan Ramdani", role="admin_gerai")
    session_id = session_of(browser).session_id
    one, two = an_administrator(banjar, OTHER_NIK, "Siti"), an_administrator(banjar, THIRD_NIK, "Yayan")
    assert session_id in confirm(ask(lost, one), two)
    assert not SessionWatch(_read_database).is_open(session_id, now=utc_now())


def test_neither_alone_nor_for_oneself(banjar, lost):
    one = an_administrator(banjar, OTHER_NIK, "Siti")
    recovery = ask(lost, one)
    with pytest.raises(TakesTwo):
        confirm(recovery, one)
    with pytest.raises(RecoveryWaits):
        ask(lost, one)
    with pytest.raises(NotYourself):
        ask(one.officer_id, one)
    two = an_administrator(banjar, THIRD_NIK, "Yayan")
    own = ask(two.officer_id, one)
    with pytest.raises(TakesTwo):
        confirm(own, two)


def test_the_nation_confirms_for_a_region_with_one_administrator(banjar, lost):
    one = an_administrator(banjar, OTHER_NIK, "Siti")
    recovery = ask(lost, one)
    appointed(None, "admin_nasional", nik=THIRD_NIK, name="Retno", actor=system())
    nation = Actor(role="admin_nasional", officer_id=officer_of(THIRD_NIK), person_id=uuid7(), account_id=uuid7())
    assert [each.id for each in waiting_recoveries(actor=nation, now=utc_now())] == [recovery]
    confirm(recovery, nation)
    elsewhere = an_administrator(a_region("kabupaten-bangli"), "5106010101800001", "Wayan")
    with pytest.raises(NotFound):
        confirm(ask(lost, one), elsewhere)


def test_a_recovery_does_not_wait_for_ever_and_serves_once(banjar, lost):
    one, two = an_administrator(banjar, OTHER_NIK, "Siti"), an_administrator(banjar, THIRD_NIK, "Yayan")
    late = ask(lost, one)
    with pytest.raises(RecoveryOver):
        confirm(late, two, now=utc_now() + RECOVERY_WAITS)
    confirm(late, two)
    with pytest.raises(RecoveryOver):
        confirm(late, two)


def test_the_two_are_named_on_the_pages(banjar, lost):
    one = signed_in_admin(banjar)
    page = f"/kota-banjar/petugas/akses/{lost}/pulihkan"
    assert one.post(page, {"alasan": "", "surel": ""}).status_code == 422
    assert one.post(page, {"alasan": "datang sendiri", "surel": ADDRESS}).status_code == 302
    shown = text(one.get("/kota-banjar/petugas/akses"))
    assert "Menunggu admin lain" in shown
    appointed(banjar, "admin_daerah", nik=OTHER_NIK, name="Siti", actor=A_NATIONAL_ADMIN)
    two = signed_in(OTHER_NIK, name="Siti", role="admin_daerah")
    href = re.search(r'href="([^"]+/pemulihan/[^"]+)"', two.get("/kota-banjar/petugas/akses").content.decode())[1]
    assert "datang sendiri" in text(two.get(href))
    assert two.post(href)["Location"].endswith("selesai=pulih")


# Sessions and entries


def test_an_administrator_ends_all_sessions_of_an_officer(banjar, lost):
    at_work = signed_in(NIK, name="Dadan Ramdani", role="admin_gerai")
    watch.forget()
    assert at_work.get("/akun/").status_code == 200
    admin = signed_in_admin(banjar)
    answer = admin.post(f"/kota-banjar/petugas/akses/{lost}/akhiri")
    assert answer["Location"].endswith("selesai=sesi")
    assert at_work.get("/akun/").status_code == 302


HEARD = {OfficeEntered: (record_entry,), SecondFactorFailed: (record_failure,)}


def delivered():
    while deliver_batch(HEARD, now=utc_now):
        pass


def test_entries_and_failures_are_seen_by_the_administrators_of_the_region_only(banjar, lost):
    browser = signed_in(NIK, name="Dadan Ramdani")
    code = pyotp.TOTP(pyotp.random_base32()).now()
    browser.post("/masuk/langkah-kedua", {"kode": code}, REMOTE_ADDR="203.0.113.77")
    delivered()
    admin = an_admin(banjar)
    seen = entries(actor=admin)
    assert {(each.name, each.result, each.detail) for each in seen} >= {
        ("Dadan Ramdani", "entered", "admin_gerai"),
        ("Dadan Ramdani", "failed", "totp"),
    }
    assert "203.0.113.x" in {each.address for each in seen}
    assert entries(actor=an_admin(a_region("kabupaten-bangli"))) == ()
    page = text(signed_in_admin(banjar).get("/kota-banjar/petugas/akses"))
    assert "Bukti salah: kode aplikasi" in page
    assert "203.0.113.77" not in page


def test_the_failure_of_a_citizen_is_nobodys_to_see(banjar):
    browser = with_passkey(OTHER_NIK, "Budi")
    browser.post("/masuk/langkah-kedua", {"cara": "passkey", "passkey": "{}"})
    delivered()
    assert entries(actor=an_admin(banjar)) == ()


def test_lines_of_long_ago_are_forgotten(banjar, lost):
    delivered()
    assert entries(actor=an_admin(banjar))
    later = utc_now() + ENTRIES_KEPT + timedelta(days=1)
    assert sweep_entries(actor=system(), now=later) >= 1
    assert entries(actor=an_admin(banjar)) == ()


def test_an_administrator_sees_who_cannot_work_yet(banjar):
    officer, admin = an_officer(banjar), an_admin(banjar)

    def state():
        [found] = officers_access(actor=admin, on=date(2026, 7, 6), now=utc_now())
        return found.state

    assert state() is AccessState.NOT_INVITED
    token = invited(officer, admin)
    assert state() is AccessState.INVITED
    accept(with_passkey(NIK), token)
    assert state() is AccessState.READY
    with entered(admin):
        assert Invitation.objects.get().accepted_at


#: Another web process: it has let the session in before, and knows what has ended as late as any process does.
OTHER_PROCESS = """
import sys, time, uuid
import django
django.setup()
from mpp.foundation.clock import utc_now
from mpp.identity.watch import watch
session_id = uuid.UUID(sys.argv[1])
print("open" if watch.is_open(session_id, now=utc_now()) else "refused", flush=True)
while watch.is_open(session_id, now=utc_now()):
    time.sleep(0.1)
print("refused", flush=True)
"""


def test_a_session_ended_here_is_refused_by_another_process_within_seconds(cloned_database):
    region = a_region()
    officer = an_officer(region)
    session_id = session_of(signed_in(NIK, name="Dadan Ramdani", role="admin_gerai")).session_id
    environ = cloned_database.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", OTHER_PROCESS, str(session_id)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ, cwd=CHECKOUT) as other:
        try:
            assert other.stdout.readline().strip() == "open"
            end_officer_sessions(officer_id=officer, actor=an_admin(region), now=utc_now())
            began = time.monotonic()
            assert other.stdout.readline().strip() == "refused"
            assert time.monotonic() - began < KNOWN_FOR + 2
        finally:
            other.kill()
