"""Whether parent and child stand on one family card: the population registry is asked, outside any transaction.

It answers with verdicts about what was stated, never with data; a wrong number, a wrong name and another family look
the same from outside.
"""

from collections.abc import Mapping
from dataclasses import replace

from mpp.foundation.actor import Actor
from mpp.identity.queries import profile
from mpp.identity.wired import agreed_elements
from mpp.mandates.operations.prove_child import Child
from mpp.mandates.queries import Mandate, family_card

#: Places on a family card that are a parent's, towards a child on it.
PARENTS = ("head", "spouse")


def is_one(child: Child, *, parent: Actor) -> bool:
    """Return whether the registry agrees with all that was stated: the child, the parent, one card.

    Refuses: IdentityProviderUnavailable
    """
    stated = {
        "family_card": child.family_card,
        "name": child.name,
        "birth_date": child.birth_date.isoformat(),
        "relation": "child",
    }
    return _agrees(child.nik, stated) and _is_parent_on(child.family_card, parent)


def is_still_one(mandate: Mandate, *, actor: Actor) -> bool:
    """Return whether both still stand on the card by which the mandate was proven. actor: the parent

    Refuses: IdentityProviderUnavailable
    """
    card = family_card(mandate.mandate_id, actor=actor)
    if not card or mandate.other_id is None:
        return False
    child = profile(actor=replace(actor, person_id=mandate.other_id))
    return _agrees(child.nik, {"family_card": card, "relation": "child"}) and _is_parent_on(card, actor)


def _is_parent_on(card: str, parent: Actor) -> bool:
    nik = profile(actor=parent).nik
    return any(_agrees(nik, {"family_card": card, "relation": place}) for place in PARENTS)


def _agrees(nik: str, stated: Mapping[str, str]) -> bool:
    return agreed_elements(nik, stated) >= set(stated)
