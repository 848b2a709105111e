"""The state of the system as anybody may know it: the database, the background work, the systems we depend on."""

import time
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from mpp.evidence.queries.health import SourceHealth, source_health
from mpp.evidence.words import SOURCE_NAMES
from mpp.foundation.actor import ANYONE
from mpp.foundation.outbox import waiting
from mpp.foundation.ratelimit import limited
from mpp.portal.views._chosen import chosen_region
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.formats import moment, number, short_moment
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: More facts waiting than this means that the worker does not keep up.
MANY_WAITING = 500


@dataclass(frozen=True, slots=True)
class PartState:
    """One part of the system. tone: of the tag     detail: one sentence"""

    name: str
    state: str
    tone: str
    detail: str


@dataclass(frozen=True, slots=True)
class StatusPage:
    """region_name: whose view of the outside systems is shown, "" when no region was chosen"""

    checked_at: str
    is_all_well: bool
    own: tuple[PartState, ...]
    outside: tuple[PartState, ...]
    region_name: str


@open_to(EVERYONE)
@require_safe
@limited("search")
def page(request: Request) -> HttpResponse:
    """Look at each part now; a database that does not answer has its own page of the house."""
    own = _worker_and_database()
    region = chosen_region(request)
    asked = source_health(actor=ANYONE.acting_in(region.id), now=request.now) if region else ()
    zone = region.timezone if region else "Asia/Jakarta"
    outside = tuple(_outside(health, zone) for health in asked)
    shown = StatusPage(
        checked_at=moment(request.now, zone),
        is_all_well=all(part.tone == "success" for part in (*own, *outside)),
        own=own,
        outside=outside,
        region_name=region.name if region else "",
    )
    return page_or_block(request, "portal/status.html", page=shown)


def _worker_and_database() -> tuple[PartState, ...]:
    began = time.perf_counter()
    total, failing = waiting()
    took_ms = max(1, round((time.perf_counter() - began) * 1000))
    database = PartState(
        _("Basis data"),
        _("Menjawab"),
        "success",
        _("Menjawab dalam %(jumlah)s milidetik.") % {"jumlah": number(took_ms)},
    )
    queue = ngettext("%(jumlah)s pekerjaan menunggu.", "%(jumlah)s pekerjaan menunggu.", total) % {
        "jumlah": number(total)
    }
    if failing or total > MANY_WAITING:
        worker = PartState(_("Pekerjaan di balik layar"), _("Tertunda"), "warning", queue)
    else:
        worker = PartState(_("Pekerjaan di balik layar"), _("Berjalan"), "success", queue)
    return database, worker


def _outside(health: SourceHealth, zone: str) -> PartState:
    name = str(SOURCE_NAMES[health.source])
    if health.is_answering and health.last_answer_at:
        detail = _("Terakhir menjawab %(saat)s.") % {"saat": short_moment(health.last_answer_at, zone)}
        return PartState(name, _("Menjawab"), "success", detail)
    detail = _("Permohonan tetap dapat dikirim; datanya kami tanyakan lagi nanti.")
    return PartState(name, _("Tidak menjawab"), "warning", detail)
