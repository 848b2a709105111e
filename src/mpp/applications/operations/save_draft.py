"""Save a step of a draft, or begin one: one row, no audit line; the chain begins at submission.

Writes:  Application (draft or returned), PersonCase
Refuses: StaleVersion, when another tab or device has saved since
"""

from datetime import datetime
from uuid import UUID

import psycopg

from mpp.applications.content import Content
from mpp.applications.situation import place
from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.errors import StaleVersion
from mpp.foundation.operation import hot_operation

_SAVE = hot.call("mpp.draft_save", "int uuid uuid int text int uuid text bytea text text text timestamptz")


@hot_operation("applications.save_draft", by={"pemohon"}, for_another={"prepare", "hand_in"})
def save_draft(
    *,
    application_id: UUID,
    version: int,
    service_slug: str,
    service_version: int,
    region_settings: UUID | None,
    variant: str,
    applicant_name: str,
    content: Content,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the version of the draft now.

    version: of the draft as the person has seen it, 0 to begin one under an id of the caller's making
    service_version, region_settings: pinned when the draft begins, of no account later
    """
    content = content.with_help_of(actor.authority)
    found = place(content)
    parameters = [
        actor.region_id,
        actor.person_id,
        application_id,
        version,
        service_slug,
        service_version,
        region_settings,
        variant,
        content.sealed(region_id=actor.region_id, application_id=application_id),
        applicant_name,
        found.code if found else "",
        found.name if found else "",
        now,
    ]
    try:
        [(saved,)] = hot.write(_SAVE, parameters)
    except psycopg.DatabaseError as refused:
        if refused.sqlstate == "MP010":
            raise StaleVersion(seen=version) from refused
        raise
    return int(saved)
