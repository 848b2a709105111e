"""Who may do what, as the auditor reads it."""

import pytest

from mpp.applications.tests.walking import text
from mpp.catalogue.tests.world import a_nation
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


def test_only_those_who_examine_the_nation_see_it(client):
    assert roles.page.open_to == {"auditor", "admin_nasional", "pengawas_nasional"}
    assert client.get(PAGE).status_code == 302
