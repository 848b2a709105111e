"""Choose by which channels one is told of what.

Writes:  NoticeWish
Refuses: WarningsSwitchedOff
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError
from mpp.foundation.operation import operation
from mpp.identity.queries import acting_person
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.notifications.models import NoticeWish
from mpp.notifications.rules import Channel, Topic


class WarningsSwitchedOff(DomainError):
    """Somebody who takes over an account would switch them off first."""

    code, title = "warnings-switched-off", "Warnings about the account need at least one channel"


@operation("notifications.choose_channels", by=SIGNED_IN_ROLES, on="person_id")
def choose_channels(
    *, person_id: UUID, wishes: Mapping[Topic, Collection[Channel]], actor: Actor, now: datetime
) -> None:
    """Keep the wishes, one for each topic."""
    if not wishes[Topic.SECURITY]:
        raise WarningsSwitchedOff
    for topic, channels in wishes.items():
        NoticeWish.objects.update_or_create(
            person_id=acting_person(actor),
            topic=topic,
            defaults={
                "by_email": Channel.EMAIL in channels,
                "by_sms": Channel.SMS in channels,
                "changed_at": now,
            },
        )
    note(**{topic.value: sorted(channels) for topic, channels in wishes.items()})
