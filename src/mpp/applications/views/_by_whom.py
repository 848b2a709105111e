"""By whom for whom: how an act is told that somebody did in the applicant's name, or prepared for him."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from mpp.applications.queries.tracking import Event


def by_agent(event: Event, applicant: str) -> str:
    """Return "Wawan for Neneng, mandate KU-7F3K-9CX2" for an act of an agent, "" for everybody else's."""
    agent: dict[str, Any] | None = event.params.get("agent")
    if agent is None:
        return ""
    return _("%(agent)s untuk %(applicant)s, kuasa %(number)s") % {
        "agent": agent["by"],
        "applicant": applicant,
        "number": agent["mandate"],
    }


def prepared_by(event: Event) -> str:
    """Return who has prepared what the act handed in, "" where nobody but the applicant did."""
    agent = event.params.get("agent")
    others = [each for each in event.params.get("prepared_by", ()) if each != agent]
    named = ", ".join(f"{each['by']} ({each['mandate']})" for each in others)
    return _("Disiapkan oleh %(names)s") % {"names": named} if named else ""


def last_handed_in(history: Sequence[Event], applicant: str) -> tuple[str, str]:
    """Return by whom the case was last handed in, and who prepared it; "" for what the applicant did himself."""
    last = next((event for event in reversed(history) if event.act == "submit"), None)
    return (by_agent(last, applicant), prepared_by(last)) if last else ("", "")
