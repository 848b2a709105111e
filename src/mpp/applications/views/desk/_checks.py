"""What the rules and the registers say about a case: checks failed, open and passed.

The words are for whoever checks; those for the applicant are `evidence.words`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mpp.applications import practice, workplaces
from mpp.applications.views._draft import Draft
from mpp.evidence.rules.eligibility import Outcome, Request
from mpp.evidence.rules.facts import State
from mpp.ui.formats import short_date


@dataclass(frozen=True, slots=True)
class Check:
    """tone: success | warning | danger     text: what is wrong or not known, "" for what holds"""

    name: str
    tone: str
    text: str


def checks(draft: Draft, *, on: date) -> tuple[Check, ...]:
    """Return what each rule says on the local date `on`, what is wrong first."""
    verdicts = draft.reading.verdicts(on=on)
    found = [
        Check(str(RULES[each.rule]), _TONES[each.outcome], _check_text(each.code, each.params))
        for each in verdicts
        if draft.case.variant != Request.FIRST or each.rule not in _OF_LATER_LICENCES
    ]
    if draft.place and not draft.place.is_own:
        found.append(_practice(draft, on=on))
    # Several rules may wait for one register: it is named once.
    told = {check.text or check.name: check for check in found}.values()
    return tuple(sorted(told, key=lambda check: ("danger", "warning", "success").index(check.tone)))


def _practice(draft: Draft, *, on: date) -> Check:
    """Return what the facility says of the practice, and what there is where it says nothing."""
    found = practice.fact_of(draft.content)
    name = str(_("Dikonfirmasi fasilitas"))
    if found is not None and found.state is State.KNOWN:
        return Check(name, "success", "")
    if draft.definition.letter in draft.documents.uploads:
        return Check(str(_("Surat dari fasilitas diunggah")), "success", "")
    if found is None:
        text = _(
            "Fasilitas ini tidak punya penanggung jawab di sini; dasarnya pernyataan pemohon. "
            "Bila Anda ragu, mintalah suratnya di bagian Kembalikan."
        )
    elif found.state is State.PENDING:
        text = _("Fasilitas sudah diminta mengonfirmasi dan belum menjawab.")
    else:
        text = _(
            "Fasilitas tidak mengonfirmasi; dasarnya pernyataan pemohon. "
            "Bila Anda ragu, mintalah suratnya di bagian Kembalikan."
        )
    return Check(name, "warning", " ".join(filter(None, (str(text), _entered(draft, on=on)))))


def _entered(draft: Draft, *, on: date) -> str:
    """Return that the facility has entered the applicant in the national index, "" where it is not known to have."""
    known = workplaces.at_the_place(draft.content, on=on)
    if known is None:
        return ""
    if known.since is None:
        return str(_("SATUSEHAT sudah mencatat pemohon di fasilitas ini."))
    return str(_("SATUSEHAT mencatat pemohon di fasilitas ini sejak %(day)s.")) % {"day": short_date(known.since)}


_TONES = {Outcome.OK: "success", Outcome.UNKNOWN: "warning", Outcome.REFUSED: "danger"}

#: Rule -> what holds when it is met.
RULES: Mapping[str, Promise] = {
    "nik_active": _("NIK aktif"),
    "str_active": _("STR berlaku"),
    "str_matches_profession": _("STR sesuai profesi"),
    "own_practice_allowed": _("Cara praktik diperbolehkan"),
    "places_below_limit": _("Jumlah tempat praktik"),
    "no_open_duplicate": _("Belum ada SIP di tempat ini"),
    "licence_to_replace": _("SIP lama"),
    "credits_sufficient_on_renewal": _("Kecukupan SKP"),
}

#: Rules that a first licence meets without a question.
_OF_LATER_LICENCES = frozenset({"licence_to_replace", "credits_sufficient_on_renewal"})

#: Verdict code -> what the officer reads; `%(name)s` are the verdict's facts.
_CHECK_TEXTS: Mapping[str, Promise] = {
    "person-deceased": _("Dukcapil mencatat pemohon sudah meninggal."),
    "person-duplicate": _("Dukcapil mencatat NIK ini ganda."),
    "person-not-found": _("Dukcapil tidak menemukan NIK ini."),
    "person-inactive": _("Dukcapil mencatat NIK ini tidak aktif."),
    "person-number-malformed": _("Dukcapil tidak mengenali bentuk NIK ini."),
    "population-register-silent": _("Dukcapil belum menjawab."),
    "registration-register-silent": _("KKI belum menjawab."),
    "registration-none": _("Pemohon tidak memiliki STR."),
    "registration-of-profession-none": _("Pemohon tidak memiliki STR profesi ini."),
    "registration-other-profession": _("STR pemohon untuk profesi lain: %(held)s."),
    "registration-expired": _("STR %(number)s sudah berakhir."),
    "registration-deactivated": _("STR %(number)s dinonaktifkan."),
    "registration-revoked": _("STR %(number)s dicabut."),
    "own-practice-not-allowed": _("Profesi ini tidak boleh berpraktik mandiri."),
    "facility-practice-not-allowed": _("Izin ini hanya untuk praktik mandiri."),
    "places-full": _("Pemohon sudah berpraktik di %(places)s tempat; paling banyak %(most)s."),
    "licence-exists": _("Sudah ada SIP %(number)s di %(place)s."),
    "licence-not-in-register": _("SISDMK tidak mencatat SIP lama; periksa arsip."),
    "licence-revoked": _("SIP lama %(number)s sudah dicabut."),
    "workforce-register-silent": _("SISDMK belum menjawab."),
    "credits-not-told": _("Kecukupan SKP belum diketahui."),
    "credits-insufficient": _("SKP pemohon belum cukup untuk perpanjangan."),
}


def _check_text(code: str, params: Mapping[str, str | int]) -> str:
    return str(_CHECK_TEXTS[code]) % params if code else ""
