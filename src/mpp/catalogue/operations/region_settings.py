"""What opening and closing share: the region that decides, the definition it decides about, the next version."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max

from mpp.catalogue import queries
from mpp.catalogue.definition import ServiceDefinition
from mpp.catalogue.models import RegionService, Service, ServiceVersion
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import NotFound
from mpp.tenancy.queries import RegionView, region_by_id

#: What makes two settings the same decision.
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


def append_settings(region: RegionView, slug: str, now: datetime, decision: RegionService) -> UUID:
    """Return the id of the settings that now count: new ones, or the present ones when they say the same."""
    # The service row is the lock: settings that do not exist yet cannot be locked.
    service = Service.objects.select_for_update().get(slug=slug)
    present = RegionService.objects.filter(region_id=region.id, service=service).order_by("-version").first()
    if present is not None and all(getattr(present, name) == getattr(decision, name) for name in _DECISION):
        return present.id
    decision.region_id, decision.service, decision.recorded_at = region.id, service, now
    decision.version = present.version + 1 if present else 1
    decision.save(force_insert=True)
    note(service=slug, version=decision.version, is_open=decision.is_open, settings=decision.id)
    return decision.id
