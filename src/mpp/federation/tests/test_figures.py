"""What the region's administrator is told of how an application is used: numbers, and nobody by name."""

from datetime import timedelta

import pytest

from mpp.federation.operations.sweep import sweep
from mpp.federation.queries.applications import people
from mpp.federation.queries.figures import Figures, figures
from mpp.federation.tests.builders import a_question, an_application, signed_in_at
from mpp.foundation.actor import system
from mpp.foundation.clock import utc_now
from mpp.tenancy.queries import region_by_slug
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, appointed
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db

NOBODY = Figures(sign_ins=0, refusals=0, last_at=None)


@pytest.fixture
def admin(application):
    banjar = region_by_slug("kota-banjar")
    appointed(banjar, "admin_daerah", nik="3279030709910001", name="Yayan Mulyana", actor=A_NATIONAL_ADMIN)
    return signed_in("3279030709910001", name="Yayan Mulyana", role="admin_daerah")


def refuse(browser, application):
    browser.post(a_question(application).path.replace("authorize", "consent", 1), {"decision": "deny"})


def test_sign_ins_and_refusals_are_counted_for_their_own_application_only(siti, application):
    other = an_application(region_by_slug("kota-banjar"), name="e-BPHTB")
    refuse(siti, application)
    signed_in_at(siti, application)
    signed_in_at(siti, application)
    now = utc_now()
    counted = figures(application.view.id, now=now)
    assert (counted.sign_ins, counted.refusals) == (2, 1)
    assert now - timedelta(minutes=1) < counted.last_at <= now
    assert people(application.view.id, now=now) == 1
    assert figures(other.view.id, now=now) == NOBODY


def test_a_question_that_was_only_looked_at_is_not_counted(siti, application):
    siti.get(a_question(application).path)
    assert figures(application.view.id, now=utc_now()) == NOBODY


def test_after_thirty_days_nothing_is_counted_and_then_nothing_is_left(siti, application):
    signed_in_at(siti, application)
    before = utc_now()
    assert figures(application.view.id, now=before + timedelta(days=31)) == NOBODY
    sweep(actor=system(), now=before + timedelta(days=30))
    assert figures(application.view.id, now=before).sign_ins == 1
    sweep(actor=system(), now=before + timedelta(days=32))
    assert figures(application.view.id, now=before) == NOBODY


def test_the_administrator_reads_numbers_and_no_name(admin, siti, application):
    refuse(siti, application)
    signed_in_at(siti, application)
    page = admin.get(f"/kota-banjar/petugas/aplikasi/{application.view.id}").content.decode()
    told = page.partition("Pemakaian dalam 30 hari terakhir")[2].partition("hanya ada jumlah")[0]
    assert [told.count(words) for words in ("Kali masuk", "Kali tidak diizinkan", "Warga yang mengizinkan")] == [1] * 3
    assert "Siti" not in page
