"""What every decision of a region about a service shares: who decides, about which definition, the next version."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from mpp.catalogue import queries
from mpp.catalogue.definition import ServiceDefinition
from mpp.catalogue.models import RegionService, Service, ServiceVersion
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import NotFound
from mpp.tenancy.queries import RegionView, region_by_id

#: What a region decides; a decision about one part leaves the others as they are.
_DECISION = ("is_open", "working_days", "signer_role", "local_requirements")


def locked_region(record_id: UUID, actor: Actor) -> RegionView:
    """Return the region the actor acts for. Raises NotFound for any other."""
    region = region_by_id(actor.region_id)
    if region is None or region.record_id != record_id or not region.is_tenant:
        raise NotFound
    return region


def latest_version(slug: str) -> ServiceDefinition:
    """Return the latest published definition. Raises NotFound."""
    latest = ServiceVersion.objects.filter(service__slug=slug).aggregate(latest=Max("version"))["latest"]
    if latest is None:
        raise NotFound
    return queries.service_version(slug, latest)


def present_settings(region: RegionView, slug: str) -> RegionService:
    """Return the settings that count, version 0 where the region has never decided; locked until the act ends."""
    # The service row is the lock: settings that do not exist yet cannot be locked.
    service = Service.objects.select_for_update().get(slug=slug)
    present = RegionService.objects.filter(region_id=region.id, service=service).order_by("-version").first()
    return present or RegionService(region_id=region.id, service=service, version=0, is_open=False)


def append_settings(present: RegionService, slug: str, now: datetime, **decided: Any) -> UUID:
    """Return the id of the settings that now count: new ones, or the present ones when they say the same already."""
    before = {name: getattr(present, name) for name in _DECISION}
    if present.version and before == before | decided:
        return present.id
    after = RegionService(
        region_id=present.region_id,
        service_id=present.service_id,
        version=present.version + 1,
        recorded_at=now,
        **before | decided,
    )
    after.save(force_insert=True)
    note(service=slug, version=after.version, is_open=after.is_open, settings=after.id)
    return after.id
