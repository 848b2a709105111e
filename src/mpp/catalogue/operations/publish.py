"""Publish a version of a service for the whole nation.

Writes:  Service, ServiceVersion
Refuses: DefinitionFaulty, VersionTaken, VersionBehind
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from mpp.catalogue.checker import Known, faults
from mpp.catalogue.models import Service, ServiceVersion
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.digest import sha256
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import operation


class DefinitionFaulty(DomainError):
    code, title = "definition-faulty", "This definition does not hold together"


class VersionTaken(DomainError):
    code, kind, title = (
        "version-taken",
        Kind.CONFLICT,
        "This version is published with other contents: raise its number",
    )


class VersionBehind(DomainError):
    code, kind, title = "version-behind", Kind.CONFLICT, "A later version is published already"


def digest_of(data: Mapping[str, Any]) -> bytes:
    """Return the digest that tells one content from another, whatever the order of its keys."""
    return sha256(orjson.dumps(data, option=orjson.OPT_SORT_KEYS))


@operation("catalogue.publish", by={"admin_nasional", "sistem"}, on="service_id")
def publish(*, service_id: UUID, data: Mapping[str, Any], known: Known, actor: Actor, now: datetime) -> UUID:
    """Return the id of the published version; the same content again changes nothing.

    service_id: of the service, a new one for a service that is not known yet     data: as `files.merged` gives it
    """
    if found := faults(data, known):
        raise DefinitionFaulty(slug=data.get("slug"), findings=[f"{path}: {reason}" for path, reason in found])
    Service.objects.get_or_create(slug=data["slug"], defaults={"id": service_id})
    # Locked, so that two publishers cannot both find the version free; with its own id: a slug is one service.
    service = Service.objects.select_for_update().get(slug=data["slug"], id=service_id)
    latest = service.versions.order_by("-version").first()
    digest, version = digest_of(data), data["version"]
    note(slug=service.slug, version=version, digest=digest.hex())
    if latest is not None and latest.version == version:
        if bytes(latest.digest) != digest:
            raise VersionTaken(slug=service.slug, version=version)
        return latest.id
    if latest is not None and latest.version > version:
        raise VersionBehind(slug=service.slug, version=version, latest=latest.version)
    published = ServiceVersion.objects.create(
        service=service, version=version, definition=data, digest=digest, published_at=now
    )
    return published.id
