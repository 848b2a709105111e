import pytest
from django.db import DatabaseError, connection, transaction

from mpp.catalogue import queries
from mpp.catalogue.operations.close_in_region import close_in_region
from mpp.catalogue.operations.open_in_region import (
    ClockTooLong,
    NotOpenNationwide,
    SignerNotAllowed,
    open_in_region,
)
from mpp.catalogue.operations.publish import DefinitionFaulty, VersionBehind, VersionTaken, publish
from mpp.catalogue.tests.builders import KNOWN, a_closed_service, a_service
from mpp.foundation.actor import system
from mpp.foundation.errors import Forbidden, NotFound
from mpp.foundation.ids import uuid7
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, NOW, a_region, an_admin

pytestmark = pytest.mark.django_db

SLUG = "sip-perawat"


def published(data=None, **changes):
    data = data or a_service(**changes)
    service_id = queries.service_id(data["slug"]) or uuid7()
    return publish(service_id=service_id, data=data, known=KNOWN, actor=A_NATIONAL_ADMIN, now=NOW)


def opened(region, **how):
    return open_in_region(record_id=region.record_id, slug=SLUG, actor=an_admin(region), now=NOW, **how)


def test_a_published_definition_is_what_people_find():
    published()
    assert queries.definition(SLUG).names.id == "Surat Izin Praktik Perawat"
    assert [found.slug for found in queries.found_by("suster")] == [SLUG]
    assert queries.service_names("en") == {SLUG: "SIP Perawat (en)"}


def test_publishing_the_same_content_again_changes_nothing():
    first = published()
    assert published() == first


def test_a_published_version_never_changes():
    published()
    with pytest.raises(VersionTaken):
        published(fee_idr=10_000)


def test_a_case_keeps_the_version_it_began_with():
    published()
    published(version=2, fee_idr=10_000)
    assert queries.service_version(SLUG, 1).fee_idr == 0
    assert queries.definition(SLUG).fee_idr == 10_000
    with pytest.raises(VersionBehind):
        published()


def test_a_faulty_definition_is_refused_with_every_finding():
    with pytest.raises(DefinitionFaulty) as refusal:
        published(steps__0__role="nobody", outputs__0__template="poem")
    assert len(refusal.value.facts["findings"]) == 2


def test_only_the_nation_publishes():
    with pytest.raises(Forbidden):
        publish(service_id=uuid7(), data=a_service(), known=KNOWN, actor=an_admin(a_region()), now=NOW)


@pytest.mark.parametrize("table", ["serviceversion", "regionservice"])
def test_the_database_itself_refuses_to_change_what_is_published(table):
    published()
    opened(a_region())
    for statement in (f"UPDATE catalogue_{table} SET version = 9", f"DELETE FROM catalogue_{table}"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            within_an_operation(statement)


def within_an_operation(statement):
    with connection.cursor() as cursor:
        cursor.execute("SELECT mpp.enter('0', '', 'catalogue.publish')")
        cursor.execute(statement)


def test_a_case_keeps_the_settings_it_began_with():
    here = a_region()
    published()
    settings_id = opened(here, working_days=4)
    opened(here, working_days=2)
    assert queries.pinned_offer(SLUG, 1, settings_id).working_days == 4
    assert queries.pinned_offer(SLUG, 1, None).working_days == 5


def test_a_service_is_open_only_where_a_region_opened_it():
    here = a_region()
    published()
    assert not queries.service(SLUG, here.id).is_open
    opened(here)
    assert queries.service(SLUG, here.id).is_open
    assert [region.slug for region in queries.regions_offering(SLUG)] == ["kota-banjar"]
    close_in_region(record_id=here.record_id, slug=SLUG, actor=an_admin(here), now=NOW)
    assert not queries.service(SLUG, here.id).is_open
    assert queries.regions_with_services() == ()


def test_opening_the_same_way_again_changes_nothing():
    here = a_region()
    published()
    assert opened(here) == opened(here)
    assert opened(here, working_days=3) != opened(here)


def test_a_region_may_be_faster_and_name_its_signer():
    here = a_region()
    published()
    opened(here, working_days=3, signer_role="kepala_dinkes")
    offer = queries.service(SLUG, here.id)
    assert (offer.working_days, offer.signer_role) == (3, "kepala_dinkes")
    last = offer.steps_for(offer.definition.filled(offer.definition.blank_case("first")))[-1]
    assert (last.role, last.agency) == ("kepala_dinkes", "dinkes")


def test_a_region_may_not_be_slower_than_the_nation_promises():
    published()
    with pytest.raises(ClockTooLong):
        opened(a_region(), working_days=6)


def test_a_region_may_not_name_a_signer_the_definition_does_not_allow():
    published()
    with pytest.raises(SignerNotAllowed):
        opened(a_region(), signer_role="kepala_disdukcapil")


def test_a_service_that_is_closed_nationwide_opens_nowhere():
    published(a_closed_service())
    with pytest.raises(NotOpenNationwide):
        opened(a_region())


def test_a_region_decides_for_itself_only():
    published()
    here, there = a_region("kota-banjar"), a_region("kabupaten-bangli")
    with pytest.raises(NotFound):
        open_in_region(record_id=there.record_id, slug=SLUG, actor=an_admin(here), now=NOW)
    with pytest.raises(NotFound):
        open_in_region(record_id=here.record_id, slug="sip-nothing", actor=system(here.id), now=NOW)


def test_the_edition_changes_with_everything_that_pages_show():
    here = a_region()
    editions = [queries.edition()]
    for change in (published, lambda: opened(here), lambda: opened(here, working_days=2)):
        change()
        editions.append(queries.edition())
    assert len(set(editions)) == 4
