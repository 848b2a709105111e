"""Close an account: end what rests on it in every package, in one transaction.

Writes:  Application (drafts go), Upload (what no case needs), Consent, MandateSide, FacilitySteward,
         Account and what hangs on it
Refuses: CaseStillOpen, HoldsPost, where somebody acting for the person has handed in a case, or a post was given, since
Legal:   UU 27/2022 art. 43; cases handed in, letters and the audit stay: they are the offices' to keep
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from mpp.applications.operations.delete_draft import delete_draft
from mpp.facilities.operations.name_steward import lay_down_stewardship
from mpp.federation.operations.give_consent import withdraw_consent
from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.clock import local_date
from mpp.foundation.operation import operation
from mpp.identity.operations.close_account import close_account
from mpp.identity.rules import CITIZEN
from mpp.mandates.operations.answer_mandate import end
from mpp.privacy.closing import closing_of
from mpp.privacy.operations.ask_to_close import must_be_free
from mpp.tenancy.queries import NATIONAL_ZONE
from mpp.uploads.operations.remove import remove


@operation("privacy.carry_out_closing", by={"sistem"}, on="person_id")
def carry_out_closing(*, person_id: UUID, actor: Actor, now: datetime) -> bool:
    """Return whether it was closed now; not where the person has come back meanwhile.

    actor: the automation, acting for that person
    """
    if not close_account(person_id=person_id, actor=actor, now=now):
        return False
    closing = closing_of(actor=actor, now=now)
    must_be_free(closing)
    # The person's own words of some days ago, carried out now.
    own = replace(actor, role=CITIZEN, region_id=NATIONAL)
    for draft in closing.drafts:
        delete_draft(application_id=draft.application_id, actor=own.acting_in(draft.region_id), now=now)
    for upload in closing.uploads:
        remove(upload_id=upload.id, actor=own, now=now)
    for consent in closing.consents:
        withdraw_consent(consent_id=consent.id, actor=own, now=now)
    for mandate in closing.mandates:
        end(mandate_id=mandate.mandate_id, actor=own, now=now)
    today = local_date(now, NATIONAL_ZONE)
    for duty in closing.duties:
        lay_down_stewardship(steward_id=duty.id, today=today, actor=own.acting_in(duty.region_id), now=now)
    note(
        drafts=len(closing.drafts),
        uploads=len(closing.uploads),
        consents=len(closing.consents),
        mandates=len(closing.mandates),
        duties=len(closing.duties),
        cases_kept=closing.kept_cases,
    )
    return True
