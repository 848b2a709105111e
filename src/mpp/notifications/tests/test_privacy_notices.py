"""Who is told about requests for personal data and about copies of them."""

from datetime import UTC, datetime, timedelta

import pytest

from mpp.foundation import hot
from mpp.foundation.actor import NATIONAL, Actor, system
from mpp.foundation.cipher import blind_index
from mpp.foundation.ids import uuid7
from mpp.foundation.outbox import deliver_batch
from mpp.identity.tests.fakes import siti
from mpp.notifications import listeners
from mpp.notifications.queries import inbox
from mpp.notifications.texts import WORDS
from mpp.privacy.events import DataCopyReady, DataRequestAnswered, DataRequestMade, DataRequestNear
from mpp.privacy.operations.answer_request import answer_request
from mpp.privacy.operations.ask_for_copy import ask_for_copy
from mpp.privacy.operations.make_request import make_request
from mpp.privacy.operations.remind_of_requests import remind_of_requests
from mpp.privacy.queries import offices_with_requests
from mpp.privacy.rules import CLOCK, Outcome, RequestKind
from mpp.privacy.tasks import make_copy
from mpp.tenancy.queries import capacities_of
from mpp.tenancy.rules import AgencyKind
from mpp.tenancy.tests.builders import a_region, an_agency, appointed
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
HEARD = {
    DataCopyReady: (listeners.tell_of_copy,),
    DataRequestMade: (listeners.tell_who_answers,),
    DataRequestNear: (listeners.tell_who_answers,),
    DataRequestAnswered: (listeners.tell_of_answer,),
}
NATIONAL_NIK = "3174011104780001"
NIKS = {"admin_daerah": "3279010101900099", "kepala_dpmptsp": "3279010101900098"}


@pytest.fixture
def region(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    region = a_region()
    office = an_agency(region, AgencyKind.DPMPTSP, "DPMPTSP")
    appointed(region, "admin_daerah", nik=NIKS["admin_daerah"], name="Yayan")
    appointed(region, "kepala_dpmptsp", agency_id=office, nik=NIKS["kepala_dpmptsp"], name="Tati")
    return region


def holder(region, role) -> Actor:
    [post] = capacities_of(blind_index(NIKS[role]), at=NOON)
    return Actor(role=role, region_id=region.id, person_id=uuid7(), account_id=uuid7(), officer_id=post.officer_id)


@pytest.fixture
def citizen(region) -> Actor:
    person = siti()
    signed_in(person.nik, name=person.name)
    [(person_id,)] = hot.read("SELECT person_id FROM mpp.person_by_nik(%s)", [blind_index(person.nik)])
    return Actor(role="pemohon", region_id=region.id, person_id=person_id, account_id=uuid7())


def asked(citizen):
    request_id = uuid7()
    make_request(
        request_id=request_id, kind=RequestKind.STOP, application_id=None, text="Cukup.", actor=citizen, now=NOON
    )
    return request_id


def told(now=NOON):
    deliver_batch(HEARD, now=lambda: now)


def codes(actor):
    return [notice.code for notice in inbox(actor=actor).notices]


def test_the_administrator_is_told_at_once_and_the_head_only_when_time_is_up(region, citizen):
    admin, head = holder(region, "admin_daerah"), holder(region, "kepala_dpmptsp")
    asked(citizen)
    told()
    assert codes(admin) == ["request_made"]
    remind_of_requests(round_id=uuid7(), actor=system(region.id), now=NOON + CLOCK - timedelta(hours=20))
    told(NOON + CLOCK - timedelta(hours=20))
    assert (codes(admin), codes(head)) == (["request_near", "request_made"], [])
    remind_of_requests(round_id=uuid7(), actor=system(region.id), now=NOON + CLOCK)
    told(NOON + CLOCK)
    assert (len(codes(admin)), codes(head)) == (3, ["request_near"])


def test_a_request_about_the_account_is_told_to_the_nation_which_sees_its_clock(region, citizen):
    appointed(None, "admin_nasional", nik=NATIONAL_NIK, name="Prasetyo Adi", actor=system())
    [post] = capacities_of(blind_index(NATIONAL_NIK), at=NOON)
    nation = Actor(role="admin_nasional", person_id=uuid7(), account_id=uuid7(), officer_id=post.officer_id)
    asked(citizen.acting_in(NATIONAL))
    told()
    assert (codes(nation), codes(holder(region, "admin_daerah"))) == (["request_made"], [])
    near = NOON + CLOCK - timedelta(hours=20)
    assert NATIONAL in offices_with_requests(now=near)
    remind_of_requests(round_id=uuid7(), actor=system(NATIONAL), now=near)
    told(near)
    assert codes(nation) == ["request_near", "request_made"]
    browser = signed_in(NATIONAL_NIK, name="Prasetyo Adi", role="admin_nasional")
    assert 'href="/nasional/permintaan-data"' in browser.get("/akun/pesan").content.decode()
    assert browser.get("/nasional/permintaan-data").status_code == 200


def test_the_person_is_told_of_the_answer_and_of_the_copy(region, citizen):
    request_id = asked(citizen)
    answer_request(
        request_id=request_id, outcome=Outcome.GRANTED, text="Sudah.", actor=holder(region, "admin_daerah"), now=NOON
    )
    copy_id = uuid7()
    ask_for_copy(copy_id=copy_id, language="id", actor=citizen, now=NOON)
    make_copy(str(copy_id), str(citizen.person_id))
    told()
    assert sorted(codes(citizen)) == ["copy_ready", "request_answered"]
    page = signed_in(siti().nik, name="Siti Aminah").get("/akun/pesan").content.decode()
    for code in codes(citizen):
        assert f'href="{WORDS[code].page}"' in page


def test_an_officer_s_notice_leads_to_the_list_of_the_region(region, citizen):
    asked(citizen)
    told()
    page = signed_in(NIKS["admin_daerah"], name="Yayan", role="admin_daerah").get("/akun/pesan").content.decode()
    assert f'href="/{region.slug}/petugas/permintaan-data"' in page
