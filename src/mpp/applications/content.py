"""What stands inside a case, sealed in one column: answers, facts with their origin, gaps, opinion and decision."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

import orjson

from mpp.evidence.rules.facts import Fact, of_frozen
from mpp.foundation.actor import Authority
from mpp.foundation.cipher import open_sealed, seal

TABLE, FIELD = "application", "content"
_FASTEST = 1


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the applicant has to mend, in the officer's words. field: key of the form field, "" for the whole"""

    field: str
    text: str


class Verdict(StrEnum):
    """What the health office recommends."""

    POSITIVE = "positive"
    CONDITIONAL = "conditional"
    NEGATIVE = "negative"


@dataclass(frozen=True, slots=True)
class Opinion:
    """The technical recommendation. text: the conditions or the reasons"""

    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """reasons: in plain words     legal_basis: the rule the refusal rests on"""

    reasons: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who has prepared it for the applicant. by: name, as the applicant knows it     mandate: its number"""

    by: str
    mandate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a case holds.

    answers: by form field key     facts: what the sources said, with their origin
    reports: what the person says is wrong, by key of the known value     declared_at: ISO moment, "" in a draft
    helpers: who has prepared something of it in the applicant's name, in the order in which they did
    """

    answers: dict[str, Any] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    gaps: tuple[Gap, ...] = ()
    opinion: Opinion | None = None
    rejection: Rejection | None = None
    reports: dict[str, str] = field(default_factory=dict)
    declared_at: str = ""
    helpers: tuple[Helper, ...] = ()

    def sealed(self, *, region_id: int, application_id: UUID) -> bytes:
        """Return the content packed and sealed to its case."""
        # A dozen facts repeat their words; a quarter of the bytes stays inside its row, and sealed bytes pack no more.
        packed = zlib.compress(orjson.dumps(self), _FASTEST)
        return seal(packed, table=TABLE, field=FIELD, row=application_id, region=region_id)

    @classmethod
    def opened(cls, data: bytes, *, region_id: int, application_id: UUID) -> Self:
        """Return the content that was sealed to this case."""
        kept = open_sealed(data, table=TABLE, field=FIELD, row=application_id, region=region_id)
        # What was sealed before contents were packed is JSON as it stands.
        plain = orjson.loads(kept if kept.startswith(b"{") else zlib.decompress(kept))
        return cls(
            answers=plain["answers"],
            facts=tuple(map(of_frozen, plain["facts"])),
            gaps=tuple(Gap(**gap) for gap in plain["gaps"]),
            opinion=(opinion := plain["opinion"]) and Opinion(Verdict(opinion["verdict"]), opinion["text"]),
            rejection=(rejection := plain["rejection"]) and Rejection(**rejection),
            reports=plain["reports"],
            declared_at=plain["declared_at"],
            # Contents of before there were mandates name none.
            helpers=tuple(Helper(**each) for each in plain.get("helpers", ())),
        )

    def with_help_of(self, authority: Authority | None) -> Self:
        """Return the content that names the agent who works on it; unchanged where the applicant does."""
        if authority is None or (helper := Helper(authority.agent_name, authority.number)) in self.helpers:
            return self
        return replace(self, helpers=(*self.helpers, helper))

    def with_answers(self, answers: Mapping[str, Any]) -> Self:
        """Return the content with these answers put over the earlier ones."""
        return replace(self, answers={**self.answers, **answers})
