"""Reads: what handing in cost the applicants, added up; figures only."""

from datetime import datetime

from django.db import connection

from mpp.applications.figures import Sums
from mpp.foundation.actor import Actor
from mpp.foundation.scope import query


@query
def handed_in(*, actor: Actor, since: datetime, until: datetime) -> Sums:
    """Return the sums of the acting region over what was first handed in from `since` to before `until`."""
    found = _read("SELECT * FROM mpp.handed_in(%s, %s)", since, until)
    return found.get(actor.region_id, Sums())


@query
def handed_in_nation(*, actor: Actor, since: datetime, until: datetime) -> dict[int, Sums]:
    """Return the sums of each region, by its id; regions without an application are left out."""
    return _read("SELECT * FROM mpp.handed_in_nation(%s, %s)", since, until)


def _read(statement: str, since: datetime, until: datetime) -> dict[int, Sums]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [since, until])
        return {region_id: Sums(*sums) for region_id, *sums in cursor.fetchall()}
