"""Who acts, in which capacity, for which region, through which channel: given to every operation and query."""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

#: Region key of national acts (catalogue, people, regions themselves). Real regions start at 1.
NATIONAL = 0


class Channel(StrEnum):
    """The four channels of an MPP, an attribute of each interaction, not of the case."""

    COUNTER = "counter"
    MOBILE = "mobile"
    KIOSK = "kiosk"
    WEB = "web"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts.

    role: one of the identifiers of the handbook (`pemohon`, `verifikator_dinkes`, ... `sistem`), "" before sign-in
    region_id: the region acted in (NATIONAL for none); row security follows it
    officer_id, agency_id: only for officers     on_behalf_of, mandate_id: when acting for another person
    origin: "" for ours, else the name of the other system that sent the act
    """

    role: str = ""
    region_id: int = NATIONAL
    person_id: UUID | None = None
    account_id: UUID | None = None
    officer_id: UUID | None = None
    agency_id: UUID | None = None
    on_behalf_of: UUID | None = None
    mandate_id: UUID | None = None
    channel: Channel = Channel.WEB
    place: str = ""
    origin: str = ""
    address: str = ""
    device: str = ""

    @property
    def is_signed_in(self) -> bool:
        return self.account_id is not None

    def acting_in(self, region_id: int) -> "Actor":
        """Return the same actor scoped to another region."""
        return replace(self, region_id=region_id)


#: Nobody signed in.
ANYONE = Actor()


def system(region_id: int = NATIONAL) -> Actor:
    """Return the automation that acts for a worker in `region_id`."""
    return Actor(role="sistem", region_id=region_id, channel=Channel.SYSTEM)
