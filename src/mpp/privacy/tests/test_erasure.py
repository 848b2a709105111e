"""An office carries out a request for erasure: what it can, and no more."""

import pytest

from mpp.applications.queries.tracking import own_cases
from mpp.applications.tests.builders import a_draft, an_issued_case, an_office
from mpp.foundation.actor import NATIONAL
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.privacy.operations.make_request import make_request
from mpp.privacy.queries import own_request
from mpp.privacy.rules import RequestKind, RequestState
from mpp.privacy.tests.pages import text
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, appointed
from mpp.uploads.queries import own_uploads
from mpp.uploads.tests.builders import a_clean_one
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db

ADMIN = "3171010101800002"


def asked(nurse, kind=RequestKind.ERASURE, region_id=NATIONAL, application_id=None):
    request_id = uuid7()
    make_request(
        request_id=request_id,
        kind=kind,
        application_id=application_id,
        text="Hapus semua data saya.",
        actor=nurse.acting_in(region_id),
        now=utc_now(),
    )
    return request_id


@pytest.fixture
def nation(office):
    """A browser of the national administrator, who answers for accounts."""
    appointed(None, "admin_nasional", nik=ADMIN, name="Sri Wahyuni", actor=A_NATIONAL_ADMIN)
    return signed_in(ADMIN, name="Sri Wahyuni", role="admin_nasional")


def test_drafts_and_unused_documents_go_and_what_was_handed_in_stays(office, nurse, nation):
    issued = an_issued_case(office, nurse)
    a_draft(office, nurse, facility="327909900")
    a_clean_one(nurse)
    request_id = asked(nurse)
    page = f"/nasional/permintaan-data/{request_id}"
    assert f'href="{page}/hapus"' in nation.get(page).content.decode()
    shown = text(nation.get(f"{page}/hapus"))
    assert "Draf yang belum diajukan 1" in shown
    assert "Permohonan yang sudah diajukan 1" in shown
    assert nation.post(f"{page}/hapus")["Location"] == f"{page}?selesai=hapus"
    assert [each.application_id for each in own_cases(actor=nurse)] == [issued]
    assert own_uploads(actor=nurse) == ()
    assert "Sekarang jawablah permintaannya" in text(nation.get(f"{page}?selesai=hapus"))
    assert "Tidak ada yang dapat dihapus kantor" in text(nation.get(f"{page}/hapus"))
    assert own_request(request_id, actor=nurse).state is RequestState.OPEN


def test_a_request_for_something_else_erases_nothing(office, nurse, nation):
    a_draft(office, nurse)
    request_id = asked(nurse, RequestKind.EXPLANATION)
    assert nation.post(f"/nasional/permintaan-data/{request_id}/hapus").status_code == 409
    assert own_cases(actor=nurse)


def test_a_request_about_one_draft_is_still_answered_when_the_draft_is_gone(office, nurse, as_officer):
    draft = a_draft(office, nurse)
    request_id = asked(nurse, region_id=office.region.id, application_id=draft.id)
    page, head = f"/kota-banjar/petugas/permintaan-data/{request_id}", as_officer(office.head)
    assert "Tentang Draf yang belum diajukan" in text(head.get(page))
    head.post(f"{page}/hapus")
    shown = text(head.get(f"{page}?selesai=hapus"))
    assert "Tentang Draf yang sudah dihapus" in shown
    assert "Sekarang jawablah permintaannya" in shown


def test_another_region_cannot_even_find_the_request(office, nurse, as_officer):
    a_draft(office, nurse)
    request_id = asked(nurse, region_id=office.region.id)
    head = as_officer(office.head)
    elsewhere = an_office("kabupaten-bangli")
    stranger = signed_in(elsewhere.niks[elsewhere.head.officer_id], role=elsewhere.head.role)
    assert stranger.post(f"/kabupaten-bangli/petugas/permintaan-data/{request_id}/hapus").status_code == 404
    assert own_cases(actor=nurse)
    assert head.post(f"/kota-banjar/petugas/permintaan-data/{request_id}/hapus").status_code == 302
    assert own_cases(actor=nurse) == ()
