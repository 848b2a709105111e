"""The desks of the region and of the nation: who may sign people in, with what, by which secret."""

import re

import pytest

from mpp.federation.operations.decide_application import NothingWaits, approve_application
from mpp.federation.operations.register_application import AddressesElsewhere, amend_application
from mpp.federation.operations.suspend_application import SuspendedByNation, resume_application, suspend_application
from mpp.federation.queries.applications import by_id, of_region
from mpp.federation.tests.builders import (
    BACK,
    OUT,
    TOLD,
    a_question,
    a_statement,
    a_waiting_application,
    agreed,
    an_application,
    exchanged,
)
from mpp.foundation.actor import system
from mpp.foundation.clock import utc_now
from mpp.foundation.errors import NotFound
from mpp.tenancy.queries import region_by_slug
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, a_region, an_admin, appointed
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db

DESK, NATION = "/kota-banjar/petugas/aplikasi", "/nasional/aplikasi"
TYPED = {
    "nama": "e-PBB",
    "kantor": "Badan Pendapatan Daerah Kota Banjar",
    "tujuan": "Melihat dan membayar PBB Anda.",
    "tujuan_en": "See and pay your property tax.",
    "kontak": "epbb@kota-banjar.example",
    "jenis": "web",
    "alamat_kembali": BACK,
    "alamat_keluar": OUT,
    "alamat_pemberitahuan": TOLD,
    "alasan_profile": "Menyapa Anda.",
    "alasan_nik": "Mencari objek pajak Anda.",
}


@pytest.fixture
def banjar(key):
    return a_region()


@pytest.fixture
def admin(banjar):
    appointed(banjar, "admin_daerah", nik="3279030709910001", name="Yayan Mulyana", actor=A_NATIONAL_ADMIN)
    return signed_in("3279030709910001", name="Yayan Mulyana", role="admin_daerah")


@pytest.fixture
def nation(banjar):
    appointed(None, "admin_nasional", nik="3174011104780001", name="Prasetyo Adi", actor=system())
    return signed_in("3174011104780001", name="Prasetyo Adi", role="admin_nasional")


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def secret_in(page):
    return re.search(r"\(client_secret\)\s+([A-Za-z0-9_-]{43})\s", text(page))[1]


def hidden(page, name):
    return page.content.decode().partition(f'name="{name}" value="')[2].partition('"')[0]


def registered(admin, **changed):
    page = admin.get(f"{DESK}/daftar")
    return admin.post(f"{DESK}/daftar", {"id": hidden(page, "id")} | TYPED | changed)


def test_a_region_registers_the_nation_approves_and_a_person_signs_in(admin, nation, siti, server):
    there = registered(admin).headers["Location"].partition("?")[0]
    assert "Menunggu persetujuan" in text(admin.get(there))
    # Nobody signs in before the nation has looked, and there is no secret to have.
    assert "Kunci rahasia" not in text(admin.get(there))
    [waiting] = of_region(region_by_slug("kota-banjar").id)
    assert "e-PBB" in text(nation.get(NATION))
    page = nation.get(f"{NATION}/{waiting.id}")
    assert "Mencari objek pajak Anda." in text(page)
    decision = {"rincian": hidden(page, "rincian"), "putusan": "setuju", "cakupan": ["profile"]}
    assert nation.post(f"{NATION}/{waiting.id}/putusan", decision).status_code == 302
    secret = secret_in(admin.post(f"{there}/rahasia"))
    assert secret not in admin.get(there).content.decode()
    application = type("It", (), {"name": waiting.client_id, "proof": {}})
    # The NIK was asked for and not approved.
    assert "error=invalid_scope" in siti.get(a_question(application).path).headers["Location"]
    question = a_question(application, scope="openid profile")
    form = {"client_id": waiting.client_id, "client_secret": secret}
    assert exchanged(server, application, question, agreed(siti, question)["code"], **form).status_code == 200
    assert "1 warga" in text(nation.get(f"{NATION}/{waiting.id}"))


