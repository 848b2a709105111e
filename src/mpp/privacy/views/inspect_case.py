"""A case looked at by an auditor: the purpose and the letter first, then the case, and the applicant reads of it."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mpp.applications.queries.desk import search
from mpp.applications.queries.tracking import Track, track
from mpp.applications.texts import ACTS, OFFICES, STATES, TONES
from mpp.catalogue.queries import definitions, service_names
from mpp.foundation.ids import uuid7
from mpp.foundation.looks import LONGEST_BASIS
from mpp.privacy.operations.inspect_case import inspect_case
from mpp.privacy.rules import INSPECTION_PURPOSES
from mpp.privacy.words import INSPECTIONS
from mpp.tenancy.queries import RegionView, officer_names, region_by_id, region_by_slug, regions_with_offices
from mpp.ui.access import open_to
from mpp.ui.formats import moment, short_moment
from mpp.ui.forms import FormState, Option, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


class InspectionForm(forms.Form):
    daerah = forms.CharField(error_messages={"required": gettext_lazy("Pilih daerahnya.")})
    nomor = forms.CharField(
        max_length=60, error_messages={"required": gettext_lazy("Tulis nomor permohonan selengkapnya.")}
    )
    tujuan = forms.ChoiceField(
        choices=[(purpose, purpose) for purpose in INSPECTION_PURPOSES],
        error_messages={"required": gettext_lazy("Pilih untuk apa Anda memeriksanya.")},
    )
    surat = forms.CharField(
        max_length=LONGEST_BASIS,
        error_messages={"required": gettext_lazy("Tulis nomor dan tanggal surat tugas Anda.")},
    )


@dataclass(frozen=True, slots=True)
class InspectedCase:
    """events: as the macro `timeline` takes them"""

    reference: str
    service_name: str
    applicant_name: str
    place_name: str
    state: str
    tone: str
    submitted_at: str
    decided_at: str
    events: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class InspectPage:
    """case: None until the purpose is said"""

    form: FormState
    regions: tuple[Option, ...]
    purposes: tuple[Option, ...]
    case: InspectedCase | None


@open_to("auditor")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Ask why, then show the case; each look is noted before it is shown."""
    form = InspectionForm(request.POST if request.method == "POST" else None)
    found = _inspected(request, form) if form.is_valid() else None
    shown = InspectPage(
        form=form_state(form),
        regions=tuple(Option(region.slug, region.name) for region in _regions()),
        purposes=tuple(Option(purpose, str(INSPECTIONS[purpose])) for purpose in INSPECTION_PURPOSES),
        case=found,
    )
    return page_or_block(request, "privacy/inspect_case.html", page=shown, status=422 if form.errors else 200)


def _regions() -> list[RegionView]:
    known = (region_by_id(region_id) for region_id in regions_with_offices())
    return sorted((region for region in known if region), key=lambda region: region.name)


def _inspected(request: Request, form: InspectionForm) -> InspectedCase | None:
    region, reference = region_by_slug(form.cleaned_data["daerah"]), form.cleaned_data["nomor"].strip().upper()
    if region is None:
        form.add_error("daerah", _("Pilih daerahnya."))
        return None
    actor = request.actor.acting_in(region.id)
    slugs = [definition.slug for definition in definitions()]
    row = next((row for row in search(reference, services=slugs, actor=actor) if row.reference == reference), None)
    if row is None:
        form.add_error("nomor", _("Tidak ada permohonan dengan nomor ini di daerah itu."))
        return None
    case = track(row.id, actor=actor)
    inspect_case(
        inspection_id=uuid7(),
        application_id=row.id,
        of=case.case.person_id,
        purpose=form.cleaned_data["tujuan"],
        basis=form.cleaned_data["surat"],
        actor=actor,
        now=request.now,
    )
    return _shown(case, region, request.lang)


def _shown(found: Track, region: RegionView, lang: str) -> InspectedCase:
    case, zone = found.case, region.timezone
    names = officer_names({event.officer_id for event in found.history if event.officer_id})
    return InspectedCase(
        reference=case.reference,
        service_name=service_names(lang).get(case.service_slug, case.service_slug),
        applicant_name=case.applicant_name,
        place_name=case.place_name,
        state=str(STATES[case.state]),
        tone=TONES[case.state],
        submitted_at=moment(case.submitted_at, zone) if case.submitted_at else "",
        decided_at=short_moment(case.decided_at, zone) if case.decided_at else "",
        events=tuple(
            {
                "title": str(ACTS[event.act]),
                "at": short_moment(event.at, zone),
                "by": ", ".join(
                    filter(
                        None,
                        (
                            names.get(event.officer_id, "") if event.officer_id else "",
                            str(OFFICES.get(event.role, event.role)),
                        ),
                    )
                ),
                "text": event.note,
                "state": "done",
            }
            for event in found.history
        ),
    )
