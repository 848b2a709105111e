"""How the sources answer the whole nation, and how many questions a day its credentials allow."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mpp.evidence.operations.set_quota import set_quota
from mpp.evidence.probing import Tried, try_now
from mpp.evidence.queries.health import certificates, source_health_nation
from mpp.evidence.queries.quota import quotas
from mpp.evidence.rules.facts import Source
from mpp.evidence.sources import sources_of
from mpp.evidence.views._rows import Seen, SourceRow, cares, how_it_went, row_of, silent_names
from mpp.evidence.watching import NATIONAL_SOURCES
from mpp.evidence.words import SOURCE_NAMES
from mpp.foundation.actor import NATIONAL
from mpp.foundation.errors import NotFound
from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import limited
from mpp.tenancy.queries import NATIONAL_ZONE
from mpp.ui.access import open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


class QuotaForm(forms.Form):
    sumber = forms.ChoiceField(
        choices=[(source.value, source.value) for source in NATIONAL_SOURCES],
        error_messages={
            "required": gettext_lazy("Pilih sumbernya."),
            "invalid_choice": gettext_lazy("Pilih sumbernya."),
        },
    )
    batas = forms.IntegerField(
        min_value=0,
        max_value=100_000_000,
        error_messages={
            "required": gettext_lazy("Isi jumlah pertanyaan per hari; 0 bila tanpa batas."),
            "invalid": gettext_lazy("Isi jumlah dengan angka."),
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalSourcesPage:
    """tried: how a question put just now went     done: what was just changed     form: None for whoever only looks"""

    rows: tuple[SourceRow, ...]
    silent_names: tuple[str, ...]
    cares: tuple[str, ...]
    tried: str
    tried_tone: str
    done: str
    form: FormState | None
    choices: tuple[tuple[str, str], ...]


@open_to("admin_nasional", "pengawas_nasional", "auditor")
@require_http_methods(["GET", "HEAD", "POST"])
@limited("try-source", methods=("POST",))
def page(request: Request) -> HttpResponse:
    """Show how the sources answer; the administrator tries one or sets its quota."""
    may_act = request.actor.role == "admin_nasional"
    if request.method == "POST" and not may_act:
        raise NotFound
    tried, form = None, QuotaForm()
    if request.method == "POST" and "source" in request.POST:
        tried = _tried(request.POST["source"])
    elif request.method == "POST":
        form = QuotaForm(request.POST)
        if form.is_valid():
            set_quota(
                change_id=uuid7(),
                source=Source(form.cleaned_data["sumber"]),
                daily_limit=form.cleaned_data["batas"],
                actor=request.actor,
                now=request.now,
            )
            return HttpResponseRedirect(f"{request.path}?selesai=kuota")
    rows, silent = _rows(request)
    shown = NationalSourcesPage(
        rows=rows,
        silent_names=silent,
        cares=cares(rows),
        tried=how_it_went(tried) if tried else "",
        tried_tone="danger" if tried and tried.reason else "success",
        done=_("Kuota disimpan dan dibagi mulai sekarang.") if request.GET.get("selesai") == "kuota" else "",
        form=form_state(form) if may_act else None,
        choices=tuple((source.value, str(SOURCE_NAMES[source])) for source in NATIONAL_SOURCES),
    )
    return page_or_block(request, "evidence/national_sources.html", page=shown, status=422 if form.errors else 200)


def _tried(named: str) -> Tried:
    if named not in NATIONAL_SOURCES:
        raise NotFound
    return try_now(Source(named), sources_of(NATIONAL))


def _rows(request: Request) -> tuple[tuple[SourceRow, ...], tuple[str, ...]]:
    actor, now = request.actor, request.now
    seen = Seen(
        health={each.source: each for each in source_health_nation(actor=actor, now=now)},
        quotas=quotas(actor=actor, now=now),
        certificates=certificates(NATIONAL, actor=actor),
        zone=NATIONAL_ZONE,
        now=now,
    )
    return tuple(row_of(source, seen) for source in NATIONAL_SOURCES), silent_names(seen)
