"""How a person who has just been proven stands in the population registry, before he may sign in."""

from mpp.identity.ports import ProvenIdentity
from mpp.identity.queries import known_status
from mpp.identity.rules import PersonStatus, normalised_nik
from mpp.identity.wired import standing_of


def standing(proven: ProvenIdentity) -> PersonStatus:
    """Return the status; the registry is asked about new people, and about those it spoke ill of before.

    It must not keep people out by being silent, nor lock them out for ever: silence leaves what was known, and somebody
    new comes in; whether he may have a service is asked again with each application.
    """
    nik = normalised_nik(proven.nik)
    known = known_status(nik) if nik else PersonStatus.ACTIVE
    if nik is None or known is PersonStatus.ACTIVE:
        return PersonStatus.ACTIVE
    return standing_of(nik, name=proven.name, birth_date=proven.birth_date) or known or PersonStatus.ACTIVE
