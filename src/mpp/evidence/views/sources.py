"""How the sources answer this region: for its administrator, over the last 24 hours."""

from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mpp.evidence.probing import Tried, try_now
from mpp.evidence.queries.connections import ConnectionView, connections
from mpp.evidence.queries.health import SourceHealth, source_health
from mpp.evidence.rules.connections import OWN_SOURCES
from mpp.evidence.rules.facts import AUTHORITY, Source
from mpp.evidence.sources import sources_of
from mpp.evidence.words import SOURCE_NAMES, silence_reason
from mpp.foundation.errors import NotFound
from mpp.foundation.ratelimit import limited
from mpp.tenancy.queries import RegionView
from mpp.ui.access import open_to
from mpp.ui.formats import number, percent, short_moment
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

WITHIN = timedelta(hours=24)

#: Sources that are asked; the digital identity and the person hand over by themselves, a facility answers on a page.
ASKED = [source for source in Source if source in set(AUTHORITY.values()) - {Source.IKD, Source.STEWARD}]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One line of the table, every value finished. tone: of the tag that says the state"""

    key: str
    name: str
    state: str
    tone: str
    asked: str
    error_rate: str
    last_answer: str
    last_silence: str
    reason: str
    median: str
    slowest: str


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
    tried: str
    tried_tone: str
    own: tuple[OwnSource, ...]
    done: str

    @classmethod
    def of(
        cls,
        health: tuple[SourceHealth, ...],
        *,
        own: tuple[ConnectionView, ...],
        zone: str,
        tried: Tried | None = None,
        done: str = "",
    ) -> "SourcesPage":
        by_source = {each.source: each for each in health}
        silent = [each.source for each in health if not each.is_answering]
        connected = {each.source: each for each in own}
        return cls(
            rows=tuple(_row(source, by_source.get(source), zone) for source in asked_by(own)),
            silent_names=tuple(str(SOURCE_NAMES[source]) for source in silent),
            tried=_how_it_went(tried) if tried else "",
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


def _how_it_went(tried: Tried) -> str:
    said = {"source": SOURCE_NAMES[tried.source], "lama": _milliseconds(tried.took_ms)}
    if tried.reason:
        return _("%(source)s: %(reason)s, setelah %(lama)s.") % {**said, "reason": silence_reason(tried.reason)}
    return _("%(source)s menjawab dalam %(lama)s.") % said


def _row(source: Source, health: SourceHealth | None, zone: str) -> SourceRow:
    name = str(SOURCE_NAMES[source])
    if health is None:
        nothing = "–"
        return SourceRow(
            key=source.value,
            name=name,
            state=_("Belum ditanya"),
            tone="neutral",
            asked=number(0),
            error_rate=nothing,
            last_answer=nothing,
            last_silence=nothing,
            reason="",
            median=nothing,
            slowest=nothing,
        )
    return SourceRow(
        key=source.value,
        name=name,
        state=_("Menjawab") if health.is_answering else _("Tidak menjawab"),
        tone="success" if health.is_answering else "danger",
        asked=number(health.asked),
        error_rate=percent(health.silent / health.asked),
        last_answer=short_moment(health.last_answer_at, zone) if health.last_answer_at else "–",
        last_silence=short_moment(health.last_silence_at, zone) if health.last_silence_at else "–",
        reason=silence_reason(health.last_reason),
        median=_milliseconds(health.median_ms),
        slowest=_milliseconds(health.slowest_ms),
    )


def _milliseconds(value: int) -> str:
    return _("%(jumlah)s milidetik") % {"jumlah": number(value)}


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
    health = source_health(actor=request.actor, now=request.now, within=WITHIN)
    shown = SourcesPage.of(
        health, own=own, zone=region.timezone, tried=tried, done=_done(request.GET.get("selesai", ""))
    )
    return page_or_block(request, "evidence/sources.html", page=shown)


def _done(code: str) -> str:
    return {
        "disimpan": _("Sumber disimpan dan dipakai mulai sekarang. Tekan Coba sekarang untuk memastikan."),
        "ditutup": _("Sumber ditutup dan tidak ditanya lagi."),
    }.get(code, "")
