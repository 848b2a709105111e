"""What this package holds about a person: the notices in the inbox."""

from dataclasses import asdict
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mpp.foundation.actor import Actor
from mpp.foundation.own_data import Ground, Group, Part
from mpp.notifications.letters import words_of
from mpp.notifications.queries import Notice, inbox
from mpp.ui.formats import short_moment

#: Pages of the inbox in a copy; older notices say nothing that the history of a case does not.
MOST_PAGES = 20


def grounds(actor: Actor, now: datetime) -> tuple[Ground, ...]:
    """Return why notices are kept."""
    return (
        Ground(
            basis="public_task",
            what=_("Pesan tentang permohonan dan akun Anda"),
            source=_("MPP Digital"),
            purpose=_("memberi tahu Anda setiap langkah"),
            href="/akun/pesan",
        ),
    )


def part(actor: Actor, now: datetime) -> Part:
    """Return the notices, the newest first."""
    language = "en" if (get_language() or "id").startswith("en") else "id"
    notices = _notices(actor)
    lines = tuple((short_moment(each.created_at), words_of(each, language=language).text) for each in notices)
    return Part(
        key="notices",
        title=_("Pesan"),
        groups=(Group("", lines),) if lines else (),
        data=[asdict(each) for each in notices],
    )


def _notices(actor: Actor) -> list[Notice]:
    found: list[Notice] = []
    before = None
    for _page in range(MOST_PAGES):
        page = inbox(actor=actor, before=before)
        found += page.notices
        before = page.before
        if before is None:
            break
    return found
