"""The receipt of an application: what was handed in and where it came from, as a page and as a PDF to keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from mpp.documents.letters.content import Letterhead, Receipt, ReceiptGroup
from mpp.documents.letters.render import render_receipt
from mpp.tenancy.queries import AgencyView, RegionView


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """An application in words. facts, answers: (label, value)     groups: (source, told, rows) of what was not typed"""

    reference: str
    service_name: str
    facts: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    typed: int
    total: int


def letterhead_of(region: RegionView, office: AgencyView) -> Letterhead:
    """Return the head of what an office of a region writes."""
    return Letterhead(
        government=region.look.government_id,
        agency=office.name_id,
        address=f"{office.address}, {office.city} {office.postal_code}".strip(),
        contact=" · ".join(part for part in (office.phone, office.email, office.website) if part),
        colour=region.look.colour_primary,
        accent=region.look.colour_accent,
    )


def receipt_pdf(handed: Handed, *, letterhead: Letterhead, language: str, now: datetime) -> bytes:
    """Return the PDF. language: "id" or "en", as the person reads the pages"""
    groups = [ReceiptGroup(source=_("Anda isi sendiri"), told="", rows=_filled(handed.answers))]
    groups += [ReceiptGroup(source=source, told=told, rows=_filled(rows)) for source, told, rows in handed.groups]
    return render_receipt(
        Receipt(
            letterhead=letterhead,
            language=language,
            title=_("Isi permohonan"),
            reference=handed.reference,
            intro=_("Anda mengisi %(typed)s dari %(total)s data; yang lain sudah tercatat di sumbernya.")
            % {"typed": handed.typed, "total": handed.total},
            page=_("Halaman"),
            facts=((_("Izin"), handed.service_name), *handed.facts),
            groups=tuple(group for group in groups if group.rows),
        ),
        now=now,
    )


def _filled(rows: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value or "–") for label, value in rows)
