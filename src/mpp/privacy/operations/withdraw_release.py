"""Withdraw the consent to keep what the identity provider released: it is erased at once, in the drafts too.

Writes:  Application (drafts), and what `identity.withdraw_release` writes
Refuses: StaleVersion, where a draft is saved at the same moment
Legal:   UU 27/2022 (what rests on a consent stops within 3 x 24 hours); cases handed in stay with the office
"""

from datetime import datetime
from uuid import UUID

from mpp.applications.drafting import forget_released
from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.identity.operations.change_release import withdraw_release as withdraw_at_identity
from mpp.identity.rules import CITIZEN
from mpp.privacy.consents import resting_on_release


@operation("privacy.withdraw_release", by={CITIZEN}, on="person_id")
def withdraw_release(*, person_id: UUID, actor: Actor, now: datetime) -> None:
    """Erase it and remember the withdrawal; a second one changes nothing."""
    own = actor.acting_in(NATIONAL)
    if not withdraw_at_identity(person_id=person_id, actor=own, now=now):
        return
    emptied = [
        draft.application_id
        for draft in resting_on_release(actor=own).drafts
        if forget_released(draft.application_id, actor=actor.acting_in(draft.region_id), now=now)
    ]
    note(drafts=len(emptied))
