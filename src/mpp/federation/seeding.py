"""The first signing key, and the regional application of the demonstration; safe to run again."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from mpp.federation.operations.decide_application import approve_application
from mpp.federation.operations.issue_secret import issue_secret
from mpp.federation.operations.make_signing_key import make_signing_key
from mpp.federation.operations.register_application import Statement, register_application
from mpp.federation.queries.applications import by_client_id
from mpp.federation.queries.keys import terms
from mpp.federation.rules.addresses import Kind
from mpp.federation.rules.scopes import Scope
from mpp.foundation.actor import system
from mpp.foundation.ids import uuid7
from mpp.tenancy.queries import region_by_slug


def seed_signing_key(*, now: datetime) -> str:
    """Make the first key, so that the provider can sign from the start."""
    make_signing_key(key_id=uuid7(), actor=system(), now=now)
    return f"{len(terms())} signing keys"


def seed_applications(file: Path, *, sandbox_url: str, now: datetime) -> str:
    """Register and approve the applications of `file`; those that are there stay as they are.

    sandbox_url: stands for `{sandbox}` in addresses
    """
    content = yaml.safe_load(file.read_text("utf-8").replace("{sandbox}", sandbox_url))
    for given in content["applications"]:
        if by_client_id(given["client_id"]) is None:
            _seed(given, now)
    return f"{len(content['applications'])} regional applications"


def _seed(given: dict[str, Any], now: datetime) -> None:
    region = region_by_slug(given["region"])
    if region is None:
        raise LookupError(f"there is no region {given['region']}")
    application_id, actor = uuid7(), system(region.id)
    register_application(
        application_id=application_id,
        kind=Kind(given["kind"]),
        statement=Statement(**given["statement"]),
        client_id=given["client_id"],
        actor=actor,
        now=now,
    )
    registered = by_client_id(given["client_id"])
    if registered is None or registered.proposed is None:
        raise LookupError(f"{given['client_id']} was not registered")
    scopes = [scope.value for scope in Scope]
    approve_application(
        application_id=application_id, details_id=registered.proposed.id, scopes=scopes, actor=actor, now=now
    )
    issue_secret(application_id=application_id, secret=given["secret"], actor=actor, now=now)
