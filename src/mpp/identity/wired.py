"""What is given to identity from outside: settings name the functions that know (config/wiring.py)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from mpp.identity.ports import Capacities, Capacity, CodeCourier, Door, Elements, Standing
from mpp.identity.rules import PersonStatus
from mpp.identity.rules.factors import FactorKind


def doors() -> Mapping[str, Door]:
    """Return the ways to sign in, by key, in the order in which they are offered."""
    return cast(Callable[[], Mapping[str, Door]], _named(settings.IDENTITY_DOORS))()


def capacities_of(nik_index: bytes, *, at: datetime) -> tuple[Capacity, ...]:
    """Return the posts that the person with this NIK holds at the moment `at`."""
    return tuple(cast(Capacities, _named(settings.IDENTITY_CAPACITIES))(nik_index, at=at))


def standing_of(nik: str, *, name: str, birth_date: date | None) -> PersonStatus | None:
    """Return how the population registry sees a person now, None where it does not say."""
    return cast(Standing, _named(settings.IDENTITY_STANDING))(nik, name=name, birth_date=birth_date)


def couriers() -> Mapping[FactorKind, CodeCourier]:
    """Return who carries codes away, by kind of factor; what is missing is not offered here."""
    return cast(Callable[[], Mapping[FactorKind, CodeCourier]], _named(settings.IDENTITY_COURIERS))()


def agreed_elements(nik: str, elements: Mapping[str, str]) -> frozenset[str]:
    """Return which of the elements stated with a NIK the population registry agrees with.

    Refuses: IdentityProviderUnavailable
    """
    return cast(Elements, _named(settings.IDENTITY_ELEMENTS))(nik, elements)


def _named(given: object) -> object:
    return import_string(given) if isinstance(given, str) else given
