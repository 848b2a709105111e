"""What comes from outside: settings name the functions that know (config/wiring.py)."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from mpp.evidence.ports import ShownCertificate, Sources
from mpp.evidence.rules.facts import Source


def sources_of(region_id: int) -> Sources:
    """Return the registries as that region reaches them; credentials, quotas and rests are the region's own."""
    given = settings.EVIDENCE_SOURCES
    make = cast(Callable[[int], Sources], import_string(given) if isinstance(given, str) else given)
    return make(region_id)


def certificate_of(source: Source, owner: int) -> ShownCertificate | None:
    """Return the certificate that a source shows now, None where it is spoken to without TLS.

    owner: the region whose agreement it is, NATIONAL for the nation's     Refuses: Unavailable
    """
    given = settings.EVIDENCE_CERTIFICATE
    look = import_string(given) if isinstance(given, str) else given
    return cast(Callable[[Source, int], ShownCertificate | None], look)(source, owner)
