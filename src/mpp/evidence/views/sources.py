"""How the sources answer this region: for its administrator, over the last 24 hours."""

from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mpp.evidence.probing import Tried, try_now
from mpp.evidence.queries.connections import ConnectionView, connections
from mpp.evidence.queries.health import certificates, source_health
from mpp.evidence.queries.quota import quotas
from mpp.evidence.rules.connections import OWN_SOURCES
from mpp.evidence.rules.facts import AUTHORITY, Source
from mpp.evidence.sources import sources_of
from mpp.evidence.views._rows import Seen, SourceRow, cares, how_it_went, row_of, silent_names
from mpp.evidence.words import SOURCE_NAMES
from mpp.foundation.actor import NATIONAL
from mpp.foundation.errors import NotFound
from mpp.foundation.ratelimit import limited
from mpp.tenancy.queries import RegionView
from mpp.ui.access import open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

WITHIN = timedelta(hours=24)

#: Sources that are asked; the digital identity and the person hand over by themselves, a facility answers on a page.
ASKED = [source for source in Source if source in set(AUTHORITY.values()) - {Source.IKD, Source.STEWARD}]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSource:
    """A source that the region may have an agreement of its own with. state: whether it has, in words"""

    name: str
    state: str
    tone: str
    purpose: str
    action: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """tried: how a question put just now went, "" when none was     tried_tone: of the notice that says it

    own: what the region may connect for itself     done: what was just changed there, "" for nothing
    """

    rows: tuple[SourceRow, ...]
    silent_names: tuple[str, ...]
    cares: tuple[str, ...]
    tried: str
    tried_tone: str
    own: tuple[OwnSource, ...]
    done: str

    @classmethod
    def of(
        cls, seen: Seen, *, own: tuple[ConnectionView, ...], tried: Tried | None = None, done: str = ""
    ) -> "SourcesPage":
        connected = {each.source: each for each in own}
        rows = tuple(row_of(source, seen) for source in asked_by(own))
        return cls(
            rows=rows,
            silent_names=silent_names(seen),
            cares=cares(rows),
            tried=how_it_went(tried) if tried else "",
            tried_tone="danger" if tried and tried.reason else "success",
            own=tuple(_own(source, connected.get(source)) for source in OWN_SOURCES),
            done=done,
        )


def asked_by(own: tuple[ConnectionView, ...]) -> list[Source]:
    """Return the sources that are asked for a region: those of the nation, and an archive that it has connected."""
    has_archive = any(each.source is Source.REGION and each.is_open for each in own)
    return [source for source in ASKED if source is not Source.REGION or has_archive]


#: What an agreement of the region's own is good for.
_PURPOSES = {
    Source.REGION: gettext_lazy(
        "Aplikasi perizinan daerah sendiri (SiCantik lewat SPLP): SIP lama terisi dengan sendirinya."
    ),
    Source.DUKCAPIL: gettext_lazy(
        "Hak akses Dukcapil atas nama daerah: pertanyaan dihitung pada kuota daerah sendiri."
    ),
}


def _own(source: Source, now_set: ConnectionView | None) -> OwnSource:
    if now_set is None:
        state, tone, action = _("Belum dihubungkan"), "neutral", _("Hubungkan")
    elif now_set.is_open:
        state, tone, action = _("Dipakai"), "success", _("Ubah atau ganti kunci")
    else:
        state, tone, action = _("Ditutup"), "warning", _("Buka lagi")
    return OwnSource(
        name=str(SOURCE_NAMES[source]),
        state=state,
        tone=tone,
        purpose=str(_PURPOSES[source]),
        action=action,
        href=f"sumber/{source}",
    )


@open_to("admin_daerah")
@limited("try-source", methods=("POST",))
def page(request: Request) -> HttpResponse:
    """Show how the sources answer; a POST puts one question, about nobody, to the one that is named."""
    region = cast(RegionView, request.region)
    own = connections(actor=request.actor)
    tried = None
    if request.method == "POST":
        named = request.POST.get("source", "")
        if named not in asked_by(own):
            raise NotFound
        tried = try_now(Source(named), sources_of(region.id))
    seen = _seen(own, region, request)
    shown = SourcesPage.of(seen, own=own, tried=tried, done=_done(request.GET.get("selesai", "")))
    return page_or_block(request, "evidence/sources.html", page=shown)


def _seen(own: tuple[ConnectionView, ...], region: RegionView, request: Request) -> Seen:
    """Return what is known of the sources; where the region has its own agreement, of that one."""
    actor, now = request.actor, request.now
    own_now = {each.source for each in own if each.is_open}
    nations, its = (certificates(owner, actor=actor) for owner in (NATIONAL, region.id))
    return Seen(
        health={each.source: each for each in source_health(actor=actor, now=now, within=WITHIN)},
        quotas=quotas(actor=actor, now=now),
        certificates={
            **{source: until for source, until in nations.items() if source not in own_now},
            **{source: until for source, until in its.items() if source in own_now},
        },
        zone=region.timezone,
        now=now,
    )


def _done(code: str) -> str:
    return {
        "disimpan": _("Sumber disimpan dan dipakai mulai sekarang. Tekan Coba sekarang untuk memastikan."),
        "ditutup": _("Sumber ditutup dan tidak ditanya lagi."),
    }.get(code, "")
