"""What a definition asks of people in all its cases: for pages that explain a service before anybody has begun."""

from dataclasses import dataclass

from mpp.catalogue.definition import Requirement, ServiceDefinition, Variant
from mpp.catalogue.settings import Offer
from mpp.eforms.form import Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """A requirement and when it applies. only_for: the variants that ask for it, empty when all do"""

    requirement: Requirement
    only_for: tuple[Variant, ...]


def needed(offer: Offer) -> tuple[Needed, ...]:
    """Return the requirements that some case of the service asks for, each with the variants that do."""
    definition = offer.definition
    asked = {variant.key: _asked(definition, definition.blank_case(variant.key)) for variant in definition.variants}
    ever = set[str]().union(*(_asked(definition, situation) for situation in definition.situations()))
    found = []
    for requirement in offer.requirements:
        asking = tuple(variant for variant in definition.variants if requirement.key in asked[variant.key])
        if requirement.when is None or len(asking) == len(definition.variants):
            found.append(Needed(requirement=requirement, only_for=()))
        elif requirement.key in ever:
            found.append(Needed(requirement=requirement, only_for=asking))
    return tuple(found)


def _asked(definition: ServiceDefinition, situation: Situation) -> set[str]:
    return {requirement.key for requirement in definition.requirements_for(definition.filled(situation))}
