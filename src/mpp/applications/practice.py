"""What the facility says of the practice: one fact of the case, from whoever answers for the facility.

Plain functions over frozen values: pending while it is asked, known once confirmed, absent when refused or silent.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from mpp.applications.content import Content
from mpp.evidence.rules.facts import Fact, Key, Purpose, State, answered, best, pending

#: Where somebody says at which facility he practises: what is wrong there is mended by another one, or by its letter.
FACILITY = "facility"


def fact_of(content: Content) -> Fact | None:
    """Return what the facility said, None where it has not been asked."""
    return best(content.facts, Key.PRACTICE)


def is_confirmed(content: Content) -> bool:
    """Return whether the facility has said so itself."""
    found = fact_of(content)
    return found is not None and found.state is State.KNOWN


def is_waiting(content: Content, *, letter: str) -> bool:
    """Return whether the case waits for the facility: it was asked, has not answered, and no letter says it instead.

    letter: file question for the letter of the facility, "" where the service has none
    """
    found = fact_of(content)
    return found is not None and found.state is State.PENDING and not content.answers.get(letter)


def is_unconfirmed(content: Content, *, letter: str) -> bool:
    """Return whether the form asks for a letter: the facility did not confirm, or an office asks about the place.

    letter: as above
    """
    if is_confirmed(content):
        return False
    is_asked_back = any(gap.field and gap.field in (FACILITY, letter) for gap in content.gaps)
    found = fact_of(content)
    return is_asked_back or bool(content.answers.get(letter)) or (found is not None and found.state is State.ABSENT)


def asked(reference: str, *, at: datetime) -> Fact:
    """Return that the facility has been asked. reference: id of the request"""
    return replace(pending(Key.PRACTICE, purpose=Purpose.CONFIRMATION, at=at), reference=reference)


def said(
    reference: str, *, at: datetime, by: str = "", facility: str = "", from_on: date | None = None, schedule: Any = ()
) -> Fact:
    """Return what the facility has answered; without a name it has not confirmed.

    by: who answers for it     from_on: first day of practice     schedule: the hours it was asked about
    """
    value = {"by": by, "facility": facility, "from_on": from_on, "schedule": list(schedule)} if by else None
    return answered(Key.PRACTICE, value, purpose=Purpose.CONFIRMATION, at=at, reference=reference)


def standing(content: Content) -> Content:
    """Return the content of a case handed in (again): only a confirmation of these very hours still stands."""
    found = fact_of(content)
    if found is None:
        return content
    if found.state is State.KNOWN and found.value["schedule"] == list(content.answers.get("schedule", ())):
        return content
    return replace(content, facts=tuple(fact for fact in content.facts if fact.key is not Key.PRACTICE))
