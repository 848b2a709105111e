import pytest

from mpp.catalogue import queries
from mpp.catalogue.tests.world import CLOSED, SLUG, a_nation
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, appointed
from tests.support.signed_in import a_browser, signed_in

pytestmark = pytest.mark.django_db

ADMIN_NIK = "3279030709910001"
DESK = "/kota-banjar/petugas/layanan"


@pytest.fixture
def region():
    here, _ = a_nation()
    return here


@pytest.fixture
def admin(region):
    appointed(region, "admin_daerah", nik=ADMIN_NIK, name="Yayan Mulyana", actor=A_NATIONAL_ADMIN)
    return signed_in(ADMIN_NIK, name="Yayan Mulyana", role="admin_daerah")


def decided(**given):
    return {"keadaan": "buka", "hari": "", "penandatangan": "kepala_dpmptsp"} | given


def test_the_list_shows_what_is_open_and_what_cannot_be(admin):
    shown = admin.get(DESK).content.decode()
    assert "1 dari 2 layanan dibuka" in shown
    assert f'href="{DESK}/{SLUG}"' in shown
    assert f'href="{DESK}/{CLOSED}"' not in shown


def test_the_administrator_closes_and_opens_a_service(admin, region):
    answer = admin.post(f"{DESK}/{SLUG}", decided(keadaan="tutup"))
    assert answer.headers["Location"] == f"{DESK}?selesai={SLUG}"
    assert not queries.service(SLUG, region.id).is_open
    admin.post(f"{DESK}/{SLUG}", decided(hari="3", penandatangan="kepala_dinkes"))
    offer = queries.service(SLUG, region.id)
    assert (offer.is_open, offer.working_days, offer.signer_role) == (True, 3, "kepala_dinkes")
    assert "Keputusan disimpan" in admin.get(f"{DESK}?selesai={SLUG}").content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"hari": "6"}, "tidak lebih lama dari 5 hari kerja"),
        ({"hari": "0"}, "Paling sedikit satu hari kerja"),
        ({"hari": "banyak"}, "Isi dengan angka"),
        ({"keadaan": ""}, "Pilih buka atau tutup"),
        ({"penandatangan": "kepala_disdukcapil"}, "kepala_disdukcapil"),
    ],
)
def test_what_a_region_may_not_decide_is_refused_at_its_field(admin, region, given, said):
    answer = admin.post(f"{DESK}/{SLUG}", decided(**given))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert queries.service(SLUG, region.id).working_days == 5


@pytest.mark.parametrize("slug", [CLOSED, "nothing"])
def test_a_service_that_no_region_can_open_has_no_such_page(admin, slug):
    assert admin.get(f"{DESK}/{slug}").status_code == 404


def test_nobody_else_decides(region):
    assert a_browser().get(DESK).status_code == 302
    citizen = signed_in("3279024508950002")
    assert citizen.get(DESK).status_code == 404
    assert citizen.post(f"{DESK}/{SLUG}", decided(keadaan="tutup")).status_code == 404
    assert queries.service(SLUG, region.id).is_open
