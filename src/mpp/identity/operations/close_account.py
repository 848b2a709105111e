"""Close an account whose days of waiting are over: what the person signed in with and was reached by is deleted.

NIK and name stay, because what was handed in hangs on them, and because a NIK is one person for life: whoever signs in
again begins a fresh account that finds the same cases.

Writes:  Account, Person, Session; Factor, RecoveryCode, KnownDevice, ProviderLink, Proof and the like are deleted
Legal:   UU 27/2022 art. 43 (what is no longer needed is erased)
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.identity.models import Account, Person
from mpp.identity.operations._account import end_sessions, sealed_profile
from mpp.identity.queries import acting_person
from mpp.identity.rules.factors import WhenAsked


@operation("identity.close_account", by={"sistem"}, on="person_id")
def close_account(*, person_id: UUID, actor: Actor, now: datetime) -> bool:
    """Return whether it was closed now: not where the person has come back, or it is closed already.

    actor: the automation, acting for that person
    """
    account = Account.objects.select_for_update(of=("self",)).get(person_id=acting_person(actor))
    if account.closing_at is None or account.closing_at > now:
        return False
    account.closing_at, account.closed_at, account.is_active = None, now, False
    account.factor_wish = WhenAsked.ALWAYS
    account.save(update_fields=["closing_at", "closed_at", "is_active", "factor_wish"])
    end_sessions(person_id, reason="closed", now=now)
    hot.write("SELECT mpp.forget_access_of_me()", [])
    Person.objects.filter(id=person_id).update(
        profile_sealed=sealed_profile(person_id, None),
        contacts_sealed=None,
    )
    note(closed=True)
    return True
