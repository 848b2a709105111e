"""A region opens sources by agreements of its own; their secrets go in and never come out."""

import pytest
from django.db import connection as database
from hypothesis import given
from hypothesis import strategies as st

from mpp.evidence.operations.connect_source import (
    Access,
    AddressNotAllowed,
    DetailsMissing,
    NotACertificate,
    connect_source,
)
from mpp.evidence.queries.connections import connection_to, connections
from mpp.evidence.rules.connections import OWN_SOURCES, may_stand_at, missing, secrets_of, taken_over
from mpp.evidence.rules.facts import Source
from mpp.foundation.actor import Actor
from mpp.foundation.errors import Forbidden
from mpp.foundation.ids import uuid7
from mpp.foundation.scope import entered
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, NOW, a_region, an_admin, appointed
from tests.support.signed_in import signed_in

HOSTS = (".go.id", "127.0.0.1")
ADDRESS = "https://api.splp.layanan.go.id/sicantik/1.0"
AGREEMENT = {"institution": "32.79", "bearer": "b-rahasia", "apikey": "k-rahasia", "salt_key": "s-rahasia"}


@pytest.mark.parametrize(
    ("address", "may"),
    [
        (ADDRESS, True),
        ("https://splp.go.id:8443/izin", True),
        ("http://127.0.0.1:8100/sicantik", True),
        ("http://api.splp.layanan.go.id/sicantik", False),
        ("https://go.id.example/izin", False),
        ("https://evilgo.id/izin", False),
        ("https://169.254.169.254/latest", False),
        ("https://user:pass@splp.go.id/izin", False),
        ("https://splp.go.id/izin?next=1", False),
        ("https://splp.go.id:port/izin", False),
        ("ftp://splp.go.id/izin", False),
        ("", False),
    ],
)
def test_a_source_stands_at_a_listed_host_behind_tls(address, may):
    assert may_stand_at(address, HOSTS) is may


@given(st.sampled_from(sorted(OWN_SOURCES)), st.data())
def test_a_secret_left_empty_stays_and_everything_else_is_as_typed(source, data):
    text = st.text(max_size=5)
    names = [each.name for each in OWN_SOURCES[source]]
    before, typed = ({name: data.draw(text) for name in names} for _ in range(2))
    after = taken_over(source, before, typed)
    for name in names:
        assert after[name] == (before[name] if name in secrets_of(source) and not typed[name] else typed[name])
    assert set(missing(source, after)) == {name for name in names if not after[name]}


@pytest.fixture
def banjar(db):
    return a_region("kota-banjar")


def opened(region, **changed) -> None:
    given = {"address": ADDRESS, "details": AGREEMENT} | changed
    now_set = connection_to(Source.REGION, actor=an_admin(region))
    connect_source(
        connection_id=now_set.id if now_set else uuid7(),
        source=Source.REGION,
        access=Access(**given),
        actor=an_admin(region),
        now=NOW,
    )


def test_no_secret_lies_in_clear(banjar):
    opened(banjar)
    with entered(an_admin(banjar)), database.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(c)::text || encode(details_sealed, 'escape') FROM evidence_connection c")
        ((row,),) = cursor.fetchall()
        cursor.execute("SELECT string_agg(l::text, ' ') FROM audit_line l")
        ((lines,),) = cursor.fetchall()
    for secret in ("b-rahasia", "k-rahasia", "s-rahasia"):
        assert secret not in row
        assert secret not in lines
    assert "rahasia" not in repr(connections(actor=an_admin(banjar)))


def test_a_new_key_takes_the_place_of_the_old_one_and_the_others_stay(banjar):
    opened(banjar)
    opened(banjar, details={"institution": "32.79", "apikey": "k-baru"})
    now_set = connection_to(Source.REGION, actor=an_admin(banjar))
    assert dict(now_set.details) == AGREEMENT | {"apikey": "k-baru"}


def test_what_cannot_work_is_refused(banjar):
    with pytest.raises(AddressNotAllowed):
        opened(banjar, address="http://10.0.0.1/")
    with pytest.raises(NotACertificate):
        opened(banjar, certificate="-----BEGIN CERTIFICATE-----\nbukan\n-----END CERTIFICATE-----")
    with pytest.raises(DetailsMissing) as refusal:
        opened(banjar, details={"institution": "32.79"})
    assert refusal.value.facts["names"] == ("bearer", "apikey", "salt_key")


def test_another_region_and_other_roles_have_nothing_to_do_with_it(banjar):
    opened(banjar)
    bangli = a_region("kabupaten-bangli")
    assert connections(actor=an_admin(bangli)) == ()
    clerk = Actor(role="verifikator_dinkes", region_id=banjar.id, person_id=uuid7())
    with pytest.raises(Forbidden):
        connect_source(
            connection_id=uuid7(),
            source=Source.REGION,
            access=Access(address=ADDRESS, details=AGREEMENT),
            actor=clerk,
            now=NOW,
        )


@pytest.fixture
def administrator(banjar):
    appointed(banjar, "admin_daerah", nik="3279010101900099", name="Yayan", actor=A_NATIONAL_ADMIN)
    return signed_in("3279010101900099", name="Yayan", role="admin_daerah")


PAGE = "/kota-banjar/petugas/sumber/region"


def test_the_page_never_gives_a_secret_back(administrator):
    typed = {"alamat": "http://10.0.0.1/", **AGREEMENT}
    refused = administrator.post(PAGE, typed)
    assert refused.status_code == 422
    assert "Alamat ini tidak diizinkan" in refused.content.decode()
    assert 'value="32.79"' in refused.content.decode()
    assert "rahasia" not in refused.content.decode()
    saved = administrator.post(PAGE, typed | {"alamat": ADDRESS})
    assert saved.headers["Location"].endswith("/kota-banjar/petugas/sumber?selesai=disimpan")
    shown = administrator.get(PAGE).content.decode()
    assert "Sudah terisi" in shown
    assert "-rahasia" not in shown


def test_an_empty_form_says_beside_each_field_what_is_missing(administrator):
    html = administrator.post(PAGE, {"alamat": ADDRESS}).content.decode()
    for name in ("Kode instansi", "Token", "Kunci API", "Kunci salt"):
        assert f"Isi {name}" in html


def test_a_source_is_closed_and_opened_again(administrator, banjar):
    administrator.post(PAGE, {"alamat": ADDRESS, **AGREEMENT})
    administrator.post(PAGE, {"tutup": "ya"})
    assert "Ditutup" in administrator.get("/kota-banjar/petugas/sumber").content.decode()
    administrator.post(PAGE, {"alamat": ADDRESS, "institution": "32.79"})
    assert connection_to(Source.REGION, actor=an_admin(banjar)).is_open


def test_only_sources_that_a_region_may_own_have_a_page(administrator):
    assert administrator.get("/kota-banjar/petugas/sumber/kki").status_code == 404
