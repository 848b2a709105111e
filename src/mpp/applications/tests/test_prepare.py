"""A clinic prepares, the nurse takes over: the draft is hers from its first moment."""

from datetime import timedelta

import pytest
from lxml import html

from mpp.applications.queries.tracking import own_cases
from mpp.applications.rules import State
from mpp.applications.tests.builders import ANOTHER_NURSE, CLINIC, NAMES, NURSE, a_nurse, the_case
from mpp.foundation import ratelimit
from mpp.foundation.clock import local_date, utc_now
from mpp.foundation.ids import uuid7
from mpp.mandates.operations.answer_mandate import confirm, end
from mpp.mandates.operations.offer_mandate import ZONE, Terms, offer_mandate
from mpp.mandates.queries import prepared_for_me
from mpp.mandates.rules import Kind, Side
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
CONTACT = {"phone": "081200000000", "email": "nurse@contoh.example"}


@pytest.fixture(autouse=True)
def full_buckets():
    ratelimit.buckets.forget()


@pytest.fixture
def agent(office):
    """Somebody who does the paperwork of a clinic."""
    return a_nurse(office, ANOTHER_NURSE)


@pytest.fixture
def mandate_id(agent, nurse):
    mandate_id, now = uuid7(), utc_now()
    terms = Terms(
        side=Side.AGENT,
        kind=Kind.CLINIC,
        label="Neneng",
        proof="Klinik Pratama Melati",
        ends_on=local_date(now, ZONE) + timedelta(days=90),
    )
    offer_mandate(mandate_id=mandate_id, nik=NURSE, terms=terms, actor=agent, now=now)
    confirm(mandate_id=mandate_id, actor=nurse, now=now)
    return mandate_id


@pytest.fixture
def clinic(agent):
    return signed_in(ANOTHER_NURSE, name=NAMES[ANOTHER_NURSE], **CONTACT)


@pytest.fixture
def hers(nurse):
    return signed_in(NURSE, name=NAMES[NURSE], **CONTACT)


def address(mandate_id) -> str:
    return f"/akun/kuasa/{mandate_id}/siapkan?daerah=kota-banjar&cari=melati"


def wish(**changed):
    usual = {"layanan": "sip-perawat", "tempat": CLINIC, "hari": ["mon", "wed"], "buka": "08:00", "tutup": "14:00"}
    return usual | changed


def text(answer) -> str:
    [main] = html.fromstring(answer.content.decode()).xpath("//main")
    return " ".join(" ".join(main.itertext()).split())


def test_the_nurse_finds_it_takes_it_over_and_only_what_is_hers_is_left_to_answer(
    office, clinic, hers, nurse, mandate_id
):
    assert "Klinik Pratama Melati" in text(clinic.get(address(mandate_id)))
    assert clinic.post(address(mandate_id), wish())["Location"] == "/akun/kuasa?selesai=disiapkan"
    [waiting] = prepared_for_me(actor=nurse)
    shown = text(hers.get(f"/akun/disiapkan/{waiting.id}"))
    assert "Klinik Pratama Melati (Wawan Hermawan)" in shown
    assert "Rabu 08:00-14:00" in shown
    for _click in range(2):
        answer = hers.post(f"/akun/disiapkan/{waiting.id}", {"jawaban": "ya"})
    [own] = own_cases(actor=nurse)
    assert own.state is State.DRAFT
    case = the_case(own.application_id, region_id=office.region.id).case
    assert case.opened().answers["facility"] == CLINIC
    assert case.place_name == "Klinik Pratama Melati"
    assert hers.get(f"/kota-banjar/permohonan/{case.id}/").status_code == 200
    assert "Buka permohonan" in text(hers.get(f"/akun/disiapkan/{waiting.id}"))
    assert answer.status_code in (200, 302)


def test_the_agent_learns_nothing_of_the_person_and_cannot_open_the_draft(office, clinic, hers, nurse, mandate_id):
    clinic.post(address(mandate_id), wish())
    [waiting] = prepared_for_me(actor=nurse)
    hers.post(f"/akun/disiapkan/{waiting.id}", {"jawaban": "ya"})
    assert clinic.get(f"/kota-banjar/permohonan/{waiting.id}/").status_code == 404
    assert clinic.get(f"/akun/disiapkan/{waiting.id}").status_code == 404
    shown = text(clinic.get(address(mandate_id)))
    assert NURSE not in shown
    assert "Diambil alih" in shown


def test_what_is_not_wanted_is_declined_and_leaves_no_draft(clinic, hers, nurse, mandate_id):
    clinic.post(address(mandate_id), wish())
    [waiting] = prepared_for_me(actor=nurse)
    hers.post(f"/akun/disiapkan/{waiting.id}", {"jawaban": "tidak"})
    assert own_cases(actor=nurse) == ()
    assert prepared_for_me(actor=nurse) == ()


def test_a_mandate_that_has_ended_prepares_nothing(clinic, nurse, agent, mandate_id):
    end(mandate_id=mandate_id, actor=nurse, now=utc_now())
    assert clinic.get(address(mandate_id)).status_code == 404
    assert clinic.post(address(mandate_id), wish()).status_code == 404
    assert prepared_for_me(actor=nurse) == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"tempat": "nowhere"}, "Pilih tempat praktiknya."),
        ({"layanan": "sip-dokter-gigi-x"}, "Pilih layanannya."),
        ({"hari": []}, "Pilih hari praktiknya."),
        ({"buka": "8"}, "Tulis jam seperti 08:00."),
        ({"tutup": "07:00"}, "Jam selesai harus sesudah jam mulai."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(clinic, nurse, mandate_id, changed, words):
    answer = clinic.post(address(mandate_id), wish(**changed))
    assert answer.status_code == 422
    assert words in text(answer)
    assert prepared_for_me(actor=nurse) == ()
