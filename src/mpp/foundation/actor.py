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
class Authority:
    """By what somebody acts for another. The actor's `person_id` is then the other, whose rows these are.

    agent_id, agent_name: who really acts     mandate_id: by which mandate; number: how people call it
    kind: why, as mandates name it     acts: what it lets the agent do     services: slugs, empty for every service
    """

    agent_id: UUID
    agent_name: str
    mandate_id: UUID
    number: str
    kind: str
    acts: frozenset[str]
    services: frozenset[str] = frozenset()

    def is_about(self, service_slug: str) -> bool:
        """Return whether the mandate is about a service."""
        return not self.services or service_slug in self.services


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts.

    role: one of the identifiers of the handbook (`pemohon`, `verifikator_dinkes`, ... `sistem`), "" before sign-in
    region_id: the region acted in (NATIONAL for none); row security follows it
    person_id: whose rows these are; while acting for another, the other
    officer_id, agency_id: only for officers     on_behalf_of: whose wish automation carries out
    authority: by what `person_id` is acted for by somebody else, None for oneself
    origin: "" for ours, else the name of the other system that sent the act
    """

    role: str = ""
    region_id: int = NATIONAL
    person_id: UUID | None = None
    account_id: UUID | None = None
    officer_id: UUID | None = None
    agency_id: UUID | None = None
    on_behalf_of: UUID | None = None
    authority: Authority | None = None
    channel: Channel = Channel.WEB
    place: str = ""
    origin: str = ""
    address: str = ""
    device: str = ""

    @property
    def is_signed_in(self) -> bool:
        return self.account_id is not None

    def may_know_of(self, service_slug: str) -> bool:
        """Return whether what the actor acts by reaches to a service: always, unless a mandate is narrower."""
        return self.authority is None or self.authority.is_about(service_slug)

    def acting_in(self, region_id: int) -> "Actor":
        """Return the same actor scoped to another region."""
        return replace(self, region_id=region_id)


#: Nobody signed in.
ANYONE = Actor()


def system(region_id: int = NATIONAL) -> Actor:
    """Return the automation that acts for a worker in `region_id`."""
    return Actor(role="sistem", region_id=region_id, channel=Channel.SYSTEM)
