"""The desk as an officer's browser sees it: what waits, one case, its acts and their refusals."""

import re
from datetime import date, timedelta

import pytest
from lxml import html

from mpp.applications.content import Verdict
from mpp.applications.operations.recommend import recommend
from mpp.applications.operations.take import take
from mpp.applications.operations.verify import verify
from mpp.applications.queries import desk as queries
from mpp.applications.rules import State
from mpp.applications.tests.builders import (
    ANOTHER_NURSE,
    NURSE,
    a_draft,
    a_nurse,
    a_recommended_case,
    a_submitted_case,
    a_verified_case,
    an_issued_case,
    an_office,
    the_case,
)
from mpp.documents.tests.fakes import FakeSigner
from mpp.evidence.rules.values import ExistingLicence, LicenceStatus, PersonStatus
from mpp.foundation import ratelimit
from mpp.foundation.clock import utc_now
from mpp.tenancy.rules import Tenure
from mpp.tenancy.tests.builders import appointed
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
QUEUE = "/kota-banjar/petugas/"


@pytest.fixture(autouse=True)
def full_buckets():
    ratelimit.buckets.forget()


@pytest.fixture
def as_officer(office):
    """A browser in which an officer of the office is signed in."""
    return lambda officer, **given: signed_in(office.niks[officer.officer_id], role=officer.role, **given)


@pytest.fixture
def clerk(office, as_officer):
    return as_officer(office.clerk)


@pytest.fixture
def head(office, as_officer):
    return as_officer(office.head)


def text(answer) -> str:
    [main] = html.fromstring(answer.content.decode()).xpath("//main")
    return " ".join(" ".join(main.itertext()).split())


def address(receipt) -> str:
    return f"{QUEUE}permohonan/{getattr(receipt, 'application_id', receipt)}/"


def send(browser, receipt, act, *, shown=None, **typed):
    """Fill the form of `act` on the page of the case as it was `shown` (as it is now when left out), and send it."""
    page = html.fromstring((shown or browser.get(address(receipt))).content.decode())
    hidden = {field: page.xpath(f"//input[@name='{field}']/@value")[0] for field in ("version", "seen", "key")}
    return browser.post(f"{address(receipt)}{act}", hidden | typed)


def case_of(office, receipt):
    return the_case(receipt.application_id, region_id=office.region.id).case


def now_ago(**units):
    return utc_now() - timedelta(**units)


# The queue.


def test_what_waits_for_a_role_is_listed_with_its_clock_the_most_urgent_first(office, nurse, clerk):
    a_submitted_case(office, nurse, now=utc_now())
    a_submitted_case(office, a_nurse(office, ANOTHER_NURSE), now=now_ago(days=30))
    shown = text(clerk.get(QUEUE))
    assert re.search(r"Terlambat \d+ hari .*Wawan Hermawan.*hari kerja lagi.*NENENG SITI ROHAENI", shown)


def test_an_empty_queue_says_so(clerk):
    assert "Antrean kosong" in text(clerk.get(QUEUE))
    assert "Anda tidak memegang permohonan" in text(clerk.get(f"{QUEUE}?punya=saya"))


def test_the_queue_is_leafed_through_and_back(office, nurse, clerk, monkeypatch):
    monkeypatch.setattr(queries, "PAGE_SIZE", 1)
    a_submitted_case(office, nurse, now=now_ago(days=9))
    a_submitted_case(office, a_nurse(office, ANOTHER_NURSE), now=utc_now())

    def leaf(answer, rel):
        [href] = html.fromstring(answer.content.decode()).xpath(f"//a[@rel='{rel}']/@href")
        return clerk.get(QUEUE + href.removeprefix(QUEUE))

    first = clerk.get(QUEUE)
    second = leaf(first, "next")
    assert "Wawan" in text(second)
    assert text(leaf(second, "prev")) == text(first)


@pytest.mark.parametrize("typed", ["sesudah=x", "sesudah=2026-13-01_1", "sebelum=2026-01-01_zz", "cari=%00%00%00"])
def test_an_address_changed_by_hand_shows_the_queue(clerk, typed):
    assert clerk.get(f"{QUEUE}?{typed}").status_code == 200


