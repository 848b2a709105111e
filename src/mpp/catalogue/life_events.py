"""Life events: what happens to a person, and by that what he or she comes for (`life_events.yaml`)."""

from dataclasses import dataclass
from importlib.resources import files

from mpp.catalogue.files import parse_yaml
from mpp.eforms.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    """slug: how definitions name it     address: its word in addresses     icon: of `ui`"""

    slug: str
    address: str
    name: Words
    text: Words
    icon: str


def _read() -> tuple[LifeEvent, ...]:
    text = files("mpp.catalogue").joinpath("life_events.yaml").read_text("utf-8")
    return tuple(
        LifeEvent(**{**row, "name": Words(**row["name"]), "text": Words(**row["text"])})
        for row in parse_yaml(text, "life_events.yaml")
    )


LIFE_EVENTS = _read()
LIFE_EVENT_SLUGS = frozenset(event.slug for event in LIFE_EVENTS)
