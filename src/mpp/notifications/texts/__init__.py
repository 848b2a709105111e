"""What notices say, by code: rendered at reading time, in the language of the reader. One module a subject."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mpp.notifications.texts import account, cases, mandates, offices, security
from mpp.notifications.texts._words import Words
from mpp.ui.formats import long_date

__all__ = ["DETAILS", "WORDS", "Told", "Words", "told", "with_words"]

WORDS: dict[str, Words] = cases.WORDS | security.WORDS | account.WORDS | mandates.WORDS | offices.WORDS


def with_words(code: str) -> str:
    """Return the code; one without words is a defect (KeyError), seen before anybody is told nothing."""
    WORDS[code]
    return code


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice in words. page, link: as in `Words`, "" for notices about a case"""

    title: str
    text: str
    page: str = ""
    link: str = ""


#: What a notice about the account names, by its code; anything else is a name already.
DETAILS: dict[str, str | Promise] = {
    "passkey": _("passkey"),
    "totp": _("aplikasi autentikator"),
    "email": _("kode lewat surel"),
    "sms": _("kode lewat SMS"),
    "address-email": _("alamat surel"),
    "address-sms": _("nomor ponsel"),
    "": _("perangkat yang tidak menyebut namanya"),
}


def told(code: str, *, service: str, region: str, reference: str, due_on: date | None, detail: str = "") -> Told:
    """Return a notice in the current language."""
    words = WORDS[code]
    given = {
        "service": service,
        "region": region,
        "reference": reference,
        "due_on": long_date(due_on) if due_on else "",
        "detail": str(DETAILS.get(detail, detail)),
    }
    text = words.text if due_on or words.without_date is None else words.without_date
    told_text = str(text).format(**given)
    if detail and not words.page:
        # About a case: somebody did it in the applicant's name.
        told_text += " " + gettext("Dilakukan untuk Anda oleh {detail}.").format(**given)
    return Told(
        title=str(words.title).format(**given),
        text=told_text,
        page=words.page,
        link=str(words.link),
    )
