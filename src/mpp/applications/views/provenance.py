"""Where each value of an issued letter comes from: for its holder, and for the officers of its cases."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mpp.applications.issuing import practice_times
from mpp.applications.operations._act import OFFICERS
from mpp.applications.provenance import Line, Origin, Value, provenance
from mpp.applications.queries.case import ApplicationNotFound
from mpp.applications.situation import registration
from mpp.applications.views._draft import Draft, draft_of
from mpp.applications.views.desk.review import officers_case
from mpp.applications.views.tracking import issued_document
from mpp.documents.queries import DocumentView
from mpp.evidence.words import BASIS_NAMES, PURPOSE_NAMES, SOURCE_NAMES
from mpp.foundation import looks
from mpp.foundation.looks import Opened
from mpp.mandates.rules import Act
from mpp.tenancy.queries import officer_names
from mpp.ui.access import open_to
from mpp.ui.formats import long_date, short_moment
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

VALUES = {
    Value.HOLDER: gettext_lazy("Nama"),
    Value.PROFESSION: gettext_lazy("Profesi"),
    Value.REGISTRATION_NUMBER: gettext_lazy("Nomor STR"),
    Value.REGISTRATION_UNTIL: gettext_lazy("Masa berlaku STR"),
    Value.PLACE: gettext_lazy("Tempat praktik"),
    Value.PLACE_ADDRESS: gettext_lazy("Alamat tempat praktik"),
    Value.SCHEDULE: gettext_lazy("Jadwal praktik"),
    Value.NUMBER: gettext_lazy("Nomor surat"),
    Value.ISSUED_ON: gettext_lazy("Tanggal terbit"),
    Value.VALID_UNTIL: gettext_lazy("Berlaku sampai"),
    Value.LEGAL_BASIS: gettext_lazy("Dasar hukum"),
    Value.SIGNATORY: gettext_lazy("Penanda tangan"),
}

ORIGINS = {
    Origin.HOLDER: gettext_lazy("Ditulis pemohon dalam permohonan"),
    Origin.SERVICE: gettext_lazy("Ketentuan layanan ini"),
    Origin.COUNTER: gettext_lazy("Nomor urut kantor penerbit"),
    Origin.RULE: gettext_lazy("Dihitung menurut ketentuan"),
    Origin.OFFICE: gettext_lazy("Pejabat yang memutuskan"),
}


@dataclass(frozen=True, slots=True)
class ProvenancePage:
    """rows: as the macro `summary` takes them"""

    number: str
    rows: tuple[dict[str, str], ...]
    back_href: str


@open_to("pemohon", for_another={Act.FOLLOW, Act.RECEIVE})
def own(request: Request, application_id: UUID) -> HttpResponse:
    """Tell the holder where each value of the letter comes from."""
    draft = draft_of(request, application_id)
    return _page(request, draft, back_href=f"{draft.base}/")


@open_to(*OFFICERS)
def at_desk(request: Request, application_id: UUID) -> HttpResponse:
    """Tell an officer the same."""
    draft = officers_case(request, application_id)
    looks.note(Opened.CASE, application_id, of=draft.case.person_id, actor=request.actor, now=request.now)
    return _page(request, draft, back_href=f"/{draft.region.slug}/petugas/permohonan/{application_id}/")


def _page(request: Request, draft: Draft, *, back_href: str) -> HttpResponse:
    document = issued_document(draft, actor=request.actor)
    if document is None:
        raise ApplicationNotFound
    lines = provenance(draft.content, draft.history, service_version=draft.case.service_version)
    values = _values(draft, document)
    shown = ProvenancePage(
        number=document.number,
        rows=tuple(_row(line, values[line.value], draft.region.timezone) for line in lines),
        back_href=back_href,
    )
    return page_or_block(request, "applications/provenance.html", page=shown)


def _row(line: Line, value: str, zone: str) -> dict[str, str]:
    row = {"key": str(VALUES[line.value]), "value": value, "at": short_moment(line.at, zone) if line.at else ""}
    fact = line.fact
    if line.origin is not Origin.SOURCE:
        version = _("versi %(number)s") % {"number": line.version} if line.version else ""
        return row | {"source": str(ORIGINS[line.origin]), "purpose": version}
    if fact is None:
        # The letter was written before answers were kept, or by another system.
        return row | {"source": _("Tidak tercatat"), "purpose": ""}
    return row | {
        "source": str(SOURCE_NAMES[fact.source]),
        "purpose": f"{PURPOSE_NAMES[fact.purpose]}, {BASIS_NAMES[fact.legal_basis]}",
        # Of an identity the reference is the door itself, which is named already.
        "note": _("Rujukan: %(reference)s") % {"reference": fact.reference}
        if fact.reference not in ("", fact.source)
        else "",
    }


def _values(draft: Draft, document: DocumentView) -> dict[Value, str]:
    """Return what stands on the letter, as the page shows it."""
    definition, content, place = draft.definition, draft.content, draft.place
    held = registration(definition, content, on=document.issued_on)
    signers = [event.officer_id for event in draft.history if event.act == "approve" and event.officer_id]
    names = officer_names(signers)
    return {
        Value.HOLDER: draft.case.applicant_name,
        Value.PROFESSION: definition.names.id.removeprefix("Surat Izin Praktik").partition("(")[0].strip(),
        Value.REGISTRATION_NUMBER: held.number if held else "",
        Value.REGISTRATION_UNTIL: long_date(held.valid_until) if held and held.valid_until else _("Seumur hidup"),
        Value.PLACE: place.name if place else draft.case.place_name,
        Value.PLACE_ADDRESS: place.address if place else "",
        Value.SCHEDULE: "; ".join(f"{each.days}, {each.hours}" for each in practice_times(content)),
        Value.NUMBER: document.number,
        Value.ISSUED_ON: long_date(document.issued_on),
        Value.VALID_UNTIL: long_date(document.valid_until) if document.valid_until else _("Tanpa batas waktu"),
        Value.LEGAL_BASIS: "; ".join(basis.instrument for basis in definition.legal_basis if basis.verified),
        Value.SIGNATORY: names.get(signers[-1], "") if signers else "",
    }
