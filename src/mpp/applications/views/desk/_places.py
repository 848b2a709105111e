"""The applicant's licences and places of practice, as two registers have them: side by side, and where they differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mpp.applications import workplaces
from mpp.applications.texts import difference_text
from mpp.applications.views._draft import Draft
from mpp.evidence.rules.facts import State
from mpp.evidence.rules.values import ExistingLicence, LicenceStatus, Workplace
from mpp.evidence.rules.workplaces import PlaceOnRecord
from mpp.ui.formats import short_date


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place. number: of its licence, "" where none is known     is_running: the licence holds the place

    until: last day in words, "" where the register does not know it
    index: what SATUSEHAT says of the practice, whole, because on a telephone no heading stands above it
    """

    number: str
    place: str
    status: str
    until: str
    is_running: bool
    index: str


@dataclass(frozen=True, slots=True)
class Places:
    """is_indexed: SATUSEHAT was asked, too     differences: what it says otherwise than others about the person"""

    rows: tuple[PlaceRow, ...]
    is_indexed: bool
    differences: tuple[str, ...]


_STATUSES: Mapping[LicenceStatus, Promise] = {
    LicenceStatus.ACTIVE: gettext_lazy("Berlaku"),
    LicenceStatus.EXPIRED: gettext_lazy("Berakhir"),
    LicenceStatus.REVOKED: gettext_lazy("Dicabut"),
    LicenceStatus.SUSPENDED: gettext_lazy("Dibekukan"),
    LicenceStatus.SUPERSEDED: gettext_lazy("Diganti"),
}


def places_of(draft: Draft, *, on: date) -> Places:
    """Return the licences, running ones first, and the places at which the applicant practises without a known one."""
    told = workplaces.told(draft.content)
    is_silent = told is not None and told.state is State.PENDING
    found = [_row(each, on=on, is_silent=is_silent) for each in workplaces.on_record(draft.content, on=on)]
    return Places(
        rows=tuple(sorted(found, key=lambda row: not row.is_running)),
        is_indexed=told is not None,
        differences=tuple(map(difference_text, workplaces.disagreements(draft.definition, draft.content))),
    )


def _row(each: PlaceOnRecord, *, on: date, is_silent: bool) -> PlaceRow:
    held, practised = each.licence, each.workplace
    return PlaceRow(
        number=held.number if held else "",
        place=held.place_name if held else practised.place_name if practised else "",
        status=str(_STATUSES[held.status]) if held else _("Tanpa SIP"),
        until=short_date(held.valid_until) if held and held.valid_until else "",
        is_running=held is not None and held.status in (LicenceStatus.ACTIVE, LicenceStatus.SUSPENDED),
        index=_("SATUSEHAT belum menjawab") if is_silent else _practised(held, practised, on=on),
    )


def _practised(held: ExistingLicence | None, practised: Workplace | None, *, on: date) -> str:
    if practised is None:
        # No register of facilities knows an own practice.
        return _("Tidak tercatat di SATUSEHAT") if held and held.place_code else ""
    if practised.until and practised.until < on:
        return _("Praktik sampai %(day)s") % {"day": short_date(practised.until)}
    if practised.since is None:
        return _("Tercatat di SATUSEHAT")
    return _("Praktik sejak %(day)s") % {"day": short_date(practised.since)}
