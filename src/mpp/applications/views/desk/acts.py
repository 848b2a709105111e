"""What an officer sends from the page of a case: each act, and how its form is read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mpp.applications import issuing
from mpp.applications.content import Gap, Verdict
from mpp.applications.operations.hand_over import hand_over
from mpp.applications.operations.recommend import recommend
from mpp.applications.operations.reject import reject
from mpp.applications.operations.return_for_correction import return_for_correction
from mpp.applications.operations.take import take
from mpp.applications.operations.verify import verify
from mpp.applications.views._draft import Draft
from mpp.applications.views._posted import key_of, version_of
from mpp.documents import wired
from mpp.documents.ports import Passphrase, SignerLocked, WrongPassphrase
from mpp.documents.signing import sign_and_record
from mpp.eforms.form import Field
from mpp.eforms.hygiene import clean_block
from mpp.foundation.errors import DomainError
from mpp.foundation.ratelimit import give_back, spend
from mpp.ui.request import Request

#: Letters an officer may write into one field.
MOST_WORDS = {"opinion": 2000, "reasons": 2000, "legal_basis": 300, "gap": 1000}


class NothingChosen(DomainError):
    """The form was sent without its choice. field: the one that is empty"""

    code, title = "nothing-chosen", "Please choose"


class TooLong(DomainError):
    """field: the one with too many letters     most: how many it takes"""

    code, title = "text-too-long", "This text is too long"


@dataclass(frozen=True, slots=True)
class DeskAct:
    """One act of the desk.

    name: as in `rules.MOVES`     done: what is said when it is done     stays: whether the officer stays with the case
    """

    name: str
    do: Callable[[Request, Draft], object]
    done: Promise
    stays: bool = False


def field_keys(draft: Draft) -> tuple[str, ...]:
    """Return the fields of the form in which something may be wrong."""
    return tuple(field.key for page in draft.pages for field in page.fields)


def letter_field(draft: Draft) -> Field | None:
    """Return the question for the facility's letter, which an officer may ask for where the form has not asked it."""
    letter = draft.reading.letter_to_give
    is_asked = letter in field_keys(draft)
    return next((each for each in draft.definition.form.fields if each.key == letter and not is_asked), None)


def gap_name(key: str) -> str:
    """Return the name of the input in which the gap of a form field is written. key: "" for the whole"""
    return f"gap-{key}"


def _sending(request: Request, draft: Draft) -> dict[str, Any]:
    return {
        "application_id": draft.case.id,
        "version": version_of(request),
        "key": key_of(request),
        "actor": request.actor,
        "now": request.now,
    }


def _words(request: Request, name: str, *, kind: str = "") -> str:
    text, most = clean_block(request.POST.get(name, "")), MOST_WORDS[kind or name]
    if len(text) > most:
        raise TooLong(field=name, most=most)
    return text


def _take(request: Request, draft: Draft) -> object:
    return take(**_sending(request, draft))


def _verify(request: Request, draft: Draft) -> object:
    return verify(**_sending(request, draft))


def _recommend(request: Request, draft: Draft) -> object:
    given = request.POST.get("verdict", "")
    if given not in set(Verdict):
        raise NothingChosen(field="verdict")
    return recommend(**_sending(request, draft), verdict=Verdict(given), text=_words(request, "opinion"))


def _return(request: Request, draft: Draft) -> object:
    letter = letter_field(draft)
    keys = (*field_keys(draft), *((letter.key,) if letter else ()), "")
    marked = [Gap(key, _words(request, gap_name(key), kind="gap")) for key in keys]
    return return_for_correction(**_sending(request, draft), gaps=tuple(gap for gap in marked if gap.text))


def _hand_over(request: Request, draft: Draft) -> object:
    try:
        to = UUID(request.POST.get("colleague", ""))
    except ValueError as nobody:
        raise NothingChosen(field="colleague") from nobody
    return hand_over(**_sending(request, draft), to_officer_id=to)


def _reject(request: Request, draft: Draft) -> object:
    reasons, legal_basis = _words(request, "reasons"), _words(request, "legal_basis")
    return reject(**_sending(request, draft), reasons=reasons, legal_basis=legal_basis)


def _sign(request: Request, draft: Draft) -> object:
    """Approve, number, sign and record; what is done already is not done again."""
    with _wrong_ones_counted(request):
        ready = issuing.make_ready(
            draft.case,
            draft.offer,
            version=version_of(request),
            key=key_of(request),
            region=draft.region,
            actor=request.actor,
            now=request.now,
        )
        return sign_and_record(
            ready.document_id,
            signer=wired.signer(),
            authority=ready.authority,
            passphrase=Passphrase(request.POST.get("passphrase", "")),
            actor=request.actor,
            now=request.now,
        )


@contextmanager
def _wrong_ones_counted(request: Request) -> Iterator[None]:
    """Count wrong passphrases only: a signer with much to sign is no thief."""
    who: dict[str, Any] = {"address": request.actor.address, "account": request.actor.account_id}
    spend("passphrase", **who)
    is_guess = False
    try:
        yield
    except (WrongPassphrase, SignerLocked):
        is_guess = True
        raise
    finally:
        if not is_guess:
            give_back("passphrase", **who)


#: Last part of the address -> act.
DESK_ACTS: dict[str, DeskAct] = {
    "ambil": DeskAct("take", _take, _("Sekarang Anda memegang permohonan ini."), stays=True),
    "lengkap": DeskAct("verify", _verify, _("Berkas dinyatakan lengkap dan diteruskan.")),
    "rekomendasi": DeskAct("recommend", _recommend, _("Rekomendasi dikirim kepada pejabat penandatangan.")),
    "kembalikan": DeskAct(
        "return_for_correction", _return, _("Dikembalikan kepada pemohon. Jam berhenti sampai ia mengajukan kembali.")
    ),
    "serahkan": DeskAct("hand_over", _hand_over, _("Diserahkan kepada rekan Anda.")),
    "tolak": DeskAct("reject", _reject, _("Ditolak. Pemohon menerima alasan dan dasar hukumnya.")),
    "tanda-tangan": DeskAct("approve", _sign, _("Surat ditandatangani dan segera terbit.")),
}
SLUGS = {act.name: slug for slug, act in DESK_ACTS.items()}
