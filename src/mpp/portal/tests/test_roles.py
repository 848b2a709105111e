"""Who may do what, as the auditor reads it."""

import pytest
from lxml import html

from mpp.applications.tests.walking import text
from mpp.catalogue.tests.world import a_nation
from mpp.portal import reach
from mpp.portal.views import roles
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, appointed
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db

AUDITOR = "3171011503840001"
PAGE = "/nasional/peran"


@pytest.fixture
def auditor(db):
    a_nation()
    appointed(None, "auditor", nik=AUDITOR, name="Auditor", actor=A_NATIONAL_ADMIN)
    return signed_in(AUDITOR, name="Auditor", role="auditor")


def test_a_role_shows_every_act_that_it_is_admitted_to_and_no_other(auditor):
    shown = auditor.get(PAGE, {"peran": "verifikator_dinkes"}).content.decode()
    assert len(roles.operations()) > 50
    for door in roles.operations():
        cell = f">{door.name}</td>"
        assert (cell in shown) == ("verifikator_dinkes" in door.roles), door.name


def test_a_region_shows_which_post_does_which_step_of_which_service(auditor):
    shown = text(auditor.get(PAGE, {"daerah": "kota banjar"}))
    assert "Kota Banjar" in shown
    assert "SIP Perawat" in shown
    assert ": Verifikator Dinas Kesehatan" in shown
    assert ": Kepala DPMPTSP" in shown
    assert "Tidak ada daerah dengan nama itu" in text(auditor.get(PAGE, {"daerah": "zzzz"}))


def cases_of(auditor, code, **asked):
    """On which cases the page says that an act may be done."""
    page = html.fromstring(auditor.get(PAGE, asked).content.decode())
    [cell] = page.xpath(f"//td[normalize-space()='{code}']/preceding-sibling::td[1]")
    return " ".join(cell.text_content().split())


def test_each_act_says_on_which_kind_of_case_and_what_no_service_gives_the_role_says_so(auditor):
    health = {"peran": "verifikator_dinkes"}
    assert "Yang menunggu jabatan ini, pada " in cases_of(auditor, "applications.recommend", **health)
    assert "Diajukan, Berkas lengkap" in cases_of(auditor, "applications.recommend", **health)
    assert cases_of(auditor, "applications.verify", **health).startswith("Tidak ada:")
    assert cases_of(auditor, "applications.submit", peran="pemohon") == "Permohonan sendiri: Draf, Perlu diperbaiki"
    assert cases_of(auditor, "tenancy.appoint", peran="admin_daerah") == "–"


def test_in_a_region_only_the_signer_it_has_chosen_may_sign(auditor):
    head = {"peran": "kepala_dinkes"}
    assert "Yang menunggu jabatan ini" in cases_of(auditor, "applications.approve", **head), "somewhere he may"
    assert cases_of(auditor, "applications.approve", daerah="kota banjar", **head).startswith("Tidak ada:")


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("pemohon", "Di semua daerah"),
        ("kepala_dpmptsp", "Hanya di daerah dan kantor tempat jabatan itu dipegang"),
        ("admin_daerah", "Hanya di daerah tempat jabatan itu dipegang"),
        ("auditor", "Untuk seluruh negara"),
    ],
)
def test_a_role_says_in_which_regions_it_acts(role, said):
    assert reach.where(role, "id").startswith(said)


def test_only_those_who_examine_the_nation_see_it(client):
    assert roles.page.open_to == {"auditor", "admin_nasional", "pengawas_nasional"}
    assert client.get(PAGE).status_code == 302
