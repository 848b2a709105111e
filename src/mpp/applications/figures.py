"""What handing in costs an applicant: data that sources filled, data he typed, files he sent. Sums of many, never one.

Plain functions over frozen values: what one application counts is kept with its handing in (`operations/submit`), and
the pages for administrators show sums of that by region and period.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import add

from mpp.applications.situation import Reading, carried_over
from mpp.eforms.form import Widget

#: Fewer applications than this are not told apart: averages over them could be read as one person's.
FEW = 5


def typed(reading: Reading, *, region_code: str) -> int:
    """Return how many fields the person has answered; what the old licence says by itself is no answer of his."""
    carried = carried_over(reading.definition, reading.content, variant=reading.variant, region_code=region_code)
    return sum(carried.get(key) != value for key, value in reading.form.given.items())


def counts(reading: Reading, *, region_code: str) -> dict[str, int]:
    """Return what one application counts: data from sources, data typed, and the files among those."""
    fields = reading.definition.form.fields
    return {
        "known": len(reading.filled),
        "typed": typed(reading, region_code=region_code),
        "uploads": sum(each.key in reading.form.given for each in fields if each.widget is Widget.FILE),
    }


@dataclass(frozen=True, slots=True)
class Sums:
    """Applications handed in during a period, added up.

    counted: those of them that keep their counts, which older ones do not     known, typed, uploads: of the counted
    """

    applications: int = 0
    counted: int = 0
    known: int = 0
    typed: int = 0
    uploads: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        mine, others = (
            (each.applications, each.counted, each.known, each.typed, each.uploads) for each in (self, other)
        )
        return Sums(*map(add, mine, others))

    @property
    def typed_each(self) -> float | None:
        """How many fields were typed for an application, None while nothing is counted."""
        return self.typed / self.counted if self.counted else None

    @property
    def fields_each(self) -> float | None:
        """How many data an application has, from sources or typed."""
        return (self.known + self.typed) / self.counted if self.counted else None

    @property
    def known_share(self) -> float | None:
        """Which part of the data nobody had to type."""
        fields = self.known + self.typed
        return self.known / fields if fields else None

    @property
    def uploads_each(self) -> float | None:
        """How many files were sent with an application."""
        return self.uploads / self.counted if self.counted else None


def with_few_together(by_region: Mapping[int, Sums]) -> tuple[dict[int, Sums], Sums, int]:
    """Return (regions that may be shown, the others together, how many these are).

    Regions with few applications stand together; while they are few even so, nothing of them is shown, and no total
    contains them, because a difference would tell them.
    """
    shown = {region: sums for region, sums in by_region.items() if sums.applications >= FEW}
    few = [sums for region, sums in by_region.items() if region not in shown]
    together = sum(few, Sums())
    return shown, together if together.applications >= FEW else Sums(), len(few)
