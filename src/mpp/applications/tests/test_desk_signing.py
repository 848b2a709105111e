"""Many letters with one passphrase: chosen at the desk, signed by the worker, watched on a page."""

import re
from datetime import timedelta

import pytest
from lxml import html

from mpp.applications.content import Verdict
from mpp.applications.operations.recommend import recommend
from mpp.applications.operations.take import take
from mpp.applications.rules import State
from mpp.applications.tests.builders import (
    ANOTHER_NURSE,
    NAMES,
    NURSE,
    a_nurse,
    a_recommended_case,
    a_verified_case,
    an_approved_case,
    the_case,
)
from mpp.documents.batch import SigningDesk
from mpp.documents.rules import WORKER_LIVES
from mpp.documents.tests.fakes import FakeSigner
from mpp.evidence.rules.values import PersonStatus
from mpp.foundation import ratelimit
from mpp.foundation.clock import utc_now
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
SIGNING = "/kota-banjar/petugas/tanda-tangan"


@pytest.fixture(autouse=True)
def full_buckets():
    ratelimit.buckets.forget()


@pytest.fixture
def head(office):
    return signed_in(office.niks[office.head.officer_id], role=office.head.role)


@pytest.fixture
def worker(office, signer) -> SigningDesk:
    desk = SigningDesk(lambda: signer, clock=utc_now)
    desk.work()
    return desk


@pytest.fixture
def two(office):
    """Two cases that wait for the signature of the head."""
    return [a_recommended_case(office, a_nurse(office, nik), now=utc_now()) for nik in (NURSE, ANOTHER_NURSE)]


def page(answer):
    return html.fromstring(answer.content.decode())


def text(answer) -> str:
    [main] = page(answer).xpath("//main")
    return " ".join(" ".join(main.itertext()).split())


def chosen(answer) -> list[str]:
    return page(answer).xpath("//input[@name='pilih'][@checked]/@value")


def sign(head, *receipts, passphrase=FakeSigner.PASSPHRASE, shown=None):
    shown = page(shown or head.get(SIGNING))
    versions = {each.get("name"): each.get("value") for each in shown.xpath("//input[starts-with(@name, 'versi-')]")}
    return head.post(
        SIGNING,
        versions | {"pilih": [str(receipt.application_id) for receipt in receipts], "passphrase": passphrase},
    )


def state(office, receipt):
    return the_case(receipt.application_id, region_id=office.region.id).case.state


def test_nothing_to_sign_says_so(head):
    assert "Tidak ada yang menunggu tanda tangan Anda" in text(head.get(SIGNING))


def test_what_needs_no_second_look_is_chosen_beforehand(office, two, head):
    conditional = a_verified_case(office, a_nurse(office, "3279025708940011", name="Suparmi"), now=utc_now())
    recommend(
        application_id=conditional.application_id, version=conditional.version, verdict=Verdict.CONDITIONAL,
        text="Dengan pengawasan.", actor=office.health_officer, now=utc_now(),
    )  # fmt: skip
    shown = head.get(SIGNING)
    assert sorted(chosen(shown)) == sorted(str(receipt.application_id) for receipt in two)
    assert "Suparmi" in text(shown)


def test_one_passphrase_signs_all_that_were_chosen(office, two, head, worker, signer):
    sent = sign(head, *two)
    assert "Masih berjalan." in text(head.get(sent["Location"]))
    while worker.work():
        pass
    done = text(head.get(sent["Location"]))
    assert "Semua surat sudah ditandatangani dan segera terbit." in done
    assert all(NAMES[nik] in done for nik in (NURSE, ANOTHER_NURSE))
    assert len(signer.asked) == 2


