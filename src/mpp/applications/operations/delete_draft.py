"""Delete a draft: the applicant's own act, or the automation's once nobody has gone on with it for long.

Writes:  Application and PersonCase (the rows are gone), UploadUse (documents are kept no longer for its sake)
Refuses: ApplicationNotFound, for a case that has been handed in too
Legal:   UU 27/2022 art. 43 (what is no longer needed is erased)
"""

from datetime import datetime
from uuid import UUID

from mpp.applications.queries.case import ApplicationNotFound
from mpp.applications.rules import APPLICANT, SYSTEM
from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.operation import operation
from mpp.identity.queries import acting_person
from mpp.uploads.operations.rest_on import let_go


@operation("applications.delete_draft", by={APPLICANT, SYSTEM}, on="application_id")
def delete_draft(*, application_id: UUID, actor: Actor, now: datetime) -> None:
    """Delete it for good. actor: in the draft's region; the automation acts for its person"""
    person_id = acting_person(actor)
    let_go(person_id=person_id, application_id=application_id, actor=actor, now=now)
    [(was_there,)] = hot.write("SELECT mpp.draft_delete(%s, %s, %s)", [actor.region_id, person_id, application_id])
    if not was_there:
        raise ApplicationNotFound