def test_the_search_finds_cases_of_the_officer_s_own_sector_only(office, nurse, clerk, as_officer):
    a_submitted_case(office, nurse, now=utc_now())
    assert "SIP Perawat" in text(clerk.get(f"{QUEUE}?cari=rohaeni"))
    assert "Tidak ditemukan" in text(as_officer(office.health_head).get(f"{QUEUE}?cari=rohaeni"))


def test_a_longer_queue_costs_no_more_questions(office, clerk, django_assert_max_num_queries):
    def questions():
        with django_assert_max_num_queries(100) as asked:
            clerk.get(QUEUE)
        return len(asked)

    a_submitted_case(office, a_nurse(office, "3279025708940011", name="Satu"), now=utc_now())
    clerk.get(QUEUE)
    one = questions()
    for number in (12, 13):
        a_submitted_case(office, a_nurse(office, f"32790257089400{number}", name="Dua"), now=utc_now())
    assert questions() == one


# Who may see a case.


def test_a_case_is_not_there_for_other_regions_other_sectors_and_while_it_is_a_draft(office, nurse, clerk, as_officer):
    receipt = a_submitted_case(office, nurse, now=utc_now())
    elsewhere = an_office("kabupaten-bangli")
    stranger = signed_in(elsewhere.niks[elsewhere.clerk.officer_id], role="verifikator_dpmptsp")
    for browser in (stranger, as_officer(office.health_head), signed_in(NURSE)):
        assert browser.get(address(receipt)).status_code == 404
    draft = a_draft(office, a_nurse(office, ANOTHER_NURSE), now=utc_now())
    assert clerk.get(address(draft.id)).status_code == 404


# One case.


def test_one_screen_holds_the_data_with_sources_the_checks_other_licences_and_the_history(office, nurse, clerk):
    licence = ExistingLicence(
        number="SIP-7", profession="perawat", place_code="F-7", place_name="Puskesmas Contoh", region_code="32.79",
        status=LicenceStatus.ACTIVE, valid_until=date(2029, 1, 31),
    )  # fmt: skip
    office.registries.workforce.held[NURSE] = (licence,)
    shown = text(clerk.get(address(a_submitted_case(office, nurse, now=utc_now()))))
    for words in (
        "Klinik Pratama Melati, Jalan Contoh 1, Pataruman", "Senin 08.00-14.00", "STR berlaku",
        "Konsil Kesehatan Indonesia (KKI)", "PR79025708940001", "SIP-7", "31 Jan 2029", "Permohonan diajukan",
    ):  # fmt: skip
        assert words in shown


def test_what_a_source_still_owes_is_told(office, nurse, clerk):
    office.registries.workforce.is_silent = True
    shown = text(clerk.get(address(a_submitted_case(office, nurse, now=utc_now()))))
    assert "Belum pasti" in shown
    assert "SISDMK belum menjawab." in shown


def test_a_case_that_a_colleague_holds_says_so_and_can_be_taken_over(office, nurse, clerk):
    receipt = a_submitted_case(office, nurse, now=utc_now())
    take(application_id=receipt.application_id, version=receipt.version, actor=office.another_clerk, now=utc_now())
    shown = clerk.get(address(receipt))
    assert "sedang dipegang Euis Komariah" in text(shown)
    assert b'action="' in shown.content
    assert b"/lengkap" not in shown.content
    done = send(clerk, receipt, "ambil")
    assert done["Location"] == f"{address(receipt)}?selesai=ambil"
    assert case_of(office, receipt).assigned_to == office.clerk.officer_id
    assert "Sekarang Anda memegang permohonan ini." in text(clerk.get(done["Location"]))