def test_the_page_asks_by_itself_how_far_it_is_and_without_scripts_too(two, head, worker):
    address = sign(head, *two)["Location"]
    shown = head.get(address)
    assert page(shown).xpath("//div[@id='batch']/@hx-get") == [address]
    assert b'<noscript><meta http-equiv="refresh"' in shown.content
    worker.work()
    part = head.get(address, headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert "1/2" in part.content.decode()
    while worker.work():
        pass
    assert not page(head.get(address)).xpath("//@hx-get")


def test_one_that_is_not_chosen_stays_as_it_was(office, two, head, worker):
    sign(head, two[0])
    assert [state(office, receipt) for receipt in two] == [State.SIGNING, State.RECOMMENDED]


def test_nothing_chosen_is_told(two, head, worker):
    assert "Pilih paling sedikit satu surat." in text(sign(head))


def test_without_a_worker_nothing_is_approved_and_the_choice_stays(office, two, head):
    refused = sign(head, two[1])
    assert "Tanda tangan sekaligus sedang tidak tersedia." in text(refused)
    assert chosen(refused) == [str(two[1].application_id)]
    assert state(office, two[1]) is State.RECOMMENDED


def test_who_does_not_hold_the_post_today_signs_nothing(office, two, head, worker, monkeypatch):
    monkeypatch.setattr("mpp.applications.issuing.signing_as", lambda *given, on: None)
    assert "tidak tercatat sebagai pejabat" in text(sign(head, *two))
    assert state(office, two[0]) is State.RECOMMENDED


def test_a_wrong_passphrase_fails_all_once_and_is_asked_for_again(two, head, worker, signer):
    address = sign(head, *two, passphrase="bukan-ini-passphrasenya")["Location"]
    while worker.work():
        pass
    shown = head.get(address)
    assert text(shown).count("Passphrase salah.") == 2
    assert "Tulis passphrase sekali lagi" in text(shown)
    assert sum(signer._wrong.values()) == 1
    assert b"bukan-ini-passphrasenya" not in shown.content
    head.post(address, {"passphrase": FakeSigner.PASSPHRASE})
    while worker.work():
        pass
    assert "Semua surat sudah ditandatangani" in text(head.get(address))


def test_after_a_restart_of_the_worker_the_passphrase_is_asked_for_again(two, head, worker, signer, monkeypatch):
    address = sign(head, *two)["Location"]
    later = utc_now() + WORKER_LIVES + timedelta(seconds=1)
    monkeypatch.setattr("mpp.ui.middleware.utc_now", lambda: later)
    after_restart = SigningDesk(lambda: signer, clock=lambda: later)
    assert after_restart.work() is False
    shown = text(head.get(address))
    assert "sudah melupakan passphrase Anda" in shown
    assert "Masih berjalan." not in shown
    assert head.post(address, {"passphrase": FakeSigner.PASSPHRASE})["Location"] == address
    while after_restart.work():
        pass
    assert "Semua surat sudah ditandatangani" in text(head.get(address))


def test_a_dead_service_lets_the_letters_wait(two, head, worker, signer):
    signer.is_down = True
    address = sign(head, *two)["Location"]
    worker.work()
    assert "Masih berjalan." in text(head.get(address))


def test_what_could_not_be_approved_is_named_with_its_reason_and_the_rest_is_signed(office, two, head, worker):
    office.registries.population.statuses[NURSE] = PersonStatus.DECEASED
    later = a_recommended_case(
        office, a_nurse(office, "3279025708940011", name="Suparmi"), now=utc_now() - timedelta(hours=1)
    )
    shown = head.get(SIGNING)
    take(application_id=two[1].application_id, version=two[1].version, actor=office.head, now=utc_now())
    office.registries.population.statuses["3279025708940011"] = PersonStatus.DECEASED
    sent = sign(head, *two, later, shown=shown)
    told = text(head.get(sent["Location"]))
    assert re.search("Tidak ikut ditandatangani.*Wawan Hermawan Permohonan ini sudah berubah", told)
    assert re.search("Suparmi Ada syarat yang belum terpenuhi", told)
    assert state(office, two[0]) is State.SIGNING


def test_when_none_can_be_signed_the_list_says_why(office, two, head, worker):
    shown = head.get(SIGNING)
    take(application_id=two[1].application_id, version=two[1].version, actor=office.head, now=utc_now())
    assert "sudah berubah" in text(sign(head, two[1], shown=shown))


def test_an_approved_letter_whose_signature_failed_is_signed_with_the_others(office, head, worker, signer):
    approved = an_approved_case(office, a_nurse(office), now=utc_now())
    assert "Sudah disetujui, tinggal tanda tangan" in text(head.get(SIGNING))
    address = sign(head, approved)["Location"]
    while worker.work():
        pass
    assert "Semua surat sudah ditandatangani" in text(head.get(address))
    assert signer.asked == [approved.number]


def test_a_batch_is_its_signer_s_alone(office, two, head, worker):
    address = sign(head, *two)["Location"]
    assert signed_in(office.niks[office.health_head.officer_id], role="kepala_dinkes").get(address).status_code == 404
    assert head.get(f"{SIGNING}/{two[0].application_id}").status_code == 404


@pytest.mark.parametrize("role", ["clerk", "health_officer"])
def test_only_signers_have_this_desk(office, role):
    officer = getattr(office, role)
    browser = signed_in(office.niks[officer.officer_id], role=officer.role)
    assert browser.get(SIGNING).status_code in (403, 404)


def test_what_the_address_says_of_the_left_out_is_believed_for_nothing(two, head, worker):
    address = sign(head, *two)["Location"]
    shown = head.get(f"{address}?ditunda=x.y&ditunda={address[-36:]}.kode")
    assert shown.status_code == 200
    assert "Tidak ikut ditandatangani" not in text(shown)
