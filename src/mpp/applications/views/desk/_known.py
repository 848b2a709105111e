"""What an officer sees of the data and the rules: values by source and time, checks passed and failed, other licences.

The words are for whoever checks; those for the applicant are `evidence.words`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mpp.applications.situation import eligibility, licences
from mpp.applications.texts import known_text
from mpp.applications.views._draft import Draft
from mpp.evidence.rules.eligibility import Outcome
from mpp.evidence.rules.facts import Prefill, Prefilled
from mpp.evidence.rules.values import LicenceStatus
from mpp.evidence.words import SOURCE_NAMES
from mpp.ui.formats import short_date, short_moment


@dataclass(frozen=True, slots=True)
class KnownRow:
    """note: what is doubtful about the value, "" for nothing"""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """What one source said at one moment. source: "" while nobody has answered"""

    source: str
    at: str
    rows: tuple[KnownRow, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """tone: success | warning | danger     text: what is wrong or not known, "" for what holds"""

    name: str
    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class OtherLicence:
    """is_running: it holds a place     until: last day in words, "" where the register does not know it"""

    number: str
    place: str
    status: str
    until: str
    is_running: bool


def groups(draft: Draft, *, lang: str) -> tuple[Group, ...]:
    """Return what the sources said, each with its time; in the order of the definition."""
    labels = {item.key: item.label.of(lang) for item in draft.definition.prefill}
    told: dict[tuple[str, str], list[KnownRow]] = {}
    for each in draft.filled:
        source = str(SOURCE_NAMES[each.fact.source]) if each.fact and each.value is not None else ""
        at = short_moment(each.fact.fetched_at, draft.region.timezone) if each.fact and source else ""
        row = KnownRow(labels[each.field], known_text(each), _note(draft, each))
        told.setdefault((source, at), []).append(row)
    return tuple(Group(source, at, tuple(rows)) for (source, at), rows in told.items())


def _note(draft: Draft, known: Prefilled) -> str:
    if known.field in draft.content.reports:
        return _("Pemohon melaporkan: %(text)s") % {"text": draft.content.reports[known.field]}
    if known.verdict is Prefill.DISPUTED:
        return _("Dua sumber berbeda")
    return _("Belum dikonfirmasi") if known.verdict is Prefill.CONFIRM_LATER else ""


def checks(draft: Draft, *, on: date) -> tuple[Check, ...]:
    """Return what each rule says on the local date `on`, what is wrong first."""
    verdicts = eligibility(draft.definition, draft.content, variant=draft.case.variant, on=on)
    found = [
        Check(str(RULES[each.rule]), _TONES[each.outcome], _check_text(each.code, each.params)) for each in verdicts
    ]
    return tuple(sorted(found, key=lambda check: ("danger", "warning", "success").index(check.tone)))


_TONES = {Outcome.OK: "success", Outcome.UNKNOWN: "warning", Outcome.REFUSED: "danger"}

#: Rule -> what holds when it is met.
RULES: Mapping[str, Promise] = {
    "nik_active": _lazy("NIK aktif"),
    "str_active": _lazy("STR berlaku"),
    "str_matches_profession": _lazy("STR sesuai profesi"),
    "own_practice_allowed": _lazy("Cara praktik diperbolehkan"),
    "places_below_limit": _lazy("Jumlah tempat praktik"),
    "no_open_duplicate": _lazy("Belum ada SIP di tempat ini"),
    "licence_to_replace": _lazy("SIP lama"),
    "credits_sufficient_on_renewal": _lazy("Kecukupan SKP"),
}

#: Verdict code -> what the officer reads; `%(name)s` are the verdict's facts.
_CHECK_TEXTS: Mapping[str, Promise] = {
    "person-deceased": _lazy("Dukcapil mencatat pemohon sudah meninggal."),
    "person-duplicate": _lazy("Dukcapil mencatat NIK ini ganda."),
    "person-not-found": _lazy("Dukcapil tidak menemukan NIK ini."),
    "person-inactive": _lazy("Dukcapil mencatat NIK ini tidak aktif."),
    "person-number-malformed": _lazy("Dukcapil tidak mengenali bentuk NIK ini."),
    "population-register-silent": _lazy("Dukcapil belum menjawab."),
    "registration-register-silent": _lazy("KKI belum menjawab."),
    "registration-none": _lazy("Pemohon tidak memiliki STR."),
    "registration-of-profession-none": _lazy("Pemohon tidak memiliki STR profesi ini."),
    "registration-other-profession": _lazy("STR pemohon untuk profesi lain: %(held)s."),
    "registration-expired": _lazy("STR %(number)s sudah berakhir."),
    "registration-deactivated": _lazy("STR %(number)s dinonaktifkan."),
    "registration-revoked": _lazy("STR %(number)s dicabut."),
    "own-practice-not-allowed": _lazy("Profesi ini tidak boleh berpraktik mandiri."),
    "facility-practice-not-allowed": _lazy("Izin ini hanya untuk praktik mandiri."),
    "places-full": _lazy("Pemohon sudah berpraktik di %(places)s tempat; paling banyak %(most)s."),
    "licence-exists": _lazy("Sudah ada SIP %(number)s di %(place)s."),
    "licence-not-in-register": _lazy("SISDMK tidak mencatat SIP lama; periksa arsip."),
    "licence-revoked": _lazy("SIP lama %(number)s sudah dicabut."),
    "workforce-register-silent": _lazy("SISDMK belum menjawab."),
    "credits-not-told": _lazy("Kecukupan SKP belum diketahui."),
    "credits-insufficient": _lazy("SKP pemohon belum cukup untuk perpanjangan."),
}


def _check_text(code: str, params: Mapping[str, str | int]) -> str:
    return str(_CHECK_TEXTS[code]) % params if code else ""


_STATUSES: Mapping[LicenceStatus, Promise] = {
    LicenceStatus.ACTIVE: _lazy("Berlaku"),
    LicenceStatus.EXPIRED: _lazy("Berakhir"),
    LicenceStatus.REVOKED: _lazy("Dicabut"),
    LicenceStatus.SUSPENDED: _lazy("Dibekukan"),
    LicenceStatus.SUPERSEDED: _lazy("Diganti"),
}


def other_licences(draft: Draft) -> tuple[OtherLicence, ...]:
    """Return the other practice licences of the applicant, running ones first."""
    found = [
        OtherLicence(
            number=each.number,
            place=each.place_name,
            status=str(_STATUSES[each.status]),
            until=short_date(each.valid_until) if each.valid_until else "",
            is_running=each.status in (LicenceStatus.ACTIVE, LicenceStatus.SUSPENDED),
        )
        for each in licences(draft.content)
    ]
    return tuple(sorted(found, key=lambda licence: not licence.is_running))
