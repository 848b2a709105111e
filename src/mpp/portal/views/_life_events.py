"""Life events as tiles, on the first page of the nation and of a region."""

from dataclasses import dataclass

from mpp.catalogue.life_events import LIFE_EVENTS
from mpp.ui.request import Region


@dataclass(frozen=True, slots=True)
class EventTile:
    href: str
    name: str
    text: str
    icon: str


def event_tiles(region: Region | None, lang: str) -> tuple[EventTile, ...]:
    """Return all life events, leading to the pages of `region` where there is one."""
    base = f"/{region.slug}" if region else ""
    return tuple(
        EventTile(f"{base}/peristiwa/{event.address}", event.name.of(lang), event.text.of(lang), event.icon)
        for event in LIFE_EVENTS
    )