def test_there_is_one_primary_action(office, nurse, clerk, head, as_officer):
    receipt = a_submitted_case(office, nurse, now=utc_now())
    version = receipt.version

    def primaries(browser):
        page = html.fromstring(browser.get(address(receipt)).content.decode())
        buttons = page.xpath("//main//button")
        plain = [each for each in buttons if not re.search("--(secondary|warning)", each.get("class"))]
        return [each.text_content().strip() for each in plain]

    assert primaries(clerk) == ["Lengkap, teruskan"]
    version = verify(application_id=receipt.application_id, version=version, actor=office.clerk, now=utc_now()).version
    assert primaries(clerk) == []
    assert primaries(as_officer(office.health_officer)) == ["Kirim rekomendasi"]
    recommend(
        application_id=receipt.application_id, version=version, verdict=Verdict.POSITIVE, text="",
        actor=office.health_officer, now=utc_now(),
    )  # fmt: skip
    assert primaries(head) == ["Setujui dan tanda tangani"]


# The acts.


def test_after_an_act_the_queue_says_what_was_done_and_offers_the_next_case(office, nurse, clerk):
    receipt = a_submitted_case(office, nurse, now=utc_now())
    a_submitted_case(office, a_nurse(office, ANOTHER_NURSE), now=utc_now())
    done = send(clerk, receipt, "lengkap")
    assert done.status_code == 302
    shown = text(clerk.get(done["Location"]))
    assert "Berkas dinyatakan lengkap dan diteruskan." in shown
    assert f"{receipt.reference} · Berikutnya: Wawan Hermawan" in shown
    assert case_of(office, receipt).state is State.VERIFIED


def test_who_works_from_his_own_list_comes_back_to_it(office, nurse, clerk):
    receipt = a_submitted_case(office, nurse, now=utc_now())
    send(clerk, receipt, "ambil")
    assert "punya=saya" in send(clerk, receipt, "lengkap")["Location"]


def test_a_made_up_success_is_not_shown(clerk):
    assert "Hubungi" not in text(clerk.get(f"{QUEUE}?selesai=lengkap&nomor=Hubungi+0800"))


def test_a_page_sent_twice_does_its_act_once(office, nurse, clerk):
    receipt = a_submitted_case(office, nurse, now=utc_now())
    shown = clerk.get(address(receipt))
    assert [send(clerk, receipt, "lengkap", shown=shown).status_code for _ in range(2)] == [302, 302]


def test_of_two_officers_the_second_is_told_who_did_what_and_keeps_his_words(office, nurse, clerk, as_officer):
    receipt = a_submitted_case(office, nurse, now=utc_now())
    shown = clerk.get(address(receipt))
    send(as_officer(office.another_clerk), receipt, "ambil")
    refused = send(clerk, receipt, "kembalikan", shown=shown, **{"gap-schedule": "Jamnya tidak cocok."})
    assert refused.status_code == 409
    told = text(refused)
    assert "sudah berubah sejak Anda membukanya" in told
    assert "Petugas mulai memeriksa · Euis Komariah, DPMPTSP" in told
    assert "Yang Anda tulis belum dikirim: Jamnya tidak cocok." in told


def test_after_a_change_that_leaves_the_act_open_the_form_stands_open_with_its_words(office, nurse, clerk):
    receipt = a_submitted_case(office, nurse, now=utc_now())
    shown = clerk.get(address(receipt))
    send(clerk, receipt, "ambil")
    typed = {"gap-schedule": "Jamnya tidak cocok."}
    refused = send(clerk, receipt, "kembalikan", shown=shown, **typed)
    page = html.fromstring(refused.content.decode())
    assert page.xpath("//details[@open]//textarea[@name='gap-schedule']")[0].text.strip() == "Jamnya tidak cocok."

    assert send(clerk, receipt, "kembalikan", shown=refused, **typed).status_code == 302


def test_gaps_are_marked_at_their_fields_and_shown_to_the_office_too(office, nurse, clerk):
    receipt = a_submitted_case(office, nurse, now=utc_now())
    send(clerk, receipt, "kembalikan", **{"gap-schedule": "Jamnya tidak cocok.", "gap-": "Foto buram."})
    assert [gap.field for gap in case_of(office, receipt).opened().gaps] == ["schedule", ""]
    shown = text(clerk.get(address(receipt)))
    assert "Yang diminta diperbaiki" in shown
    assert "Jam berhenti: menunggu perbaikan pemohon." in shown