def test_what_was_declined_says_why_and_can_be_asked_again(admin, nation, banjar):
    there = registered(admin).headers["Location"].partition("?")[0]
    [waiting] = of_region(banjar.id)
    form = {"rincian": str(waiting.proposed.id), "putusan": "tolak", "alasan_tolak": ""}
    refused = nation.post(f"{NATION}/{waiting.id}/putusan", form)
    assert refused.status_code == 422
    assert "Tulis alasannya" in text(refused)
    nation.post(f"{NATION}/{waiting.id}/putusan", form | {"alasan_tolak": "NIK tidak perlu untuk ini."})
    assert "NIK tidak perlu untuk ini." in text(admin.get(there))
    page = admin.get(f"{there}/ubah")
    assert "Mencari objek pajak Anda." in page.content.decode()
    answer = admin.post(f"{there}/ubah", {"id": hidden(page, "id")} | TYPED | {"alasan_nik": ""})
    assert answer.status_code == 302
    assert by_id(waiting.id).proposed.reasons == {"profile": "Menyapa Anda."}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"alamat_kembali": ""}, "Isi setidaknya satu alamat kembali."),
        ({"alamat_kembali": "http://epbb.example/x"}, "Alamat harus diawali https://."),
        ({"alamat_kembali": "https://*.example/x"}, "tanpa spasi"),
        ({"alamat_kembali": f"{BACK}\nhttps://lain.example/x"}, "domain yang sama"),
        ({"alamat_keluar": "https://10.0.0.1/x"}, "Nama domainnya tidak dapat dipakai."),
        ({"alamat_pemberitahuan": "https://a.example"}, "Tulis alamat sampai halamannya"),
        ({"kontak": "bukan surel"}, "Isi alamat surel yang benar."),
        ({"nama": ""}, "Isi nama aplikasi"),
        ({"jenis": ""}, "Pilih jenis aplikasi."),
        ({"alamat_kembali": "\n".join(f"{BACK}/{number}" for number in range(11))}, "Terlalu banyak alamat."),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_what_was_typed_comes_back(admin, settings, changed, said):
    settings.FEDERATION_LOOPBACK = False
    answer = registered(admin, **changed)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "Mencari objek pajak Anda." in answer.content.decode()


def test_a_form_sent_twice_registers_once(admin, banjar):
    form = {"id": hidden(admin.get(f"{DESK}/daftar"), "id")} | TYPED
    first, second = (admin.post(f"{DESK}/daftar", form).headers["Location"] for _ in range(2))
    assert first == second
    assert len(of_region(banjar.id)) == 1


def test_a_change_waits_while_the_old_details_hold(banjar, siti):
    application = an_application(banjar)
    changed = a_statement(purpose_id="Menagih.", reasons={})
    amend_application(application_id=application.view.id, statement=changed, actor=an_admin(banjar), now=utc_now())
    assert "Melihat dan membayar" in text(siti.get(a_question(application).path))
    [now_waiting] = of_region(banjar.id)
    approve_application(
        application_id=now_waiting.id, details_id=now_waiting.proposed.id, scopes=[], actor=A_NATIONAL_ADMIN,
        now=utc_now(),
    )  # fmt: skip
    assert "Menagih." in text(siti.get(a_question(application, scope="openid").path))
    elsewhere = a_statement(redirect_addresses=["https://lain.example/kembali"])
    with pytest.raises(AddressesElsewhere):
        amend_application(application_id=now_waiting.id, statement=elsewhere, actor=an_admin(banjar), now=utc_now())


def test_what_changed_since_it_was_looked_at_is_not_approved(banjar):
    waiting = a_waiting_application(banjar)
    amend_application(application_id=waiting.id, statement=a_statement(), actor=an_admin(banjar), now=utc_now())
    with pytest.raises(NothingWaits):
        approve_application(
            application_id=waiting.id, details_id=waiting.proposed.id, scopes=[], actor=A_NATIONAL_ADMIN, now=utc_now()
        )


def test_a_new_secret_leaves_the_old_one_a_week_or_not_a_moment(admin, banjar, server, monkeypatch):
    application = an_application(banjar)
    there = f"{DESK}/{application.view.id}"

    def is_taken(secret):
        form = {"client_id": application.name, "client_secret": secret, "grant_type": "x"}
        return server.post("/oidc/token", form).status_code == 400

    new = secret_in(admin.post(f"{there}/rahasia"))
    assert is_taken(application.secret)
    assert is_taken(new)
    page = admin.get(there).content.decode()
    old = re.findall(r"/rahasia/([0-9a-f-]{36})/akhiri", page)[1]
    assert admin.post(f"{there}/rahasia/{old}/akhiri").status_code == 302
    assert not is_taken(application.secret)
    assert is_taken(new)
    assert admin.post(f"{there}/rahasia/{old}/akhiri").status_code == 404


def test_an_application_of_another_region_is_not_there(admin, banjar):
    foreign = an_application(a_region("kabupaten-bangli"))
    for path in ("", "/ubah", "/rahasia", "/hentikan"):
        method = admin.get if path in ("", "/ubah") else admin.post
        assert method(f"{DESK}/{foreign.view.id}{path}").status_code == 404
    with pytest.raises(NotFound):
        suspend_application(application_id=foreign.view.id, reason="x", actor=an_admin(banjar), now=utc_now())


def test_what_the_nation_stopped_the_region_does_not_start(admin, nation, banjar):
    application = an_application(banjar)
    there = f"{DESK}/{application.view.id}"
    assert "Tulis mengapa" in text(admin.post(f"{there}/hentikan", {"alasan": ""}))
    admin.post(f"{there}/hentikan", {"alasan": "Sedang diperiksa."})
    nation.post(f"{NATION}/{application.view.id}/hentikan", {"alasan": "Bocor."})
    assert "Bocor." in text(admin.get(there))
    assert admin.post(f"{there}/jalankan").status_code == 403
    with pytest.raises(SuspendedByNation):
        resume_application(application_id=application.view.id, actor=an_admin(banjar), now=utc_now())
    assert nation.post(f"{NATION}/{application.view.id}/jalankan").status_code == 302
    assert by_id(application.view.id).is_open
