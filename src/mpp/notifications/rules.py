"""Which news goes by which channel. The inbox gets everything; e-mail and SMS as the person chooses.

Warnings about the account cannot be switched off: where nothing chosen reaches the person, whatever reaches is used.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum


class Topic(StrEnum):
    """What a notice is about. CASE: applications, mandates, requests about one's data"""

    CASE = "case"
    REMINDER = "reminder"
    SECURITY = "security"


class Channel(StrEnum):
    """A way out of the house, besides the inbox."""

    EMAIL = "email"
    SMS = "sms"


#: What holds for whoever has chosen nothing: text messages cost money and space, so they are asked for.
USUAL: Mapping[Topic, frozenset[Channel]] = dict.fromkeys(Topic, frozenset({Channel.EMAIL}))


def ways(topic: Topic, *, chosen: Collection[Channel], reaching: Collection[Channel]) -> frozenset[Channel]:
    """Return by which channels a notice goes. reaching: those by which the person can be reached at all"""
    both = frozenset(chosen) & frozenset(reaching)
    return frozenset(reaching) if topic is Topic.SECURITY and not both else both
