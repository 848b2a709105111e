"""What the pages about sources share: one row a source, every value finished."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mpp.evidence.probing import Tried
from mpp.evidence.queries.health import SourceHealth
from mpp.evidence.queries.quota import Limit
from mpp.evidence.rules.facts import Source
from mpp.evidence.rules.quota import is_low
from mpp.evidence.rules.watch import STAGES, days_left
from mpp.evidence.words import SOURCE_NAMES, silence_reason
from mpp.foundation.clock import local_date
from mpp.ui.formats import long_date, number, percent, short_moment

#: Tone of a certificate's tag by the days that are left.
_TONES = {0: "danger", 1: "danger", 7: "danger", 30: "warning"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of the sources at the moment.

    health: of the last day     quotas: limit, and how much of today's is used     certificates: ends, None without TLS
    """

    health: Mapping[Source, SourceHealth]
    quotas: Mapping[Source, tuple[Limit, int]]
    certificates: Mapping[Source, datetime | None]
    zone: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One line of the table; each text says by itself what it is, because on a telephone no heading stands above it.

    tone: of the tag that says the state; those of quota and certificate, "" for plain text
    """

    key: str
    name: str
    state: str
    tone: str
    answered: str
    failed: str
    unanswered: str
    duration: str
    slowest: str
    quota: str
    quota_tone: str
    certificate: str
    certificate_until: str
    certificate_tone: str


def row_of(source: Source, seen: Seen) -> SourceRow:
    """Return the line of one source."""
    health = seen.health.get(source)
    state, tone = _state(health)
    quota, quota_tone = _quota(source, seen)
    certificate, until, certificate_tone = _certificate(source, seen)
    return SourceRow(
        key=source.value,
        name=str(SOURCE_NAMES[source]),
        state=state,
        tone=tone,
        answered=_("Terakhir menjawab: %(saat)s") % {"saat": _moment(health.last_answer_at, seen.zone)}
        if health
        else "",
        failed=_failed(health, seen.zone),
        unanswered=_unanswered(health),
        duration=milliseconds(health.median_ms) if health else _("Belum ada jawaban"),
        slowest=_("paling lama %(lama)s") % {"lama": milliseconds(health.slowest_ms)} if health else "",
        quota=quota,
        quota_tone=quota_tone,
        certificate=certificate,
        certificate_until=until,
        certificate_tone=certificate_tone,
    )


_NOTHING = "–"


def _state(health: SourceHealth | None) -> tuple[str, str]:
    if health is None:
        return _("Belum ditanya"), "neutral"
    return (_("Menjawab"), "success") if health.is_answering else (_("Tidak menjawab"), "danger")


def _failed(health: SourceHealth | None, zone: str) -> str:
    if health is None or health.last_silence_at is None:
        return ""
    at = _("Terakhir gagal: %(saat)s") % {"saat": _moment(health.last_silence_at, zone)}
    return f"{at}, {silence_reason(health.last_reason)}"


def _unanswered(health: SourceHealth | None) -> str:
    if health is None:
        return _("Belum ada pertanyaan")
    said = {"bagian": percent(health.silent / health.asked), "jumlah": number(health.asked)}
    return _("%(bagian)s dari %(jumlah)s pertanyaan tidak terjawab") % said


def _moment(at: datetime | None, zone: str) -> str:
    return short_moment(at, zone) if at else _NOTHING


def _quota(source: Source, seen: Seen) -> tuple[str, str]:
    if source not in seen.quotas:
        return _("Kuota tanpa batas"), ""
    limit, used = seen.quotas[source]
    said = {"sisa": number(max(limit.daily - used, 0)), "batas": number(limit.daily)}
    return _("Sisa %(sisa)s dari %(batas)s") % said, "warning" if is_low(limit.daily, used) else ""


def _certificate(source: Source, seen: Seen) -> tuple[str, str, str]:
    if source not in seen.certificates:
        return _("Sertifikat belum dilihat"), "", ""
    until = seen.certificates[source]
    if until is None:
        return _("Tanpa sertifikat"), "", ""
    left = days_left(until, seen.now)
    stage = next((stage for stage in STAGES if left <= stage), None)
    day = long_date(local_date(until, seen.zone))
    if left < 0:
        return _("Sudah berakhir"), day, "danger"
    words = ngettext("%(jumlah)s hari lagi", "%(jumlah)s hari lagi", left) % {"jumlah": number(left)}
    return words, day, "" if stage is None else _TONES[stage]


def how_it_went(tried: Tried) -> str:
    """Return in one sentence how a question put just now went."""
    said = {"source": SOURCE_NAMES[tried.source], "lama": milliseconds(tried.took_ms)}
    if tried.reason:
        return _("%(source)s: %(reason)s, setelah %(lama)s.") % {**said, "reason": silence_reason(tried.reason)}
    return _("%(source)s menjawab dalam %(lama)s.") % said


def milliseconds(value: int) -> str:
    """Return a duration as the pages write it."""
    return _("%(jumlah)s milidetik") % {"jumlah": number(value)}


def cares(rows: tuple[SourceRow, ...]) -> tuple[str, ...]:
    """Return what will soon fail if nobody acts, one sentence each."""
    ending = [
        _("Sertifikat %(source)s: %(sisa)s.") % {"source": row.name, "sisa": row.certificate}
        for row in rows
        if row.certificate_tone
    ]
    low = [
        _("Kuota %(source)s hampir habis: %(sisa)s.") % {"source": row.name, "sisa": row.quota}
        for row in rows
        if row.quota_tone
    ]
    return (*ending, *low)


def silent_names(seen: Seen) -> tuple[str, ...]:
    """Return the names of the sources whose latest question got no answer."""
    return tuple(str(SOURCE_NAMES[each.source]) for each in seen.health.values() if not each.is_answering)
