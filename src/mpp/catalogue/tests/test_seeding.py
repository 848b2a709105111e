from pathlib import Path

import pytest
import yaml

from mpp.catalogue import queries
from mpp.catalogue.files import BadFile, read_yaml
from mpp.catalogue.seeding import seed_openings, seed_services
from mpp.catalogue.tests.builders import KNOWN, SEEDS
from mpp.foundation.actor import system
from mpp.foundation.ids import uuid7
from mpp.tenancy.operations.publish_regions import publish_regions
from mpp.tenancy.queries import region_by_slug
from mpp.tenancy.tests.builders import NOW, an_atlas_of

pytestmark = pytest.mark.django_db

OPENINGS = Path(SEEDS).parent / "demo" / "services.yaml"


def test_the_nation_is_filled_once_and_again_without_change(tmp_path):
    slugs = ("kota-banjar", "kabupaten-asmat")
    publish_regions(edition_id=uuid7(), atlas=an_atlas_of(*slugs), actor=system(), now=NOW)
    openings = tmp_path / "two.yaml"
    openings.write_text(yaml.safe_dump({"regions": {slug: read_yaml(OPENINGS)["regions"][slug] for slug in slugs}}))
    assert seed_services(SEEDS, KNOWN, now=NOW) == "39 services"
    assert seed_openings(openings, now=NOW) == "55 services opened in 2 regions"
    before = queries.edition()
    assert seed_services(SEEDS, KNOWN, now=NOW) == "39 services"
    assert seed_openings(openings, now=NOW) == "0 services opened in 2 regions"
    assert queries.edition() == before

    asmat, banjar = region_by_slug("kabupaten-asmat"), region_by_slug("kota-banjar")
    assert queries.service("sip-audiologis", banjar.id).is_open
    assert not queries.service("sip-audiologis", asmat.id).is_open, "so that there is a page 'not open here'"
    assert not queries.service("akta-kelahiran", banjar.id).is_open
    assert len(queries.services_of(asmat.id)) == 39


def test_a_faulty_folder_is_refused_whole(tmp_path):
    (tmp_path / "sip-perawat.yaml").write_text("slug: sip-perawat", "utf-8")
    with pytest.raises(BadFile, match=r"sip-perawat\.yaml: "):
        seed_services(tmp_path, KNOWN, now=NOW)
    assert queries.definitions() == ()
