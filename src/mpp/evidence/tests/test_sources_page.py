"""The status page of the sources, for a region's administrator."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from mpp.evidence.gathering import gather
from mpp.evidence.ports import ShownCertificate
from mpp.evidence.rules.facts import Purpose, Source
from mpp.evidence.tests.builders import BANJAR, NEEDS, NOON, a_nurse, an_applicant, the_registries
from mpp.evidence.views import sources
from mpp.evidence.watching import look_at_all
from mpp.foundation.actor import Actor, system
from mpp.foundation.clock import utc_now
from mpp.foundation.errors import NotFound
from mpp.foundation.ids import uuid7
from mpp.tenancy.tests.builders import appointed
from mpp.ui.access import roles_of
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db


def the_page(tried: str = "") -> str:
    path = "/kota-banjar/petugas/sumber"
    request = RequestFactory().post(path, {"source": tried}) if tried else RequestFactory().get(path)
    request.acting_for = ""
    request.actor = Actor(role="admin_daerah", region_id=BANJAR, person_id=uuid7(), account_id=uuid7())
    request.now, request.lang, request.account_name, request.htmx = NOON, "id", "", False
    request.region = SimpleNamespace(id=BANJAR, slug="kota-banjar", name="Kota Banjar", timezone="Asia/Jakarta")
    request.request_id = "test"
    with override("id"):
        return sources.page(request).content.decode()


def test_before_anything_was_asked_every_source_is_listed_as_not_asked():
    html = the_page()
    assert html.count("Belum ditanya") == 5
    assert "Ada sumber yang tidak menjawab" not in html


def test_a_silent_source_stands_out_with_its_reason(settings):
    registries = the_registries()
    registries.registration.is_silent = True
    settings.EVIDENCE_SOURCES = lambda region_id: registries.as_sources()
    nurse = a_nurse()
    at = NOON - timedelta(hours=1)
    gather(NEEDS, an_applicant(nurse.person_id), purpose=Purpose.PREFILL, actor=nurse, now=at)
    html = the_page()
    assert "Ada sumber yang tidak menjawab" in html
    assert "tidak dapat dihubungi" in html
    assert "11.00 WIB" in html
    assert nurse.person_id is not None
    assert str(nurse.person_id) not in html


def test_only_the_region_s_administrator_sees_it():
    assert roles_of(sources.page) == {"admin_daerah"}


def test_a_source_can_be_tried_now_and_the_answer_says_how_it_went(settings):
    registries = the_registries()
    settings.EVIDENCE_SOURCES = lambda region_id: registries.as_sources()
    assert "Konsil Kesehatan Indonesia (KKI) menjawab dalam" in the_page(tried="kki")
    registries.registration.is_silent = True
    assert "Konsil Kesehatan Indonesia (KKI): tidak dapat dihubungi, setelah" in the_page(tried="kki")
    assert "Belum ditanya" in the_page(tried="kki"), "a try is about nobody and is no question about a person"


def test_only_a_source_that_is_asked_can_be_tried():
    for name in ("ikd", "citizen", "nothing"):
        with pytest.raises(NotFound):
            the_page(tried=name)


@pytest.fixture
def nation(db):
    """A browser of the national administrator, and one of somebody who only looks."""
    appointed(None, "admin_nasional", nik="3171010101800001", name="Ratna", actor=system())
    appointed(None, "pengawas_nasional", nik="3171010101800002", name="Bagus", actor=system())
    return (
        signed_in("3171010101800001", name="Ratna", role="admin_nasional"),
        signed_in("3171010101800002", name="Bagus", role="pengawas_nasional"),
    )


def test_the_nation_sees_figures_of_all_regions_and_nobody_s_data(nation, settings):
    registries = the_registries()
    settings.EVIDENCE_SOURCES = lambda region_id: registries.as_sources()
    for region_id in (BANJAR, BANJAR + 1):
        nurse = a_nurse(region_id=region_id)
        gather(NEEDS, an_applicant(nurse.person_id), purpose=Purpose.PREFILL, actor=nurse, now=utc_now())
    for browser in nation:
        html = browser.get("/nasional/sumber").content.decode()
        assert "0% dari 2 pertanyaan tidak terjawab" in html
        assert "NENENG" not in html
        assert "Penanggung jawab fasilitas" not in html, "people are not asked over a line"


def test_the_nation_sets_a_quota_and_what_is_left_of_it_is_shown(nation, settings):
    administrator, supervisor = nation
    refused = administrator.post("/nasional/sumber", {"sumber": "kki", "batas": "banyak"})
    assert refused.status_code == 422
    assert "Isi jumlah dengan angka." in refused.content.decode()
    administrator.post("/nasional/sumber", {"sumber": "kki", "batas": "1000"})
    assert "Sisa 1.000 dari 1.000" in administrator.get("/nasional/sumber").content.decode()
    assert supervisor.post("/nasional/sumber", {"sumber": "kki", "batas": "5"}).status_code == 404
    assert "Simpan kuota" not in supervisor.get("/nasional/sumber").content.decode()


def test_a_certificate_shows_how_many_days_are_left_and_stands_out_when_few(settings):
    shown = {Source.KKI: ShownCertificate(NOON + timedelta(days=20), "a" * 64)}
    settings.EVIDENCE_CERTIFICATE = lambda source, owner: shown.get(source)
    look_at_all(NOON)
    html = the_page()
    assert "20 hari lagi" in html
    assert "Sertifikat Konsil Kesehatan Indonesia (KKI): 20 hari lagi." in html
    shown[Source.KKI] = ShownCertificate(NOON - timedelta(days=1), "b" * 64)
    look_at_all(NOON)
    assert "Sudah berakhir" in the_page()
