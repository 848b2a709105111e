"""What every simulated agency shares: the people, the switches, the folder for keys, the time."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from mpp_sandbox.population import Population, population_on, today
from mpp_sandbox.switches import Switches, Wrong, current

#: Where a demonstration on this machine answers.
PRODUCT_URL = "http://localhost:8000"


@dataclass(frozen=True, slots=True)
class Desk:
    """The common table of the agencies.

    state_dir: keys and certificates, made once     product_url: of MPP Digital, for whoever signs people in by it
    """

    state_dir: Path
    switches: Switches = field(default_factory=Switches)
    product_url: str = PRODUCT_URL

    @property
    def population(self) -> Population:
        """Return everybody, as of today."""
        return population_on(today())

    def nik_answered(self, nik: str) -> str:
        """Return whose data the answer about `nik` shall hold: somebody else's when the switch says so."""
        if current().wrong is not Wrong.OTHER_PERSON:
            return nik
        # Somebody of the same trade where there is one, so that the answer looks perfectly in order.
        others = [*self.population.workers, *self.population.people]
        return next(other for other in others if other != nik)


def epoch() -> int:
    """Return the seconds since 1970, as tokens count them."""
    return int(time.time())
