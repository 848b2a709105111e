"""One page of the form: a question group, saved at each step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from mpp.applications import drafting
from mpp.applications.views._draft import Draft, editable_draft_of, gap_texts
from mpp.eforms.form import DAYS, Field, Page, Value, Widget
from mpp.eforms.rules import Checked, asked_pages, check_page, next_page
from mpp.eforms.texts import DAY_NAMES, sentence
from mpp.evidence.places import FoundPlaces, find_places
from mpp.evidence.rules.facts import Prefill
from mpp.evidence.rules.values import Facility
from mpp.foundation.errors import NotFound, StaleVersion
from mpp.foundation.ratelimit import limited
from mpp.identity.stash import restored_post
from mpp.ui.access import open_to
from mpp.ui.forms import ErrorLink, Option
from mpp.ui.forms import Field as Shown
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class Day:
    """One row of a schedule. opens, closes: as typed"""

    key: str
    name: str
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One question as the template shows it.

    kind: the widget     gap: what the office wrote about it     days: of a schedule     options: to choose from
    """

    kind: str
    field: Shown
    label: str
    hint: str
    gap: str
    max_length: int
    autocomplete: str
    inputmode: str
    options: tuple[Option, ...]
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class FillPage:
    service_name: str
    title: str
    help: str
    position: int
    titles: tuple[str, ...]
    errors: tuple[ErrorLink, ...]
    fields: tuple[FieldShown, ...]
    gap: str
    version: int
    back_href: str
    is_stale: bool
    search: FoundPlaces


@open_to("pemohon")
@limited("save-step", methods=("POST",))
def page(request: Request, application_id: UUID, page_key: str) -> HttpResponse:
    """Show the page, or save it and go on to the next one."""
    draft = editable_draft_of(request, application_id)
    form_page = draft.definition.form.page(page_key) if draft else None
    if draft is None or form_page is None:
        return HttpResponseRedirect(f"/{request.region.slug}/permohonan/{application_id}/" if request.region else "/")
    if page_key not in {each.page.key for each in asked_pages(draft.definition.form, draft.situation)}:
        raise NotFound
    if request.method != "POST":
        restored = restored_post(request)
        typed = dict(restored.lists()) if restored else None
        return _answer(request, draft, form_page, typed=typed, search=_searched(request, draft))
    posted = {name: [str(value) for value in values] for name, values in request.POST.lists()}
    checked = check_page(draft.definition.form, form_page, posted, draft.situation)
    if "cari" in posted:
        return _answer(request, draft, form_page, typed=checked.typed, search=_searched(request, draft))
    if checked.faults:
        return _answer(
            request, draft, form_page, typed=checked.typed, checked=checked, search=_searched(request, draft)
        )
    if request.POST.get("version") != str(draft.case.version):
        return _answer(request, draft, form_page, typed=checked.typed, is_stale=True, search=_searched(request, draft))
    try:
        drafting.save_answers(draft.case, draft.offer, checked.values, actor=request.actor, now=request.now)
    except StaleVersion:
        return _answer(request, draft, form_page, typed=checked.typed, is_stale=True, search=_searched(request, draft))
    saved = editable_draft_of(request, application_id)
    following = next_page(draft.definition.form, saved.situation, after=page_key) if saved else None
    return HttpResponseRedirect(f"{draft.base}/isi/{following.key}" if following else f"{draft.base}/periksa")


def _searched(request: Request, draft: Draft) -> FoundPlaces:
    given = request.POST if request.method == "POST" else request.GET
    return find_places(given.get("cari_fasilitas", ""), region_id=draft.region.id, region_code=draft.region.code)


