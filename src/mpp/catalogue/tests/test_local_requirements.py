"""What a region asks for beyond the nation: who may ask for what, and where the application asks it."""

from dataclasses import replace

import pytest

from mpp.catalogue import queries
from mpp.catalogue.definition import LegalBasis, RequirementKind
from mpp.catalogue.files import read_definitions
from mpp.catalogue.local import LocalRequirement, with_local
from mpp.catalogue.operations.add_local_requirement import (
    MOST,
    LocalRequirementUnfounded,
    TooManyLocalRequirements,
    add_local_requirement,
)
from mpp.catalogue.operations.close_in_region import close_in_region
from mpp.catalogue.operations.open_in_region import open_in_region
from mpp.catalogue.parse import definition_of
from mpp.catalogue.tests.builders import SEEDS, a_definition, faults
from mpp.catalogue.tests.world import CLOSED, SLUG, a_nation, publish_again
from mpp.eforms.form import Situation, Widget
from mpp.eforms.words import Words
from mpp.foundation.errors import NotFound
from mpp.foundation.ids import uuid7
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, NOW, an_admin, appointed
from tests.support.signed_in import signed_in

ADMIN_NIK = "3279030709910001"
DESK = f"/kota-banjar/petugas/layanan/{SLUG}"
PUBLIC = f"/kota-banjar/layanan/{SLUG}"
NURSE_LICENCE = definition_of(read_definitions(SEEDS)["sip-perawat.yaml"])


def a_requirement(key="site_plan", *, instrument="Perda 1/2020", **other):
    given = {"name": Words("Denah", "Site plan"), "kind": RequirementKind.DOCUMENT} | other
    return LocalRequirement(key=key, basis=LegalBasis(instrument=instrument), **given)


def pages_asked(definition, **answers):
    situation = Situation(variant="first", answers=answers, facts=definition.facts())
    return [asked.page.key for asked in definition.filled(situation).pages]


def test_it_is_asked_on_a_page_of_its_own_before_the_declaration():
    here = with_local(NURSE_LICENCE, [a_requirement(), a_requirement("waste", kind=RequirementKind.DATA)])
    assert pages_asked(here)[-2:] == ["local", "declaration"]
    file, statement = here.form.page("local").fields
    assert (file.widget, statement.widget) == (Widget.FILE, Widget.DECLARATION)
    assert file.help.id == "Dasar: Perda 1/2020."
    assert "local" in here.filled(Situation(variant="first", facts=here.facts())).missing


def test_it_is_asked_of_those_practices_only_that_the_region_means():
    here = with_local(NURSE_LICENCE, [a_requirement(only_at="own")])
    assert "local" in pages_asked(here, practice_mode="own")
    assert "local" not in pages_asked(here, practice_mode="facility")
    there = with_local(NURSE_LICENCE, [a_requirement(only_at="facility")])
    assert "local" in pages_asked(there, practice_mode="facility")


def test_a_service_without_own_practice_never_asks_what_is_meant_for_it():
    assert with_local(a_definition(), [a_requirement(only_at="own")]) == a_definition()


def test_where_a_region_asks_for_nothing_the_definition_is_the_national_one():
    assert with_local(NURSE_LICENCE, []) is NURSE_LICENCE


def test_what_was_stored_before_regions_chose_whom_they_ask_is_asked_of_all():
    stored = a_requirement().to_plain()
    del stored["only_at"]
    assert LocalRequirement.of_plain(stored) == a_requirement()


def test_no_national_question_may_be_taken_for_a_regional_one():
    assert any("'local_plan'" in fault for fault in faults(form__pages__0__fields__0__key="local_plan"))


@pytest.fixture
def region(db):
    here, _ = a_nation()
    return here


@pytest.fixture
def admin(region):
    appointed(region, "admin_daerah", nik=ADMIN_NIK, name="Yayan Mulyana", actor=A_NATIONAL_ADMIN)
    return signed_in(ADMIN_NIK, name="Yayan Mulyana", role="admin_daerah")


def added(region, *requirements):
    for each in requirements:
        add_local_requirement(record_id=region.record_id, slug=SLUG, requirement=each, actor=an_admin(region), now=NOW)
    queries.forget()


