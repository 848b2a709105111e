"""What a region asks for beyond the nation: its lines on the page of the decision, one more, one less."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mpp.catalogue import queries
from mpp.catalogue.definition import LegalBasis, RequirementKind, ServiceDefinition
from mpp.catalogue.local import LocalRequirement, modes
from mpp.catalogue.operations.add_local_requirement import (
    MOST,
    LocalRequirementUnfounded,
    TooManyLocalRequirements,
    add_local_requirement,
)
from mpp.catalogue.operations.drop_local_requirement import drop_local_requirement
from mpp.catalogue.settings import Offer
from mpp.catalogue.words import KINDS, ONLY_AT
from mpp.eforms.words import Words
from mpp.foundation.errors import NotFound
from mpp.foundation.ids import uuid7
from mpp.tenancy.queries import RegionView
from mpp.tenancy.request import region_of
from mpp.ui.access import open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: Last part of the addresses below a service of the region.
ASKED = "persyaratan"


@dataclass(frozen=True, slots=True)
class AskedLine:
    """kind: file or statement, and of whom     drop_href: where it is asked for no longer"""

    name: str
    kind: str
    basis: str
    drop_href: str


def asked_lines(asked: Iterable[LocalRequirement], *, base: str, lang: str) -> tuple[AskedLine, ...]:
    """Return what a region asks for, in words. base: path of the service at the administrator's desk"""
    return tuple(
        AskedLine(
            name=each.name.of(lang),
            kind=f"{KINDS[each.kind]} · {ONLY_AT[each.only_at]}",
            basis=each.basis_words.of(lang),
            drop_href=f"{base}/{ASKED}/{each.key}/hapus",
        )
        for each in asked
    )


def done(code: str) -> str:
    """Return what was just done, in words."""
    return {
        "ditambah": _("Persyaratan ditambahkan. Permohonan baru menanyakannya; yang sudah dimulai tidak berubah."),
        "dihapus": _(
            "Persyaratan dihapus. Permohonan baru tidak lagi menanyakannya; yang sudah dimulai tidak berubah."
        ),
    }.get(code, "")


class RequirementForm(forms.Form):
    """id: of what is added, so that a form sent twice adds once     untuk: the mode of practice it is asked of"""

    id = forms.UUIDField(widget=forms.HiddenInput)
    jenis = forms.ChoiceField(
        choices=[(kind.value, "") for kind in KINDS],
        error_messages={"required": gettext_lazy("Pilih berkas atau pernyataan.")},
    )
    nama = forms.CharField(
        max_length=200, error_messages={"required": gettext_lazy("Tulis nama berkas atau kalimat pernyataannya.")}
    )
    nama_en = forms.CharField(
        max_length=200, error_messages={"required": gettext_lazy("Tulis juga dalam bahasa Inggris.")}
    )
    untuk = forms.ChoiceField(required=False)
    dasar = forms.CharField(
        max_length=200, error_messages={"required": gettext_lazy("Tulis peraturan yang memintanya.")}
    )
    pasal = forms.CharField(max_length=80, required=False)

    def __init__(self, definition: ServiceDefinition, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments, passed on
        self.fields["untuk"].choices = [(mode, mode) for mode in ("", *modes(definition))]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class RequirementPage:
    """kinds: (value, words)     whom: (mode of practice, words), empty where the service knows one mode only"""

    name: str
    back_href: str
    form: FormState
    kinds: tuple[tuple[str, str], ...]
    whom: tuple[tuple[str, str], ...]


@open_to("admin_daerah")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, slug: str) -> HttpResponse:
    """Ask what more the region asks for; record it and go back to the decision."""
    region, offer = _offer(request, slug)
    form = RequirementForm(
        offer.definition,
        request.POST if request.method == "POST" else None,
        initial={"id": uuid7(), "jenis": "", "untuk": ""},
    )
    back = f"/{region.slug}/petugas/layanan/{slug}"
    if form.is_valid() and _add(form, request, region, slug):
        return HttpResponseRedirect(f"{back}?selesai=ditambah")
    offered = modes(offer.definition)
    shown = RequirementPage(
        name=offer.definition.short.of(request.lang),
        back_href=back,
        form=form_state(form),
        kinds=tuple((kind.value, str(words)) for kind, words in KINDS.items()),
        whom=tuple((mode, str(ONLY_AT[mode])) for mode in ("", *offered)) if offered else (),
    )
    return page_or_block(request, "catalogue/local_requirement.html", page=shown, status=422 if form.errors else 200)


@open_to("admin_daerah")
@require_POST
def drop(request: Request, slug: str, requirement: str) -> HttpResponse:
    """Ask for it no longer, and go back to the decision."""
    region, _offered = _offer(request, slug)
    drop_local_requirement(
        record_id=region.record_id, slug=slug, requirement=requirement, actor=request.actor, now=request.now
    )
    queries.forget()
    return HttpResponseRedirect(f"/{region.slug}/petugas/layanan/{slug}?selesai=dihapus")


def _offer(request: Request, slug: str) -> tuple[RegionView, Offer]:
    region = region_of(request)
    offer = queries.service(slug, region.id)
    if offer is None or not offer.definition.open:
        raise NotFound
    return region, offer


def _add(form: RequirementForm, request: Request, region: RegionView, slug: str) -> bool:
    """Record it and return True; else leave the reason at its field."""
    given = form.cleaned_data
    requirement = LocalRequirement(
        key=f"r{given['id'].hex[-12:]}",
        name=Words(given["nama"], given["nama_en"]),
        kind=RequirementKind(given["jenis"]),
        # What a region enters nobody here has compared with the text of the regulation.
        basis=LegalBasis(instrument=given["dasar"], article=given["pasal"]),
        only_at=given["untuk"],
    )
    try:
        add_local_requirement(
            record_id=region.record_id, slug=slug, requirement=requirement, actor=request.actor, now=request.now
        )
    except TooManyLocalRequirements:
        form.add_error(
            None, _("Paling banyak %(jumlah)s persyaratan daerah. Hapus yang tidak perlu.") % {"jumlah": MOST}
        )
        return False
    except LocalRequirementUnfounded:
        form.add_error("dasar", _("Persyaratan ini tidak dapat ditambahkan. Muat ulang halaman, lalu coba lagi."))
        return False
    queries.forget()
    return True
