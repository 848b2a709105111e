"""Reads of the catalogue: definitions, offers of regions, search. National rows, so no region needs to be set.

Published versions never change, so a process keeps every one it has read, for ever; which version is the latest and
what a region has open is asked again after some seconds.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from mpp.catalogue.definition import ServiceDefinition
from mpp.catalogue.local import LocalRequirement, with_local
from mpp.catalogue.models import RegionService, Service, ServiceVersion
from mpp.catalogue.parse import definition_of
from mpp.catalogue.search import Entry, Index
from mpp.catalogue.settings import Offer, RegionSettings
from mpp.foundation.clock import local_date, utc_now
from mpp.foundation.memo import kept_for
from mpp.tenancy.queries import KEPT_SECONDS, NATIONAL_ZONE, RegionView, regions

#: Settings a process keeps: 39 services in 508 regions, with room for their earlier versions.
_KEPT_SETTINGS = 50_000

#: Digest -> definition: compiling the conditions of one takes milliseconds.
_built: dict[bytes, ServiceDefinition] = {}


@kept_for(math.inf)
def service_version(slug: str, version: int) -> ServiceDefinition:
    """Return the definition that a case began with, whatever has been published since."""
    published = ServiceVersion.objects.filter(service__slug=slug, version=version)
    digest = bytes(published.values_list("digest", flat=True).get())
    if digest not in _built:
        _built[digest] = definition_of(published.values_list("definition", flat=True).get())
    return _built[digest]


@lru_cache(maxsize=_KEPT_SETTINGS)
def _region_settings(settings_id: UUID) -> RegionSettings:
    row = RegionService.objects.get(id=settings_id)
    return RegionSettings(
        id=row.id,
        region_id=row.region_id,
        version=row.version,
        is_open=row.is_open,
        working_days=row.working_days,
        signer_role=row.signer_role,
        local_requirements=tuple(LocalRequirement.of_plain(each) for each in row.local_requirements),
    )


@lru_cache(maxsize=_KEPT_SETTINGS)
def _in_region(slug: str, version: int, settings_id: UUID) -> ServiceDefinition:
    """Return a published definition with what a region asks for beyond it; the published one where that is nothing."""
    return with_local(service_version(slug, version), _region_settings(settings_id).local_requirements)


@kept_for(KEPT_SECONDS)
def _latest() -> Mapping[str, int]:
    """Return slug -> latest version, in the order of the catalogue."""
    latest = dict(ServiceVersion.objects.values_list("service__slug").annotate(latest=Max("version")))
    return dict(sorted(latest.items(), key=lambda item: _place(service_version(*item))))


def _place(definition: ServiceDefinition) -> tuple[bool, str]:
    """Where a service stands in lists: those that can be opened first, then by name."""
    return not definition.open, definition.short.id


def definitions() -> tuple[ServiceDefinition, ...]:
    """Return the latest version of every service, in the order of lists."""
    return tuple(service_version(slug, version) for slug, version in _latest().items())


def definition(slug: str) -> ServiceDefinition | None:
    """Return the latest version of a service, None when there is none of this name."""
    version = _latest().get(slug)
    return service_version(slug, version) if version else None


def service_names(lang: str) -> dict[str, str]:
    """Return slug -> short name of every service."""
    return {each.slug: each.short.of(lang) for each in definitions()}


@kept_for(KEPT_SECONDS)
def _settings_in_force() -> Mapping[str, Mapping[int, UUID]]:
    """Return slug -> region id -> id of the settings that count there."""
    rows = RegionService.objects.order_by("region_id", "service_id", "-version").distinct("region_id", "service_id")
    found: dict[str, dict[int, UUID]] = {}
    for slug, region_id, settings_id in rows.values_list("service__slug", "region_id", "id"):
        found.setdefault(slug, {})[region_id] = settings_id
    return found


def service(slug: str, region_id: int) -> Offer | None:
    """Return a service as a region offers it today, open or not; None when there is no such service."""
    found = definition(slug)
    return _offer(found, region_id, _settings_in_force()) if found else None


def _offer(found: ServiceDefinition, region_id: int, in_force: Mapping[str, Mapping[int, UUID]]) -> Offer:
    settings_id = in_force.get(found.slug, {}).get(region_id)
    return pinned_offer(found.slug, found.version, settings_id)


def pinned_offer(slug: str, version: int, settings_id: UUID | None) -> Offer:
    """Return a service as a case began with it: the version and the region's settings of that day."""
    if settings_id is None:
        return Offer(definition=service_version(slug, version), settings=None)
    return Offer(definition=_in_region(slug, version, settings_id), settings=_region_settings(settings_id))


def services_of(region_id: int) -> tuple[Offer, ...]:
    """Return every service of the nation as the region offers it, open ones first."""
    in_force = _settings_in_force()
    offers = [_offer(each, region_id, in_force) for each in definitions()]
    return tuple(sorted(offers, key=lambda offer: not offer.is_open))


def regions_offering(slug: str) -> tuple[RegionView, ...]:
    """Return the regions where a service is open today, by name."""
    found = definition(slug)
    in_force = _settings_in_force()
    here = [each for each in regions() if found and each.is_tenant and _offer(found, each.id, in_force).is_open]
    return tuple(sorted(here, key=lambda region: region.name))


def regions_with_services() -> tuple[RegionView, ...]:
    """Return the regions where at least one service is open today, by name."""
    known, in_force = definitions(), _settings_in_force()
    here = [
        each
        for each in regions()
        if each.is_tenant and any(_offer(found, each.id, in_force).is_open for found in known)
    ]
    return tuple(sorted(here, key=lambda region: region.name))


def found_by(text: str, *, limit: int = 10) -> tuple[ServiceDefinition, ...]:
    """Return the services that `text` asks for in everyday words, best first."""
    return tuple(found for slug in _index().find(text, limit) if (found := definition(slug)))


@kept_for(KEPT_SECONDS)
def _index() -> Index:
    return Index(Entry.of(each) for each in definitions())


def service_id(slug: str) -> UUID | None:
    """Return under which id the audit chain knows a service."""
    return Service.objects.filter(slug=slug).values_list("id", flat=True).first()


def published_digest(slug: str, version: int) -> bytes | None:
    """Return the digest of a published version, None when it is not published."""
    digest = ServiceVersion.objects.filter(service__slug=slug, version=version).values_list("digest", flat=True).first()
    return bytes(digest) if digest is not None else None


@dataclass(frozen=True, slots=True)
class Edition:
    """What catalogue pages rest on; pages rendered under one edition serve until another one is out."""

    versions: tuple[int, UUID | None]
    settings: tuple[int, UUID | None]
    regions: tuple[RegionView, ...]
    day: str


@kept_for(KEPT_SECONDS)
def edition() -> Edition:
    """Return the present edition. Versions and settings are only ever appended, so the number and the last id tell."""
    return Edition(
        versions=_extent(ServiceVersion.objects.all()),
        settings=_extent(RegionService.objects.all()),
        regions=regions(),
        day=local_date(utc_now(), NATIONAL_ZONE).isoformat(),
    )


def _extent(rows: QuerySet[Any]) -> tuple[int, UUID | None]:
    return rows.count(), rows.order_by("-id").values_list("id", flat=True).first()


def forget() -> None:
    """Ask again at the next read: for the process that has just changed the catalogue itself."""
    for kept in (_latest, _settings_in_force, _index, edition):
        kept.forget()