def kept(region):
    return [each.key for each in queries.service(SLUG, region.id).settings.local_requirements]


def test_a_region_may_ask_for_more_where_a_regulation_says_so(region):
    added(region, a_requirement())
    assert queries.service(SLUG, region.id).requirements[-1].name.en == "Site plan"


@pytest.mark.parametrize(
    "requirement",
    [
        a_requirement(instrument=" "),
        a_requirement("registration"),
        # The small service of these tests knows facilities only.
        a_requirement(only_at="own"),
    ],
)
def test_a_region_asks_for_nothing_more_without_a_regulation_or_twice_or_of_nobody(region, requirement):
    with pytest.raises(LocalRequirementUnfounded):
        added(region, requirement)


def test_the_same_thing_sent_twice_is_asked_for_once(region):
    added(region, a_requirement(), a_requirement())
    assert kept(region) == ["site_plan"]
    with pytest.raises(LocalRequirementUnfounded):
        added(region, replace(a_requirement(), name=Words("Lain", "Other")))


def test_a_region_does_not_ask_without_end(region):
    added(region, *(a_requirement(f"plan_{number}") for number in range(MOST)))
    with pytest.raises(TooManyLocalRequirements):
        added(region, a_requirement())


def test_clock_and_closing_leave_what_is_asked_as_it_is(region):
    added(region, a_requirement())
    how = {"record_id": region.record_id, "slug": SLUG, "actor": an_admin(region), "now": NOW}
    open_in_region(working_days=4, **how)
    close_in_region(**how)
    queries.forget()
    closed = queries.service(SLUG, region.id).settings
    assert (closed.is_open, closed.working_days, kept(region)) == (False, 4, ["site_plan"])
    open_in_region(working_days=4, **how)
    queries.forget()
    assert kept(region) == ["site_plan"]


def test_who_began_before_is_not_asked(region):
    before = queries.service(SLUG, region.id).settings
    added(region, a_requirement())
    publish_again(version=2)
    assert queries.pinned_offer(SLUG, 1, before.id).definition.form.page("local") is None
    assert queries.service(SLUG, region.id).definition.form.page("local")


def test_a_region_asks_for_itself_only(region):
    with pytest.raises(NotFound):
        add_local_requirement(
            record_id=uuid7(), slug=SLUG, requirement=a_requirement(), actor=an_admin(region), now=NOW
        )


def given(**changed):
    usual = {
        "id": str(uuid7()),
        "jenis": "document",
        "nama": "Denah lokasi praktik",
        "nama_en": "Plan of the practice place",
        "untuk": "",
        "dasar": "Perda 3/2021",
        "pasal": "Pasal 5",
    }
    return usual | changed


def test_the_administrator_adds_one_and_everybody_reads_it_with_its_regulation(admin, region):
    answer = admin.post(f"{DESK}/persyaratan", given())
    assert answer.headers["Location"] == f"{DESK}?selesai=ditambah"
    shown = admin.get(answer.headers["Location"]).content.decode()
    assert "Persyaratan ditambahkan" in shown
    assert "Dasar: Perda 3/2021, Pasal 5." in shown
    public = admin.get(PUBLIC).content.decode()
    assert "Denah lokasi praktik" in public
    assert "Diminta daerah ini. Dasar: Perda 3/2021, Pasal 5." in public
    assert "Denah lokasi praktik" in admin.get(f"{PUBLIC}/standar").content.decode()
    admin.post(f"{DESK}/persyaratan/{kept(region)[0]}/hapus")
    assert kept(region) == []
    assert "Denah lokasi praktik" not in admin.get(PUBLIC).content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"jenis": ""}, "Pilih berkas atau pernyataan."),
        ({"nama": ""}, "Tulis nama berkas"),
        ({"nama_en": ""}, "Tulis juga dalam bahasa Inggris."),
        ({"dasar": " "}, "Tulis peraturan yang memintanya."),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_the_rest_comes_back(admin, region, changed, said):
    answer = admin.post(f"{DESK}/persyaratan", given(**changed))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Pasal 5" in answer.content.decode()
    assert kept(region) == []


def test_a_service_that_no_region_can_open_has_no_such_page(admin):
    assert admin.get(f"/kota-banjar/petugas/layanan/{CLOSED}/persyaratan").status_code == 404
