"""The status page of the sources, for a region's administrator."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from mpp.evidence.gathering import gather
from mpp.evidence.rules.facts import Purpose
from mpp.evidence.tests.builders import BANJAR, NEEDS, NOON, a_nurse, an_applicant, the_registries
from mpp.evidence.views import sources
from mpp.foundation.actor import Actor
from mpp.foundation.errors import NotFound
from mpp.foundation.ids import uuid7
from mpp.ui.access import roles_of

pytestmark = pytest.mark.django_db


def the_page(tried: str = "") -> str:
    path = "/kota-banjar/petugas/sumber"
    request = RequestFactory().post(path, {"source": tried}) if tried else RequestFactory().get(path)
    request.actor = Actor(role="admin_daerah", region_id=BANJAR, person_id=uuid7(), account_id=uuid7())
    request.now, request.lang, request.account_name, request.htmx = NOON, "id", "", False
    request.region = SimpleNamespace(id=BANJAR, slug="kota-banjar", name="Kota Banjar", timezone="Asia/Jakarta")
    request.request_id = "test"
    with override("id"):
        return sources.page(request).content.decode()


def test_before_anything_was_asked_every_source_is_listed_as_not_asked():
    html = the_page()
    assert html.count("Belum ditanya") == 4
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
