"""What is left of the facts about a person who lets nothing be kept that the digital identity released.

Legal basis: UU 27/2022 art. 20
"""

from collections.abc import Iterable
from dataclasses import replace

from mpp.evidence.rules.facts import Fact, Key, LegalBasis


def rests_on_consent(fact: Fact) -> bool:
    """Return whether it may be used only as long as its person agrees: the name is not, see `without_consent`."""
    return fact.legal_basis is LegalBasis.CONSENT and fact.key is not Key.NAME


def without_consent(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return what does not rest on consent. Who applies is named in any case: the office cannot decide about nobody."""
    return tuple(
        replace(fact, legal_basis=LegalBasis.PUBLIC_TASK) if fact.legal_basis is LegalBasis.CONSENT else fact
        for fact in facts
        if not rests_on_consent(fact)
    )
