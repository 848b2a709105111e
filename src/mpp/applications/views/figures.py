"""What applying costs people: data filled and typed, files sent, sources that answered; by region and in the nation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from mpp.applications.figures import Sums, with_few_together
from mpp.applications.queries.figures import handed_in, handed_in_nation
from mpp.evidence.queries.answers import Answers, source_answers, source_answers_nation
from mpp.evidence.rules.facts import Source
from mpp.evidence.words import SOURCE_NAMES
from mpp.tenancy.queries import region_by_id
from mpp.ui.access import open_to
from mpp.ui.formats import number, percent
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

PERIOD = timedelta(days=30)
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. cells: finished texts that say by themselves what they are"""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPage:
    """now, before: (value, label) of the last thirty days and of those before     sources: how often each answered"""

    now: tuple[tuple[str, str], ...]
    before: tuple[tuple[str, str], ...]
    sources: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NationPage(FiguresPage):
    """regions: of the last thirty days, the largest first     few: how many regions stand together or are left out"""

    regions: tuple[Row, ...]
    few: str


@open_to("admin_daerah")
@require_safe
def region(request: Request) -> HttpResponse:
    """Show the figures of the administrator's region."""
    now, before = _twice(handed_in, request)
    shown = FiguresPage(now=_stats(now), before=_stats(before), sources=_sources(*_twice(source_answers, request)))
    return page_or_block(request, "applications/desk/figures.html", page=shown)


@open_to("admin_nasional", "pengawas_nasional")
@require_safe
def nation(request: Request) -> HttpResponse:
    """Show the figures by region; regions with few applications stand together."""
    now, before = (with_few_together(each) for each in _twice(handed_in_nation, request))
    regions, together, few = now
    shown = NationPage(
        now=_stats(_total(*now[:2]), is_partial=_is_partial(now)),
        before=_stats(_total(*before[:2]), is_partial=_is_partial(before)),
        sources=_sources(*_twice(source_answers_nation, request)),
        regions=_regions(regions, together),
        few=_few(few, is_shown=together.applications > 0),
    )
    return page_or_block(request, "applications/desk/national_figures.html", page=shown)


def _twice[T](read: Callable[..., T], request: Request) -> tuple[T, T]:
    """Return what `read` finds in the last thirty days, and in the thirty before them."""
    now, actor = request.now, request.actor
    return (
        read(actor=actor, since=now - PERIOD, until=now),
        read(actor=actor, since=now - 2 * PERIOD, until=now - PERIOD),
    )


def _total(regions: Mapping[int, Sums], together: Sums) -> Sums:
    return sum(regions.values(), together)


def _is_partial(told: tuple[Mapping[int, Sums], Sums, int]) -> bool:
    """Return whether regions are left out: too few of them have too few applications to stand together."""
    _regions_told, together, few = told
    return few > 0 and not together.applications


def _stats(sums: Sums, *, is_partial: bool = False) -> tuple[tuple[str, str], ...]:
    counted = _("permohonan di daerah yang ditampilkan") if is_partial else _("permohonan diajukan")
    return (
        (number(sums.applications), counted),
        (_share(sums.known_share), _("data terisi dari sumber")),
        (_typed(sums), _("data diisi sendiri per permohonan")),
        (_average(sums.uploads_each), _("berkas dikirim per permohonan")),
    )


def _regions(regions: Mapping[int, Sums], together: Sums) -> tuple[Row, ...]:
    largest_first = sorted(regions.items(), key=lambda each: -each[1].applications)
    rows = [Row(found.name if (found := region_by_id(key)) else str(key), _cells(each)) for key, each in largest_first]
    if together.applications:
        rows.append(Row(_("Daerah lain bersama-sama"), _cells(together)))
    return tuple(rows)


def _cells(sums: Sums) -> tuple[str, ...]:
    return (
        ngettext("%(jumlah)s permohonan", "%(jumlah)s permohonan", sums.applications)
        % {"jumlah": number(sums.applications)},
        _("%(bagian)s dari sumber") % {"bagian": _share(sums.known_share)},
        _("%(jumlah)s diisi sendiri") % {"jumlah": _typed(sums)},
        _("%(jumlah)s berkas per permohonan") % {"jumlah": _average(sums.uploads_each)},
    )


def _few(few: int, *, is_shown: bool) -> str:
    if not few:
        return ""
    said = {"jumlah": number(few)}
    if is_shown:
        return (
            ngettext(
                "%(jumlah)s daerah dengan kurang dari 5 permohonan dijumlahkan bersama.",
                "%(jumlah)s daerah dengan kurang dari 5 permohonan dijumlahkan bersama.",
                few,
            )
            % said
        )
    return (
        ngettext(
            "%(jumlah)s daerah dengan kurang dari 5 permohonan tidak ditampilkan.",
            "%(jumlah)s daerah dengan kurang dari 5 permohonan tidak ditampilkan.",
            few,
        )
        % said
    )


def _sources(now: Mapping[Source, Answers], before: Mapping[Source, Answers]) -> tuple[Row, ...]:
    asked = [source for source in Source if source in now or source in before]
    return tuple(
        Row(
            str(SOURCE_NAMES[source]),
            (
                _answered(now.get(source)),
                _("sebelumnya %(bagian)s")
                % {"bagian": percent(before[source].success) if source in before else NOTHING},
            ),
        )
        for source in asked
    )


def _answered(found: Answers | None) -> str:
    if found is None:
        return _("Tidak ditanya")
    said = {"bagian": percent(found.success), "jumlah": number(found.asked)}
    return _("%(bagian)s dari %(jumlah)s pertanyaan terjawab") % said


def _typed(sums: Sums) -> str:
    if sums.typed_each is None or sums.fields_each is None:
        return NOTHING
    return _("%(diisi)s dari %(semua)s") % {"diisi": _average(sums.typed_each), "semua": _average(sums.fields_each)}


def _share(share: float | None) -> str:
    return NOTHING if share is None else percent(share)


def _average(value: float | None) -> str:
    return NOTHING if value is None else number(round(value, 1))
