"""Where the registries of a region come from: the setting `EVIDENCE_SOURCES` names the function that knows."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from mpp.evidence.ports import Sources


def sources_of(region_id: int) -> Sources:
    """Return the registries as that region reaches them; credentials, quotas and rests are the region's own."""
    given = settings.EVIDENCE_SOURCES
    make = cast(Callable[[int], Sources], import_string(given) if isinstance(given, str) else given)
    return make(region_id)
