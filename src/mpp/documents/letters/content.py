"""What a letter says: finished values, one frozen class for each template.

Letters are written in Indonesian whatever language the reader of a page has chosen (UU 24/2009 art. 27).
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who writes. Colours are ``#RRGGBB``; `emblem_svg` is the region's own, "" draws the kawung rosette instead."""

    government: str
    agency: str
    address: str
    contact: str = ""
    colour: str = "#0F5C5C"
    accent: str = "#B7791F"
    emblem_svg: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs, in which capacity.

    capacity: the post, such as ``Kepala Dinas Penanaman Modal``     acting: "", ``Plt.`` or ``Plh.``
    employee_number: NIP, "" when the letter does not print it
    """

    name: str
    capacity: str
    acting: str = ""
    employee_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeTime:
    """One line of the practice schedule: ``Senin-Jumat``, ``08.00-14.00``."""

    days: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeLicence:
    """A licence to practise (surat izin praktik), template ``practice_licence``.

    title: ``Surat Izin Praktik Perawat``     nik: as the letter shows it, masked unless the service needs it in full
    registration_until: last day of a dated STR, None = for life     legal_basis: one instrument a line
    is_automatic: issued because the office had not decided in time, sealed by the institution
    """

    letterhead: Letterhead
    title: str
    holder: str
    nik: str
    profession: str
    registration_number: str
    registration_until: date | None
    place: str
    place_address: str
    schedule: tuple[PracticeTime, ...]
    issued_at: str
    issued_on: date
    valid_until: date | None
    legal_basis: tuple[str, ...]
    signatory: Signatory
    is_automatic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptGroup:
    """What came from one side. source: who said it     told: when, what for, by which right     rows: (label, value)"""

    source: str
    told: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was handed in and where it came from, for the applicant to keep; no letter: nobody signs it.

    language: "id" or "en"     page: what stands before a page number     facts: (label, value) above the groups
    """

    letterhead: Letterhead
    language: str
    title: str
    reference: str
    intro: str
    page: str
    facts: tuple[tuple[str, str], ...]
    groups: tuple[ReceiptGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """What the house adds to a letter when it reserves its number.

    number: the official number     check_code: eight letters, printed in groups
    address: of the verification page, in the QR     desk: of the page where number and check code are typed
    """

    number: str
    check_code: str
    address: str
    desk: str


#: template name (as service definitions write it) -> what its letters say
TEMPLATES = {"practice_licence": PracticeLicence}


def template_of(letter: PracticeLicence) -> str:
    """Return the name of the template that `letter` is for."""
    return next(name for name, content in TEMPLATES.items() if isinstance(letter, content))
