"""The pages of an applicant, from the first choice to the list of one's own cases."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mpp.applications.content import Gap
from mpp.applications.operations.return_for_correction import return_for_correction
from mpp.applications.tests.builders import (
    ANOTHER_NURSE,
    CLINIC,
    HOSPITAL,
    NURSE,
    SERVICE,
    a_nurse,
    an_office,
    the_case,
)
from mpp.applications.tests.walking import DECLARED, FIRST, SCHEDULE, a_citizen, a_complete_draft, text
from mpp.evidence.rules.values import CreditsVerdict, ExistingLicence, LicenceStatus, PersonStatus
from mpp.foundation.clock import utc_now
from mpp.identity.watch import watch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nurse")]


def a_licence(number="503/7/SIP/2021", *, place=CLINIC, name="Klinik Pratama Melati", region="32.79"):
    return ExistingLicence(
        number=number,
        profession="perawat",
        place_code=place,
        place_name=name,
        region_code=region,
        status=LicenceStatus.ACTIVE,
        valid_until=date(2027, 1, 12),
    )


def content_of(walker, office):
    return the_case(walker.id, region_id=office.region.id).case.opened()


# Begin


def test_a_first_licence_at_a_facility_needs_no_upload_and_six_answers(office):
    walker = a_complete_draft(office)
    checked = walker.get("periksa")
    assert "Anda mengisi 6 dari" in text(checked)
    sent = walker.hand_in()
    assert sent["Location"] == f"{walker.base}/terkirim"
    received = text(walker.browser.get(sent["Location"]))
    assert "Permohonan Anda sudah kami terima" in received
    assert "Nomor permohonan 3279-SIP-PERAWAT-" in received
    assert "Diputuskan paling lambat" in received
    assert "DPMPTSP : Memeriksa kelengkapan" in received
    form = office.offer.definition.form
    asked = {key for page in FIRST.values() for key in page}
    assert not any(field.widget == "file" and field.key in asked for field in form.fields)


def test_a_kind_must_be_chosen(office):
    refused = a_citizen().browser.post("/kota-banjar/ajukan/sip-perawat", {"id": "", "variant": ""})
    assert refused.status_code == 422
    assert "Pilih jenis permohonan" in text(refused)


def test_a_service_that_a_region_has_not_opened_cannot_be_applied_for(office):
    an_office("kabupaten-bangli")
    assert a_citizen().browser.get("/kabupaten-bangli/ajukan/sip-bidan").status_code == 404


def test_drafts_begun_before_are_offered_first(office):
    walker = a_citizen()
    walker.begin()
    shown = walker.browser.get("/kota-banjar/ajukan/sip-perawat")
    assert "Anda sudah memulai permohonan ini" in text(shown)
    assert f'href="{walker.base}/"' in shown.content.decode()


def test_pressing_the_first_button_twice_makes_one_draft(office):
    walker = a_citizen()
    typed = {"variant": "first", "id": "01a20000-0000-7000-8000-000000000001"}
    first, second = (walker.browser.post("/kota-banjar/ajukan/sip-perawat", typed) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert text(walker.browser.get("/akun/permohonan")).count("SIP baru") == 1


# Tasks and the data of the registries


def test_the_task_list_leads_through_what_is_open(office):
    walker = a_citizen()
    walker.begin()
    tasks = text(walker.get())
    assert "Tempat praktik Belum diisi" in tasks
    assert walker.fill("practice_mode", {"practice_mode": "facility"})["Location"] == f"{walker.base}/isi/facility"
    assert walker.fill("facility", {"facility": CLINIC})["Location"] == f"{walker.base}/isi/schedule"
    assert "Tempat praktik Selesai" in text(walker.get())
    walker.fill_all({"schedule": SCHEDULE, "declaration": DECLARED})
    assert walker.fill("break", {"long_break": "no"})["Location"] == f"{walker.base}/periksa"
    assert "Periksa dan ajukan" in text(walker.get())


def test_your_data_say_from_whom_when_and_why(office):
    walker = a_citizen()
    walker.begin()
    known = text(walker.get("data"))
    assert "Konsil Kesehatan Indonesia (KKI) Diambil" in known
    assert "untuk mengisi permohonan" in known
    assert "STR berlaku sampai" in known
    assert "Seumur hidup" in known


def test_a_wrong_value_leads_to_a_report_and_not_to_a_text_box(office):
    walker = a_citizen()
    walker.begin()
    asked = walker.get("data/lapor", data="address").content.decode()
    assert '<option value="address" selected>' in asked
    refused = walker.browser.post(f"{walker.base}/data/lapor", {"item": "", "text": ""})
    assert refused.status_code == 422
    assert "Pilih data yang salah" in text(refused)
    sent = walker.browser.post(f"{walker.base}/data/lapor", {"item": "address", "text": "Jalan Contoh 33"})
    assert sent["Location"] == f"{walker.base}/data"
    assert "Dilaporkan salah: Jalan Contoh 33" in text(walker.get("data"))


def test_a_report_may_only_be_about_what_is_known(office):
    walker = a_citizen()
    walker.begin()
    refused = walker.browser.post(f"{walker.base}/data/lapor", {"item": "education2", "text": "x"})
    assert refused.status_code == 422


# Questions


@pytest.mark.parametrize(
    ("page", "values", "said"),
    [
        ("practice_mode", {}, "Pilih salah satu"),
        ("facility", {}, "Pilih satu fasilitas kesehatan"),
        ("facility", {"facility": "999999999"}, "Pilih dari daftar yang tersedia"),
        ("schedule", {}, "Isi jam praktik paling sedikit untuk satu hari"),
        ("schedule", {"schedule-mon-opens": "8"}, "Senin: tulis jam buka dan jam tutup"),
        ("schedule", {"schedule-tue-opens": "15", "schedule-tue-closes": "9"}, "Selasa: jam tutup harus sesudah"),
        ("break", {}, "Pilih salah satu"),
        ("declaration", {"place_statement": "yes"}, "Centang pernyataan ini"),
    ],
)
def test_a_faulty_page_is_given_back_with_what_was_typed(office, page, values, said):
    walker = a_citizen()
    walker.begin()
    refused = walker.fill(page, values)
    assert refused.status_code == 422
    assert said in text(refused)
    assert "Kesalahan:" in refused.content.decode().partition("</title>")[0]
    for value in values.values():
        assert f'value="{value}"' in refused.content.decode() or page == "facility"


def test_a_facility_of_another_region_is_no_choice(office):
    bangli = an_office("kabupaten-bangli", registries=office.registries)
    office.registries.facilities.facilities += (
        replace(office.registries.facilities.facilities[0], code=bangli.clinic, region_code="51.06"),
    )
    walker = a_citizen()
    walker.begin()
    assert walker.fill("facility", {"facility": bangli.clinic}).status_code == 422


def test_a_facility_is_found_by_name_or_district_without_scripts(office):
    walker = a_citizen()
    walker.begin()
    for words in ("melati", "PATARUMAN"):
        found = walker.get("isi/facility", cari_fasilitas=words).content.decode()
        assert f'value="{CLINIC}"' in found
        assert f'value="{HOSPITAL}"' not in found
    assert "Tidak ada fasilitas dengan nama itu" in text(walker.get("isi/facility", cari_fasilitas="zzz"))
    assert "Tulis sedikitnya dua huruf" in text(walker.get("isi/facility", cari_fasilitas="z"))


def test_while_one_types_only_the_results_travel(office):
    walker = a_citizen()
    walker.begin()
    part = walker.browser.get(
        f"{walker.base}/isi/facility", {"cari_fasilitas": "melati"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert f'value="{CLINIC}"' in part
    assert "<html" not in part


def test_hours_are_copied_to_the_other_days_by_a_button(office):
    walker = a_citizen()
    walker.begin()
    copied = walker.fill("schedule", SCHEDULE | {"schedule-wed-opens": "9", "salin": "fri"}).content.decode()
    for day, hour in (("tue", "8"), ("wed", "9"), ("fri", "8"), ("sat", "")):
        assert f'name="schedule-{day}-opens" value="{hour}"' in copied
    assert content_of(walker, office).answers.get("schedule") is None, "nothing is saved yet"


def test_a_question_that_an_answer_calls_for_comes_next_and_is_no_mistake(office):
    walker = a_citizen()
    walker.begin()
    assert "Bukti uji kompetensi" not in text(walker.get("isi/break"))
    answered = walker.fill("break", {"long_break": "yes"})
    assert answered["Location"] == f"{walker.base}/isi/break#competence_file"
    shown = text(walker.get("isi/break"))
    assert "Bukti uji kompetensi" in shown
    assert "Ada yang perlu diperbaiki" not in shown
    refused = walker.fill("break", {"long_break": "yes"})
    assert "Pilih berkas yang diminta" in text(refused)
    assert walker.fill("break", {"long_break": "no"}).status_code == 302
    assert "Bukti uji kompetensi" not in text(walker.get("isi/break"))


def test_ones_own_practice_is_written_down(office):
    walker = a_citizen()
    walker.begin()
    walker.fill("practice_mode", {"practice_mode": "own"})
    assert walker.fill("own_place", {"own_place_name": "Praktik Neneng"}).status_code == 422
    place = {
        "own_place_name": "Praktik Neneng",
        "own_place_address": "Jalan Mawar 2\nDesa Mekar",
        "own_place_district": "Langensari",
    }
    walker.fill_all({"own_place": place} | {page: FIRST[page] for page in ("schedule", "break", "declaration")})
    assert walker.hand_in()["Location"].endswith("/terkirim")
    assert "Praktik Neneng" in text(walker.get())


def test_a_page_that_is_not_asked_leads_back_and_one_that_is_none_is_not_found(office):
    walker = a_citizen()
    walker.begin()
    assert walker.get("isi/own_place")["Location"] == f"{walker.base}/"
    assert walker.get("isi/nothing").status_code == 404


def test_what_nobody_knows_is_asked(office):
    worker = office.registries.workforce.workers[NURSE]
    office.registries.workforce.workers[NURSE] = replace(worker, education="")
    walker = a_citizen(email="")
    walker.begin()
    assert "Pendidikan terakhir" in text(walker.get("isi/profile"))
    assert "Boleh dikosongkan" in text(walker.get())
    walker.fill_all(FIRST | {"profile": {"education": "Poltekkes Contoh"}, "contact": {"email": ""}})
    assert walker.hand_in()["Location"].endswith("/terkirim")


# Renewal and move


def test_a_renewal_asks_for_three_answers_at_most(office):
    office.registries.workforce.held[NURSE] = (a_licence(),)
    walker = a_citizen()
    walker.begin("renewal")
    assert "Klinik Pratama Melati" in text(walker.get("isi/replaced"))
    walker.fill_all({"schedule": SCHEDULE, "declaration": DECLARED})
    checked = text(walker.get("periksa"))
    assert "Anda mengisi 3 dari" in checked
    assert "503/7/SIP/2021" in checked
    assert walker.hand_in()["Location"].endswith("/terkirim")


def test_whoever_holds_several_licences_chooses_one_and_its_place_follows(office):
    held = (a_licence(), a_licence("503/8/SIP/2022", place=HOSPITAL, name="RSUD Contoh"))
    office.registries.workforce.held[NURSE] = held
    walker = a_citizen()
    walker.begin("renewal")
    asked = text(walker.get("isi/replaced"))
    assert "Klinik Pratama Melati" in asked
    assert "Nomor 503/8/SIP/2022, berlaku sampai 12 Januari 2027" in asked
    walker.fill("replaced", {"replaced_number": "503/8/SIP/2022"})
    assert content_of(walker, office).answers["facility"] == HOSPITAL
    walker.fill("replaced", {"replaced_number": "503/7/SIP/2021"})
    assert content_of(walker, office).answers["facility"] == CLINIC


def test_an_old_licence_that_has_ended_leaves_no_question_which_one_is_renewed(office):
    ended = replace(a_licence("503/7/SIP/2016"), status=LicenceStatus.EXPIRED)
    office.registries.workforce.held[NURSE] = (a_licence(), ended)
    walker = a_citizen()
    walker.begin("renewal")
    assert content_of(walker, office).answers["replaced_number"] == "503/7/SIP/2021"
    assert content_of(walker, office).answers["facility"] == CLINIC


def test_a_licence_that_is_in_no_register_may_be_typed(office):
    office.registries.workforce.held[NURSE] = (a_licence(place=HOSPITAL), a_licence("503/8/SIP/2022", place="F-2"))
    walker = a_citizen()
    walker.begin("renewal")
    assert '<input class="govuk-input' in walker.get("isi/replaced", ketik="ya").content.decode()
    walker.fill_all({"replaced": {"replaced_number": "440/1/2019"}} | FIRST_WITHOUT_BREAK)
    checked = text(walker.get("periksa"))
    assert "SIP lama Anda tidak tercatat di SISDMK" in checked
    assert walker.hand_in()["Location"].endswith("/terkirim")


FIRST_WITHOUT_BREAK = {page: values for page, values in FIRST.items() if page != "break"}


def test_a_renewal_concerns_the_region_of_its_place(office):
    office.registries.workforce.held[NURSE] = (a_licence(region="51.06"),)
    walker = a_citizen()
    walker.begin("renewal")
    assert "replaced_number" not in content_of(walker, office).answers
    walker.begin("move")
    assert content_of(walker, office).answers == {"replaced_number": "503/7/SIP/2021"}


# Check, hand in, follow


def test_what_is_missing_is_linked_from_the_last_page(office):
    walker = a_citizen()
    walker.begin()
    checked = walker.get("periksa")
    assert "Masih ada bagian yang belum diisi" in text(checked)
    assert f'href="{walker.base}/isi/schedule"' in checked.content.decode()
    assert "Ajukan permohonan" not in text(checked)


def refusals():
    """What stands against a licence -> what is done to the registries, and the words."""
    known = {
        "deceased": (PersonStatus.DECEASED, "sudah meninggal", "Disdukcapil"),
        "duplicate": (PersonStatus.DUPLICATE, "tercatat ganda", "Disdukcapil"),
        "unknown": (PersonStatus.NOT_FOUND, "tidak ditemukan", "Disdukcapil"),
        "inactive": (PersonStatus.INACTIVE, "tidak aktif", "Disdukcapil"),
    }
    for name, (status, what, who) in known.items():
        yield pytest.param(lambda it, status=status: it.population.statuses.update({NURSE: status}), what, who, id=name)
    yield pytest.param(
        lambda it: it.registration.held.update({NURSE: ()}), "belum memiliki STR", "Urus STR", id="no-registration"
    )
    yield pytest.param(
        lambda it: it.workforce.held.update({NURSE: tuple(a_licence(f"S-{n}", place=f"F-{n}") for n in range(3))}),
        "sudah berpraktik di 3 tempat",
        "Ajukan pindah tempat",
        id="three-places",
    )
    yield pytest.param(
        lambda it: it.workforce.held.update({NURSE: (a_licence(),)}),
        "Anda sudah memiliki SIP nomor 503/7/SIP/2021",
        "Pilih perpanjangan",
        id="same-place",
    )


@pytest.mark.parametrize(("change", "what", "advice"), tuple(refusals()))
def test_a_rule_refuses_with_its_reason_and_what_to_do(office, monkeypatch, change, what, advice):
    # Whom the registry calls dead or double is signed out within seconds, which pass here on a busy machine.
    monkeypatch.setattr(watch, "_clock", lambda: 0.0)
    change(office.registries)
    walker = a_complete_draft(office)
    for shown in (walker.get(), walker.get("periksa")):
        assert "Permohonan ini belum dapat diajukan" in text(shown)
        assert what in text(shown)
        assert advice in text(shown)
    refused = walker.hand_in()
    assert refused.status_code == 422
    assert what in text(refused)


def test_credits_stand_against_a_renewal_only(office):
    a_nurse(office, credits=CreditsVerdict.INSUFFICIENT)
    office.registries.workforce.held[NURSE] = (a_licence(),)
    walker = a_citizen()
    walker.begin("renewal")
    tasks = walker.get()
    assert "SKP Anda belum cukup" in text(tasks)
    # Another kind may be what helps.
    assert f'href="/{office.region.slug}/ajukan/{SERVICE}">Pilih jenis permohonan lain' in tasks.content.decode()


def test_what_the_sources_say_at_the_last_moment_is_told_and_kept(office):
    office.registries.population.is_silent = True
    walker = a_complete_draft(office)
    assert "Dukcapil belum menjawab tentang NIK Anda." in text(walker.get("periksa"))
    office.registries.population.is_silent = False
    office.registries.population.statuses[NURSE] = PersonStatus.DECEASED
    refused = walker.hand_in()
    assert refused.status_code == 422
    for shown in (refused, walker.get("periksa")):
        assert "sudah meninggal" in text(shown)


def test_one_place_is_applied_for_once(office):
    a_complete_draft(office).hand_in()
    again = a_complete_draft(office)
    refused = again.hand_in()
    assert refused.status_code == 422
    assert "Sudah ada permohonan atau SIP Anda untuk tempat praktik ini" in text(refused)


def test_a_returned_application_shows_gaps_history_and_the_way_out(office):
    walker = a_complete_draft(office)
    walker.hand_in()
    case = the_case(walker.id, region_id=office.region.id).case
    return_for_correction(
        application_id=case.id,
        version=case.version,
        gaps=(Gap("schedule", "Jam praktik belum sesuai."),),
        actor=office.clerk,
        now=utc_now(),
    )
    tasks = text(walker.get())
    assert "Jadwal praktik Perlu diperbaiki" in tasks
    assert "Jam praktik belum sesuai." in tasks
    assert "Dikembalikan untuk diperbaiki" in tasks
    assert f'href="{walker.base}/tarik"' in walker.get().content.decode()
    assert "Jam praktik belum sesuai." in text(walker.get("isi/schedule"))
    walker.fill("schedule", {"schedule-tue-opens": "9", "schedule-tue-closes": "12"})
    assert walker.hand_in()["Location"].endswith("/terkirim")


def test_an_open_application_is_withdrawn_after_a_question(office):
    walker = a_complete_draft(office)
    assert walker.get("tarik")["Location"] == f"{walker.base}/", "a draft is not withdrawn"
    walker.hand_in()
    asked = walker.get("tarik")
    version = asked.content.decode().partition('name="version" value="')[2].partition('"')[0]
    assert "Tarik permohonan ini?" in text(asked)
    stale = walker.browser.post(f"{walker.base}/tarik", {"version": "1"})
    assert stale.status_code == 409
    for _ in range(2):
        assert walker.browser.post(f"{walker.base}/tarik", {"version": version})["Location"] == f"{walker.base}/"
    assert "Ditarik" in text(walker.get())
    assert "Ajukan yang baru" in text(walker.get())


def test_ones_own_list_tells_what_waits_for_whom(office):
    assert "Belum ada permohonan" in text(a_citizen().browser.get("/akun/permohonan"))
    a_complete_draft(office).hand_in()
    walker = a_citizen()
    walker.begin()
    own = text(walker.browser.get("/akun/permohonan"))
    assert own.index("Perlu Anda lanjutkan") < own.index("Draf") < own.index("Sedang diproses") < own.index("Diajukan")


def test_an_application_goes_on_with_another_device(office):
    walker = a_citizen()
    walker.begin()
    walker.fill("practice_mode", {"practice_mode": "facility"})
    elsewhere = a_citizen()
    elsewhere.base = walker.base
    elsewhere.fill_all({page: FIRST[page] for page in ("facility", "schedule", "break", "declaration")})
    assert elsewhere.hand_in()["Location"].endswith("/terkirim")


def test_pages_speak_english(office):
    walker = a_complete_draft(office, language="en")
    for page in ("", "data", "isi/facility", "isi/schedule", "periksa", "data/lapor"):
        words = text(walker.get(page))
        assert not {" Anda ", " permohonan ", " dan "} & {f" {word} " for word in words.split()}, page


# Costs


def queries_of(browser, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)


def test_lists_cost_the_same_queries_for_one_case_and_for_three(office):
    walker = a_citizen()
    walker.begin()
    paths = ("/akun/permohonan", "/kota-banjar/ajukan/sip-perawat")
    walker.browser.get(paths[0])
    of_one = [queries_of(walker.browser, path) for path in paths]
    walker.begin()
    walker.begin()
    assert [queries_of(walker.browser, path) for path in paths] == of_one


def test_pages_of_a_draft_cost_few_queries(office):
    walker = a_complete_draft(office)
    for page in ("", "data", "isi/schedule", "periksa"):
        # The case with its history is one hot read, in a savepoint of the test's transaction.
        assert queries_of(walker.browser, f"{walker.base}/{page}") <= 8, page


def test_another_citizen_finds_nothing(office):
    walker = a_complete_draft(office)
    a_nurse(office, ANOTHER_NURSE)
    stranger = a_citizen(ANOTHER_NURSE)
    stranger.base = walker.base
    for page in ("", "data", "data/lapor", "isi/schedule", "periksa", "terkirim", "tarik", "berkas/competence_file"):
        assert stranger.get(page).status_code == 404, page
        assert stranger.browser.post(f"{walker.base}/{page}", {"version": "1"}).status_code in (404, 405), page


def test_in_another_region_the_case_does_not_exist(office):
    walker = a_complete_draft(office)
    an_office("kabupaten-bangli")
    assert walker.browser.get(walker.base.replace("kota-banjar", "kabupaten-bangli") + "/").status_code == 404
