"""What an act leaves behind of who did it for whom: in the history, and in the facts that are announced."""

from mpp.applications.content import Content, Helper
from mpp.applications.rules import APPLICANT
from mpp.foundation.actor import Actor


def agent_of(actor: Actor) -> str:
    """Return who acts for the applicant and by which mandate, "" where nobody does."""
    return f"{actor.authority.agent_name}, {actor.authority.number}" if actor.authority else ""


def by_whom(actor: Actor, content: Content) -> dict[str, object]:
    """Return what the history says of an applicant's act besides: by whom, and who has prepared it."""
    if actor.role != APPLICANT:
        return {}
    said: dict[str, object] = {"prepared_by": content.helpers} if content.helpers else {}
    if actor.authority:
        said["agent"] = Helper(actor.authority.agent_name, actor.authority.number)
    return said