def test_a_return_without_a_gap_is_told_at_the_form(office, nurse, clerk):
    receipt = a_submitted_case(office, nurse, now=utc_now())
    refused = send(clerk, receipt, "kembalikan")
    assert refused.status_code == 422
    assert "Tulis paling sedikit satu kekurangan." in text(refused)
    assert case_of(office, receipt).state is State.SUBMITTED


def test_a_recommendation_without_a_choice_records_nothing_and_keeps_the_words(office, nurse, as_officer):
    receipt = a_verified_case(office, nurse, now=utc_now())
    refused = send(as_officer(office.health_officer), receipt, "rekomendasi", opinion="Sudah saya kunjungi.")
    assert "Pilih salah satu rekomendasi." in text(refused)
    assert b"Sudah saya kunjungi." in refused.content
    assert case_of(office, receipt).state is State.VERIFIED


def test_an_objection_needs_its_reasons(office, nurse, as_officer):
    receipt = a_verified_case(office, nurse, now=utc_now())
    browser = as_officer(office.health_officer)
    assert "Tulis catatan atau alasannya." in text(send(browser, receipt, "rekomendasi", verdict="negative"))
    assert send(browser, receipt, "rekomendasi", verdict="negative", opinion="Belum layak.").status_code == 302
    assert case_of(office, receipt).opened().opinion.text == "Belum layak."


def test_a_text_that_is_too_long_is_told_not_cut(office, nurse, as_officer):
    receipt = a_verified_case(office, nurse, now=utc_now())
    refused = send(
        as_officer(office.health_officer), receipt, "rekomendasi", verdict="conditional", opinion="kata " * 500
    )
    assert "Paling banyak 2000 huruf." in text(refused)
    assert case_of(office, receipt).state is State.VERIFIED


def test_a_rejection_needs_its_legal_basis_and_keeps_its_reasons(office, nurse, head):
    receipt = a_recommended_case(office, nurse, now=utc_now())
    refused = send(head, receipt, "tolak", reasons="Klinik sudah ditutup.", legal_basis="")
    assert "Tulis dasar hukumnya." in text(refused)
    assert b"Klinik sudah ditutup." in refused.content
    send(head, receipt, "tolak", reasons="Klinik sudah ditutup.", legal_basis="Pasal 147")
    assert "Klinik sudah ditutup." in text(head.get(address(receipt)))


def test_a_case_is_handed_to_a_chosen_colleague(office, nurse, clerk):
    receipt = a_submitted_case(office, nurse, now=utc_now())
    assert "Pilih rekan yang menerima permohonan ini." in text(send(clerk, receipt, "serahkan"))
    send(clerk, receipt, "serahkan", colleague=str(office.another_clerk.officer_id))
    assert case_of(office, receipt).assigned_to == office.another_clerk.officer_id


@pytest.mark.parametrize("sent", [{"version": "0x1"}, {"version": "٣"}, {"version": "9" * 30}, {"key": "\x00" * 9}])
def test_hidden_fields_changed_by_hand_break_nothing(office, nurse, clerk, sent):
    receipt = a_submitted_case(office, nurse, now=utc_now())
    given = {"version": str(receipt.version), "key": "", "seen": "²"} | sent
    assert clerk.post(f"{address(receipt)}lengkap", given).status_code in (302, 409)


def test_the_address_of_an_act_opened_directly_leads_to_the_case(office, nurse, clerk):
    receipt = a_submitted_case(office, nurse, now=utc_now())
    for act in ("lengkap", "tidak-ada"):
        assert clerk.get(f"{address(receipt)}{act}")["Location"] == address(receipt)


# Signing one.


