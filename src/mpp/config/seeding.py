"""What a new installation is filled with, in order.

Every function may run again at any time: what is already there stays, what has changed in the seeds is brought up to
date by the operations that a person would use.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """One part of the seeds.

    name: for the one who watches     load: given now, returns what is there afterwards in a few words ("514 regions")
    demo: only for demonstrations (offices and officers that are made up)
    """

    name: str
    load: Callable[[datetime], str]
    demo: bool = False


#: From below upwards: a later one may count on the earlier ones.
SEEDS: tuple[Seed, ...] = ()