def _answer(
    request: Request,
    draft: Draft,
    form_page: Page,
    *,
    search: FoundPlaces,
    typed: Mapping[str, Sequence[str]] | None = None,
    checked: Checked | None = None,
    is_stale: bool = False,
) -> HttpResponse:
    lang = request.lang
    situation = draft.situation
    asked = asked_pages(draft.definition.form, situation)
    position = next(number for number, each in enumerate(asked, 1) if each.page.key == form_page.key)
    gaps = gap_texts(draft, (field.key for field in form_page.fields))
    # All fields of the page are shown, also those that an answer on this very page would call for: without JavaScript
    # nothing can appear while one types.
    fields = tuple(
        _shown(draft, field, typed=typed, checked=checked, gap=gaps.get(field.key, ""), search=search, lang=lang)
        for field in form_page.fields
        if field in asked[position - 1].fields or field.when is not None
    )
    faults = checked.faults if checked else {}
    page = FillPage(
        service_name=draft.definition.short.of(lang),
        title=form_page.title.of(lang),
        help=form_page.help.of(lang) if form_page.help else "",
        position=position,
        titles=tuple(each.page.title.of(lang) for each in asked),
        errors=tuple(ErrorLink(sentence(fault), f"#{key}") for key, fault in faults.items()),
        fields=fields,
        gap=gaps.get("", ""),
        version=draft.case.version,
        back_href=f"{draft.base}/",
        is_stale=is_stale,
        search=search,
    )
    status = 422 if faults else 409 if is_stale else 200
    return page_or_block(request, "applications/fill.html", block="form", page=page, status=status)


def _shown(
    draft: Draft,
    field: Field,
    *,
    typed: Mapping[str, Sequence[str]] | None,
    checked: Checked | None,
    gap: str,
    search: FoundPlaces,
    lang: str,
) -> FieldShown:
    value = draft.content.answers.get(field.key, _known_value(draft, field))
    fault = checked.faults.get(field.key) if checked else None
    days: tuple[Day, ...] = ()
    if field.widget is Widget.SCHEDULE:
        days = _days(field.key, value, typed)
    elif field.widget is Widget.DATE:
        year, month, day = str(value).split("-") if value else ("", "", "")
        value = tuple(
            typed.get(f"{field.key}-{part}", [""])[-1] if typed else known
            for part, known in (("day", day), ("month", month), ("year", year))
        )
    elif typed is not None:
        given = list(typed.get(field.key, []))
        value = given if field.widget is Widget.CHECKBOXES else (given[-1] if given else "")
    return FieldShown(
        kind=field.widget.value,
        field=Shown(field.key, tuple(value) if isinstance(value, list) else value, sentence(fault) if fault else ""),
        label=field.label.of(lang),
        hint=field.help.of(lang) if field.help else "",
        gap=gap,
        max_length=field.max_length,
        autocomplete=field.autocomplete,
        inputmode=field.inputmode,
        options=_options(draft, field, search, lang),
        days=days,
    )


def _known_value(draft: Draft, field: Field) -> Value:
    """Return what a source knows for a field of the form (the number of the licence to renew), else its blank."""
    known = next((each for each in draft.known if each.field == field.key), None)
    is_known = known is not None and known.verdict is Prefill.FILLED
    return str(known.value) if known and is_known and known.value else field.blank


def _options(draft: Draft, field: Field, search: FoundPlaces, lang: str) -> tuple[Option, ...]:
    if field.widget is not Widget.FACILITY:
        return tuple(
            Option(option.key, option.label.of(lang), option.help.of(lang) if option.help else "")
            for option in field.options
        )
    offered = {found.code: Option(found.code, found.name, _facility_line(found)) for found in search.places}
    chosen = next((each for each in draft.known if each.field == "place_name" and each.value), None)
    code = draft.content.answers.get(field.key, "")
    if code and code not in offered:
        name = str(chosen.value) if chosen else str(code)
        offered = {str(code): Option(str(code), name, _("Pilihan Anda sekarang"))} | offered
    return tuple(offered.values())


def _facility_line(found: Facility) -> str:
    return ", ".join(part for part in (found.kind, found.address, found.district) if part)


def _days(key: str, value: Value, typed: Mapping[str, Sequence[str]] | None) -> tuple[Day, ...]:
    hours = {row["day"]: row for row in value if isinstance(row, dict)} if isinstance(value, list) else {}

    def of(day: str, end: str) -> str:
        if typed is not None:
            return typed.get(f"{key}-{day}-{end}", [""])[-1]
        return hours.get(day, {}).get(end, "").replace(":", ".")

    return tuple(Day(day, str(DAY_NAMES[day]), of(day, "opens"), of(day, "closes")) for day in DAYS)
