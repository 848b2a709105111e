"""A parent for a child: the registry proves it by the family card, and it ends when the child is of age."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from lxml import html

from mpp.foundation import hot, ratelimit
from mpp.foundation.actor import Actor
from mpp.foundation.cipher import blind_index
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.identity.ports import IdentityProviderUnavailable
from mpp.identity.queries import profile
from mpp.identity.tests.fakes import Elements
from mpp.mandates.operations.prove_child import Child, NotAChild, ProvenAlready, prove_child
from mpp.mandates.queries import own_mandates
from mpp.mandates.rules import Act, Kind, Proof, Side, State
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/akun/kuasa/anak"
MOTHER, SON, CARD = "3279025708940001", "3279020503170001", "3279021205160007"
MOTHER_NAME, SON_NAME, BORN = "Neneng Siti Rohaeni", "Raka Pratama", date(2017, 3, 5)
TYPED = {"nik": SON, "nama": SON_NAME, "lahir": BORN.isoformat(), "kk": CARD, "key": "a-key"}


@pytest.fixture(autouse=True)
def registry(settings):
    ratelimit.buckets.forget()
    settings.IDENTITY_ELEMENTS = known = Elements(
        {
            MOTHER: {"family_card": CARD, "relation": "head"},
            SON: {"family_card": CARD, "relation": "child", "name": SON_NAME, "birth_date": BORN.isoformat()},
        }
    )
    return known


def person_id(nik):
    rows = hot.read("SELECT person_id FROM mpp.person_by_nik(%s)", [blind_index(nik)])
    return rows[0][0] if rows else None


@pytest.fixture
def browser():
    return signed_in(MOTHER, name=MOTHER_NAME)


@pytest.fixture
def mother(browser) -> Actor:
    return Actor(role="pemohon", person_id=person_id(MOTHER), account_id=uuid7())


def a_child(**changed) -> Child:
    return Child(**{"nik": SON, "name": SON_NAME, "birth_date": BORN, "family_card": CARD} | changed)


def proven(mother, *, now=None, **changed):
    mandate_id = uuid7()
    prove_child(mandate_id=mandate_id, child=a_child(**changed), actor=mother, now=now or utc_now())
    return mandate_id


def text(answer) -> str:
    [main] = html.fromstring(answer.content.decode()).xpath("//main")
    return " ".join(" ".join(main.itertext()).split())


def test_the_family_card_proves_it_at_once_and_the_child_needs_no_account(browser, mother):
    for _click in range(2):
        assert browser.post(PAGE, TYPED)["Location"] == "/akun/kuasa?selesai=anak"
    [mandate] = own_mandates(actor=mother)
    assert (mandate.kind, mandate.state, mandate.proven_by) == (Kind.PARENT, State.ACTIVE, Proof.REGISTRY)
    assert (mandate.name, mandate.ends_on, mandate.acts) == (SON_NAME, date(2035, 3, 4), frozenset(Act))
    [seen_by_child] = own_mandates(actor=replace(mother, person_id=person_id(SON)))
    assert (seen_by_child.side, seen_by_child.name) == (Side.PRINCIPAL, MOTHER_NAME)
    shown = text(browser.get("/akun/kuasa"))
    assert f"Bertindak untuk {SON_NAME}" in shown
    assert SON not in shown


def test_the_child_who_signs_in_later_is_the_same_person(browser, mother):
    proven(mother)
    before = person_id(SON)
    his = signed_in(SON, name=SON_NAME)
    assert person_id(SON) == before
    assert MOTHER_NAME in text(his.get("/akun/kuasa"))
    [mandate] = own_mandates(actor=mother)
    assert his.post(f"/akun/kuasa/{mandate.mandate_id}/akhiri").status_code == 302
    assert own_mandates(actor=mother)[0].state is State.ENDED


@pytest.mark.parametrize(
    ("nik", "element", "value"),
    [
        (SON, "family_card", "3279021205160008"),
        (SON, "name", "Raka Pratama Putra"),
        (SON, "birth_date", "2017-03-06"),
        (SON, "relation", "nephew"),
        (MOTHER, "family_card", "3279021205160008"),
        (MOTHER, "relation", "child"),
    ],
)
def test_whatever_does_not_agree_makes_no_mandate_and_is_not_told_apart(browser, mother, registry, nik, element, value):
    registry.known[nik][element] = value
    answer = browser.post(PAGE, TYPED)
    assert answer.status_code == 422
    assert "tidak cocok dengan kartu keluarga Anda" in text(answer)
    assert SON_NAME in answer.content.decode(), "what was typed comes back"
    assert own_mandates(actor=mother) == ()
    assert person_id(SON) is None


def test_a_silent_registry_is_said_and_nothing_is_kept(browser, mother, registry):
    registry.refusal = IdentityProviderUnavailable()
    answer = browser.post(PAGE, TYPED)
    assert "Dukcapil sedang tidak menjawab" in text(answer)
    assert own_mandates(actor=mother) == ()


def test_children_cannot_be_tried_out(browser):
    answers = [browser.post(PAGE, TYPED | {"kk": f"32790212051600{n:02d}"}).status_code for n in range(8)]
    assert answers[-1] == 429


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"nik": "12"}, "NIK harus 16 angka."),
        ({"nama": ""}, "Isi nama anak Anda."),
        ({"lahir": "kemarin"}, "Isi tanggal yang benar."),
        ({"kk": "12"}, "Nomor KK harus 16 angka."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(browser, changed, words):
    answer = browser.post(PAGE, TYPED | changed)
    assert answer.status_code == 422
    assert words in text(answer)


def test_whoever_is_of_age_and_a_second_mandate_are_refused(mother):
    with pytest.raises(NotAChild):
        proven(mother, birth_date=date(2000, 1, 1))
    proven(mother)
    with pytest.raises(ProvenAlready):
        proven(mother)


def test_what_the_registry_said_today_is_not_asked_again(browser, mother, registry):
    mandate_id = proven(mother)
    assert browser.post(f"/akun/kuasa/{mandate_id}/bertindak")["Location"] == "/akun/permohonan"
    assert registry.asked == 0


@pytest.mark.parametrize(("nik", "element"), [(SON, "family_card"), (MOTHER, "relation")])
def test_a_family_card_that_has_changed_ends_it_for_both(browser, mother, registry, nik, element):
    mandate_id = proven(mother, now=utc_now() - timedelta(days=2))
    registry.known[nik][element] = "another"
    assert browser.post(f"/akun/kuasa/{mandate_id}/bertindak")["Location"] == "/akun/kuasa?selesai=kk-berubah"
    assert "tidak lagi berada pada kartu keluarga yang sama" in text(browser.get("/akun/kuasa?selesai=kk-berubah"))
    child = replace(mother, person_id=person_id(SON))
    assert [own_mandates(actor=each)[0].state for each in (mother, child)] == [State.ENDED, State.ENDED]


def test_a_registry_that_is_silent_a_day_later_stops_nobody(browser, mother, registry):
    mandate_id = proven(mother, now=utc_now() - timedelta(days=2))
    registry.refusal = IdentityProviderUnavailable()
    assert browser.post(f"/akun/kuasa/{mandate_id}/bertindak")["Location"] == "/akun/permohonan"
    registry.refusal = None
    assert browser.post(f"/akun/kuasa/{mandate_id}/bertindak")["Location"] == "/akun/permohonan"
    assert own_mandates(actor=mother)[0].proven_at > utc_now() - timedelta(minutes=5)


def test_the_child_is_known_by_what_the_registry_agreed_with(mother):
    proven(mother)
    known = profile(actor=replace(mother, person_id=person_id(SON)))
    assert (known.nik, known.name, known.birth_date, known.language) == (SON, SON_NAME, BORN, "id")
