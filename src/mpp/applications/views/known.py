"""Your data: each value with its source and time; a wrong value leads to a report, not to a text box."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mpp.applications import drafting
from mpp.applications.texts import difference_text
from mpp.applications.views._draft import Draft, KnownGroup, back_to_case, editable_draft_of, known_groups
from mpp.applications.workplaces import disagreements
from mpp.eforms.hygiene import clean_block
from mpp.evidence.rules.facts import AUTHORITY, Key, Prefill, Source
from mpp.foundation.errors import StaleVersion
from mpp.foundation.ratelimit import limited
from mpp.identity.stash import restored_post
from mpp.mandates.rules import Act
from mpp.ui.access import open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: Source -> the office that can correct its data, and how one gets there.
CORRECTED_BY = {
    Source.IKD: gettext_lazy("Data kependudukan diperbaiki oleh Disdukcapil tempat Anda tinggal. Bawa KTP dan bukti."),
    Source.DUKCAPIL: gettext_lazy("Data kependudukan diperbaiki oleh Disdukcapil tempat Anda tinggal."),
    Source.KKI: gettext_lazy("Data STR diperbaiki oleh Konsil Kesehatan Indonesia (KKI)."),
    Source.SISDMK: gettext_lazy("Data tenaga kesehatan diperbaiki lewat SATUSEHAT SDMK Kementerian Kesehatan."),
    Source.INDEX: gettext_lazy(
        "Tempat praktik di SATUSEHAT diperbaiki oleh fasilitas yang mencatat Anda, yang lain lewat SATUSEHAT SDMK."
    ),
    Source.FACILITY: gettext_lazy("Data fasilitas kesehatan diperbaiki oleh pimpinan fasilitas itu."),
    Source.REGION: gettext_lazy("Arsip izin diperbaiki oleh DPMPTSP daerah yang menerbitkannya."),
}


@dataclass(frozen=True, slots=True)
class KnownPage:
    """known: by source     differences: on what two sources disagree
    waits: some source is silent, or answered so long ago that it is asked again
    """

    service_name: str
    known: tuple[KnownGroup, ...]
    differences: tuple[str, ...]
    waits: bool
    message: str
    typed: int
    total: int
    back_href: str
    report_href: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """items: (key, label, who corrects it)"""

    service_name: str
    form: FormState
    items: tuple[tuple[str, str], ...]
    corrected_by: tuple[str, ...]
    back_href: str


class ReportForm(forms.Form):
    item = forms.ChoiceField(error_messages={"required": gettext_lazy("Pilih data yang salah")})
    text = forms.CharField(
        max_length=500,
        error_messages={
            "required": gettext_lazy("Tulis apa yang seharusnya"),
            "max_length": gettext_lazy("Terlalu panjang. Paling banyak 500 karakter"),
        },
    )

    def clean_text(self) -> str:
        """Return the words without characters that are not meant to be seen."""
        return clean_block(self.cleaned_data["text"])


@open_to("pemohon", for_another={Act.PREPARE, Act.HAND_IN})
@limited("save-step", methods=("POST",))
def page(request: Request, application_id: UUID) -> HttpResponse:
    """Show everything that is known, from whom and when; ask silent sources again on request."""
    draft = editable_draft_of(request, application_id)
    if draft is None:
        return back_to_case(request, application_id)
    message = ""
    if request.method == "POST":
        try:
            drafting.ask_again(draft.case, draft.offer, actor=request.actor, now=request.now)
            return HttpResponseRedirect(f"{draft.base}/data")
        except StaleVersion:
            message = _("Permohonan ini baru saja berubah di jendela lain. Coba sekali lagi.")
    shown = KnownPage(
        service_name=draft.definition.short.of(request.lang),
        known=known_groups(draft, lang=request.lang, report_href=f"{draft.base}/data/lapor"),
        differences=tuple(map(difference_text, disagreements(draft.definition, draft.content))),
        waits=any(each.verdict is Prefill.CONFIRM_LATER for each in draft.known),
        message=message,
        typed=draft.typed,
        total=draft.typed + len(draft.filled),
        back_href=f"{draft.base}/",
        report_href=f"{draft.base}/data/lapor",
    )
    return page_or_block(request, "applications/known.html", page=shown, status=409 if message else 200)


@open_to("pemohon", for_another={Act.PREPARE})
@limited("save-step", methods=("POST",))
def report(request: Request, application_id: UUID) -> HttpResponse:
    """Take the report that a value is wrong: the officer sees it beside the value, the source's office corrects it."""
    draft = editable_draft_of(request, application_id)
    if draft is None:
        return back_to_case(request, application_id)
    items = _items(draft, request.lang)
    form = ReportForm(
        request.POST if request.method == "POST" else restored_post(request),
        initial={"item": request.GET.get("data", "")},
    )
    form.fields["item"].choices = items  # type: ignore[attr-defined]  # a ChoiceField
    if request.method == "POST" and form.is_valid():
        reports = {**draft.content.reports, form.cleaned_data["item"]: form.cleaned_data["text"]}
        try:
            drafting.save_reports(draft.case, reports, actor=request.actor, now=request.now)
        except StaleVersion:
            form.add_error(None, _("Permohonan ini baru saja berubah di jendela lain. Kirim sekali lagi."))
        else:
            return HttpResponseRedirect(f"{draft.base}/data")
    shown = ReportPage(
        service_name=draft.definition.short.of(request.lang),
        form=form_state(form),
        items=items,
        corrected_by=tuple(str(CORRECTED_BY[source]) for source in _sources(draft)),
        back_href=f"{draft.base}/data",
    )
    return page_or_block(request, "applications/report.html", page=shown, status=422 if form.errors else 200)


def _items(draft: Draft, lang: str) -> tuple[tuple[str, str], ...]:
    known = {each.field for each in draft.filled if each.verdict is Prefill.FILLED}
    return tuple((item.key, item.label.of(lang)) for item in draft.definition.prefill if item.key in known)


def _sources(draft: Draft) -> tuple[Source, ...]:
    named = {AUTHORITY[Key(item.path.partition(".")[0])] for item in draft.definition.prefill}
    return tuple(source for source in CORRECTED_BY if source in named)
