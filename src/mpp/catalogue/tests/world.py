"""A small nation for tests of pages: one service open in one region, another one that is open nowhere."""

from typing import Any

from mpp.catalogue import queries
from mpp.catalogue.operations.open_in_region import open_in_region
from mpp.catalogue.operations.publish import publish
from mpp.catalogue.tests.builders import KNOWN, a_closed_service, a_service, w
from mpp.foundation.ids import uuid7
from mpp.foundation.memo import forget_everything
from mpp.tenancy.operations.publish_regions import publish_regions
from mpp.tenancy.queries import RegionView, region_by_slug
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, NOW, an_admin, an_atlas_of

SLUG, CLOSED = "sip-perawat", "akta-kelahiran"


def a_nation() -> tuple[RegionView, RegionView]:
    """Return a region where sip-perawat is open, and one where nothing is."""
    atlas = an_atlas_of("kota-banjar", "kabupaten-asmat")
    publish_regions(edition_id=uuid7(), atlas=atlas, actor=A_NATIONAL_ADMIN, now=NOW)
    forget_everything()
    here, there = region_by_slug("kota-banjar"), region_by_slug("kabupaten-asmat")
    assert here
    assert there
    birth = {
        "slug": CLOSED,
        "names": w("Akta kelahiran"),
        "short": w("Akta kelahiran"),
        "sector": "adminduk",
        "words": ["akta", "bayi"],
    }
    for data in (a_service(), a_closed_service() | birth):
        _publish(data)
    open_in_region(record_id=here.record_id, slug=SLUG, actor=an_admin(here), now=NOW)
    forget_everything()
    return here, there


def publish_again(**changes: Any) -> None:
    """Publish sip-perawat once more, with `changes` as `a_service` takes them."""
    _publish(a_service(**changes))
    forget_everything()


def _publish(data: dict[str, Any]) -> None:
    service_id = queries.service_id(data["slug"]) or uuid7()
    publish(service_id=service_id, data=data, known=KNOWN, actor=A_NATIONAL_ADMIN, now=NOW)
