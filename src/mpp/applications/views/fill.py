"""One page of the form: a question group, saved at each step."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from mpp.applications import drafting
from mpp.applications.content import Content
from mpp.applications.views import _documents
from mpp.applications.views._draft import Draft, back_to_case, editable_draft_of, gap_texts
from mpp.applications.views._fields import (
    SEARCH_WORDS,
    Around,
    FieldShown,
    Typed,
    error_links,
    field_shown,
    with_copied_hours,
)
from mpp.eforms.form import DAYS, AskedPage, Fault, Field, Page, Widget
from mpp.eforms.rules import check_page
from mpp.eforms.texts import DAY_NAMES
from mpp.eforms.widgets import typed as cleaned
from mpp.evidence.places import FoundPlaces, Search, find_places
from mpp.foundation.errors import NotFound, StaleVersion
from mpp.foundation.ratelimit import limited, spend
from mpp.identity.stash import restored_post
from mpp.mandates.rules import Act
from mpp.ui.access import open_to
from mpp.ui.forms import ErrorLink
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: Input that lists the questions shown: one that an answer has only now called for is asked next, and is no mistake.
SHOWN = "ditanya"
#: Query parameter: type the answer instead of choosing it.
TYPE = "ketik"
#: Last days of the weeks that buttons fill with the hours of the first day.
COPY_UNTIL = ("fri", "sat")
_NO_FAULTS: Mapping[str, Fault] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FillPage:
    """shown: keys of the questions on the page     copies: (value, words) of the buttons that copy hours

    search: of a facility, None on pages without one     notice: (words, tone) about what happened before
    """

    path: str
    service_name: str
    title: str
    help: str
    position: int
    titles: tuple[str, ...]
    errors: tuple[ErrorLink, ...]
    fields: tuple[FieldShown, ...]
    shown: tuple[str, ...]
    has_files: bool
    copies: tuple[tuple[str, str], ...]
    gap: str
    version: int
    back_href: str
    notice: tuple[str, str] | None
    search: FoundPlaces | None


@open_to("pemohon", for_another={Act.PREPARE, Act.HAND_IN})
@limited("save-step", methods=("POST",))
def page(request: Request, application_id: UUID, page_key: str) -> HttpResponse:
    """Show the page, or save it and go on to the next one that has something open."""
    draft = editable_draft_of(request, application_id)
    if draft is None:
        return back_to_case(request, application_id)
    if draft.definition.form.page(page_key) is None:
        raise NotFound
    asked_page = next((each for each in draft.pages if each.page.key == page_key), None)
    if asked_page is None:
        # An answer given meanwhile, perhaps in another tab, has made this question needless.
        return back_to_case(request, application_id)
    if request.method != "POST":
        restored = restored_post(request)
        typed = _lists(restored) if restored else None
        words = _("Yang Anda ketik sebelum sesi berakhir masih ada. Periksa, lalu simpan.")
        return _answer(request, draft, asked_page, typed=typed, notice=(words, "info") if restored else None)
    typed = _lists(request.POST)
    if "salin" in typed:
        return _with_copies(request, draft, asked_page, typed)
    return _save(request, draft, asked_page, typed)


def _lists(sent: QueryDict) -> dict[str, list[str]]:
    return {name: [str(value) for value in values] for name, values in sent.lists()}


def _cleaned(form_page: Page, typed: Typed) -> Typed:
    """Return what was typed as it may be shown again, without what nobody can see."""
    inputs = [cleaned(field, typed) for field in form_page.fields]
    return {SHOWN: typed.get(SHOWN, ()), **{name: values for each in inputs for name, values in each.items()}}


def _with_copies(request: Request, draft: Draft, asked_page: AskedPage, typed: Typed) -> HttpResponse:
    """Answer the buttons below a schedule: the same page with more hours in it, nothing saved yet."""
    last = request.POST.get("salin", "")
    days = DAYS[: DAYS.index(last) + 1] if last in COPY_UNTIL else ()
    for field in _of_widget(asked_page.page, Widget.SCHEDULE):
        typed = with_copied_hours(field.key, typed, days)
    return _answer(request, draft, asked_page, typed=typed)


def _save(request: Request, draft: Draft, asked_page: AskedPage, typed: dict[str, list[str]]) -> HttpResponse:
    form_page = asked_page.page
    sent: dict[str, UploadedFile[bytes]] = {}
    for field in _of_widget(form_page, Widget.FILE):
        if upload := _documents.sent(request, field):
            sent[field.key] = upload
        kept = str(draft.content.answers.get(field.key, ""))
        typed[field.key] = [_documents.SENT if upload else _documents.chosen(request, field, kept=kept)]
    checked = check_page(draft.reading.form, form_page, typed)
    shown = typed.get(SHOWN) or [field.key for field in form_page.fields]
    newly_asked = [key for key in checked.faults if key not in shown]
    faults = {key: fault for key, fault in checked.faults.items() if key in shown}
    if faults:
        return _answer(request, draft, asked_page, typed=typed, faults=faults)
    if request.POST.get("version") != str(draft.case.version):
        return _stale(request, draft, asked_page, typed)
    values, faults = _documents.received(request, draft, checked.values, sent, _of_widget(form_page, Widget.FILE))
    if faults:
        return _answer(request, draft, asked_page, typed=typed, faults=faults)
    try:
        content = drafting.save_answers(draft.case, draft.offer, values, actor=request.actor, now=request.now)
    except drafting.NoSuchFacility:
        faults = {field.key: Fault("not-an-option") for field in _of_widget(form_page, Widget.FACILITY)}
        return _answer(request, draft, asked_page, typed=typed, faults=faults)
    except StaleVersion:
        return _stale(request, draft, asked_page, typed)
    if newly_asked:
        return HttpResponseRedirect(f"{draft.base}/isi/{form_page.key}#{newly_asked[0]}")
    return HttpResponseRedirect(_next(draft, content, after=form_page))


def _of_widget(form_page: Page, widget: Widget) -> tuple[Field, ...]:
    return tuple(field for field in form_page.fields if field.widget is widget)


def _next(draft: Draft, content: Content, *, after: Page) -> str:
    """Return where to go on: the next page with something open, after this one or from the start; else to the check."""
    todo = [each.key for each in draft.reading.of(content).open_pages]
    order = [each.key for each in draft.definition.form.pages]
    later = [key for key in todo if order.index(key) > order.index(after.key)]
    following = next(iter(later or todo), None)
    return f"{draft.base}/isi/{following}" if following else f"{draft.base}/periksa"


def _stale(request: Request, draft: Draft, asked_page: AskedPage, typed: Typed) -> HttpResponse:
    words = _(
        "Permohonan ini baru saja disimpan di jendela atau perangkat lain. Yang Anda ketik masih ada di bawah; "
        "periksa, lalu simpan lagi."
    )
    fresh = editable_draft_of(request, draft.case.id)
    if fresh is None:
        return back_to_case(request, draft.case.id)
    return _answer(request, fresh, asked_page, typed=typed, notice=(words, "warning"), status=409)


def _searched(request: Request, draft: Draft, form_page: Page) -> FoundPlaces | None:
    """Return what was found by the words in the address; None on a page that asks for no facility."""
    if not _of_widget(form_page, Widget.FACILITY):
        return None
    words = request.GET.get(SEARCH_WORDS, "")
    if words:
        spend("search", address=request.actor.address, account=request.actor.account_id)
    return find_places(words, region_id=draft.region.id, region_code=draft.region.code, now=request.now)


def _answer(
    request: Request,
    draft: Draft,
    asked_page: AskedPage,
    *,
    typed: Typed | None = None,
    faults: Mapping[str, Fault] = _NO_FAULTS,
    notice: tuple[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    form_page, lang = asked_page.page, request.lang
    typed = _cleaned(form_page, typed) if typed is not None else None
    search = _searched(request, draft, form_page)
    around = Around(
        typed=typed,
        faults=faults,
        gaps=gap_texts(draft, (field.key for field in form_page.fields)),
        search=search or FoundPlaces(words="", outcome=Search.NOT_YET),
        wants_to_type=TYPE in request.GET,
        lang=lang,
    )
    # With the questions that stood there when it was sent: what was typed into them must be seen again.
    keys = {field.key for field in asked_page.fields} | (set(typed.get(SHOWN, ())) if typed else set())
    fields = tuple(field for field in form_page.fields if field.key in keys)
    titles = [each.page.title.of(lang) for each in draft.pages]
    page = FillPage(
        path=request.path,
        service_name=draft.definition.short.of(lang),
        title=form_page.title.of(lang),
        help=form_page.help.of(lang) if form_page.help else "",
        position=next((n for n, each in enumerate(draft.pages, 1) if each.page.key == form_page.key), 1),
        titles=tuple(titles),
        errors=error_links(faults, form_page.fields, lang=lang),
        fields=tuple(
            field_shown(
                draft,
                field,
                around,
                _documents.shown(draft, field, lang=lang, request=request) if field.widget is Widget.FILE else None,
            )
            for field in fields
        ),
        shown=tuple(field.key for field in fields),
        has_files=any(field.widget is Widget.FILE for field in fields),
        copies=tuple((day, _copy_words(day)) for day in COPY_UNTIL),
        gap=around.gaps.get("", ""),
        version=draft.case.version,
        back_href=f"{draft.base}/",
        notice=notice,
        search=search,
    )
    return page_or_block(
        request, "applications/fill.html", block="results", page=page, status=422 if faults else status
    )


def _copy_words(day: str) -> str:
    first, last = str(DAY_NAMES[DAYS[0]]), str(DAY_NAMES[day])
    return _("Samakan %(first)s–%(last)s") % {"first": first, "last": last}