def test_the_signer_approves_and_signs_with_his_passphrase(office, nurse, head, signer):
    receipt = a_recommended_case(office, nurse, now=utc_now())
    done = send(head, receipt, "tanda-tangan", passphrase=FakeSigner.PASSPHRASE)
    shown = text(head.get(done["Location"]))
    assert "Surat ditandatangani dan segera terbit." in shown
    assert "Berikutnya" not in shown, "what was just signed is not what comes next"
    assert len(signer.asked) == 1


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (lambda signer: None, "Passphrase salah."),
        (lambda signer: setattr(signer, "is_down", True), "Layanan tanda tangan sedang tidak menjawab."),
        (lambda signer: signer._wrong.update({"3279017005690001": 3}), "Akun tanda tangan Anda terkunci."),
    ],
)
def test_a_signature_that_fails_says_so_and_can_be_tried_again(office, nurse, head, signer, prepare, said):
    receipt = a_recommended_case(office, nurse, now=utc_now())
    prepare(signer)
    refused = send(head, receipt, "tanda-tangan", passphrase="bukan-ini-passphrasenya")
    assert said in text(refused)
    assert b"bukan-ini-passphrasenya" not in refused.content
    assert case_of(office, receipt).state is State.SIGNING
    assert "Nomor sudah ada, menunggu tanda tangan" in text(refused)
    signer.is_down = False
    signer._wrong.clear()
    assert send(head, receipt, "tanda-tangan", passphrase=FakeSigner.PASSPHRASE).status_code == 302


def test_only_wrong_passphrases_are_counted(office, head, signer):
    for number in range(11, 18):
        nurse = a_nurse(office, f"32790257089400{number}", name="Satu")
        receipt = a_recommended_case(office, nurse, now=utc_now())
        assert send(head, receipt, "tanda-tangan", passphrase=FakeSigner.PASSPHRASE).status_code == 302
    receipt = a_recommended_case(office, a_nurse(office), now=utc_now())
    for _ in range(5):
        send(head, receipt, "tanda-tangan", passphrase="salah")
    assert "Terlalu banyak passphrase salah." in text(send(head, receipt, "tanda-tangan", passphrase="salah"))


def test_what_a_source_says_on_the_day_of_the_decision_is_told(office, nurse, head):
    receipt = a_recommended_case(office, nurse, now=now_ago(hours=3))
    office.registries.population.statuses[NURSE] = PersonStatus.DECEASED
    refused = send(head, receipt, "tanda-tangan", passphrase=FakeSigner.PASSPHRASE)
    assert "meninggal" in text(refused)
    assert case_of(office, receipt).state is State.RECOMMENDED


def test_a_source_that_is_silent_on_that_day_leaves_the_case_where_it_was(office, nurse, head):
    receipt = a_recommended_case(office, nurse, now=now_ago(hours=3))
    office.registries.registration.is_silent = True
    refused = send(head, receipt, "tanda-tangan", passphrase=FakeSigner.PASSPHRASE)
    assert "belum dikonfirmasi oleh sumbernya" in text(refused)
    assert case_of(office, receipt).state is State.RECOMMENDED


def test_while_somebody_stands_in_for_the_head_he_is_told_who_signs(office, nurse, head):
    receipt = a_recommended_case(office, nurse, now=utc_now())
    appointed(
        office.region, "kepala_dpmptsp", agency_id=office.head.agency_id, tenure=Tenure.PLH, nik="3279021408700099",
        name="Ujang Suherman",
    )  # fmt: skip
    shown = head.get(address(receipt))
    assert "yang bertindak: Ujang Suherman, Plh. Kepala" in text(shown)
    assert b'name="passphrase"' not in shown.content
    assert case_of(office, receipt).state is State.RECOMMENDED


def test_an_issued_case_shows_its_letter_and_no_acts(office, nurse, clerk):
    shown = clerk.get(address(an_issued_case(office, nurse, now=utc_now())))
    assert "Unduh surat (PDF)" in text(shown)
    assert "Tindakan" not in text(shown)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_state_has_a_page_in_both_languages(office, nurse, as_officer, language):
    browser = as_officer(office.clerk, language=language)
    receipt = a_submitted_case(office, nurse, now=utc_now())
    send(browser, receipt, "kembalikan", **{"gap-": "Foto buram."})
    assert browser.get(address(receipt)).status_code == 200
