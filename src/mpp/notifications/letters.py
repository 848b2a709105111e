"""The e-mail of a notice: subject, text and HTML in the language of the reader."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from mpp.catalogue.queries import service_names
from mpp.notifications.ports import Message
from mpp.notifications.queries import Letter, Notice
from mpp.notifications.texts import Told, told
from mpp.tenancy.queries import region_by_id


def words_of(notice: Notice, *, language: str) -> Told:
    """Return a notice in words; the current language is `language`."""
    region = region_by_id(notice.region_id)
    return told(
        notice.code,
        service=service_names(language).get(notice.service_slug, notice.service_slug),
        region=region.name if region else "",
        reference=notice.reference,
        due_on=notice.due_on,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """What an e-mail shows, as text and as HTML alike."""

    lang: str
    greeting: str
    title: str
    text: str
    href: str
    link: str
    warning: str


def message_of(letter: Letter) -> Message:
    """Return the e-mail. It says no more than the inbox does: whoever wants details signs in."""
    with translation.override(letter.language):
        words = words_of(letter.notice, language=letter.language)
        page = LetterPage(
            lang=letter.language,
            greeting=_("Yth. {name},").format(name=letter.name),
            title=words.title,
            text=words.text,
            href=f"{settings.PUBLIC_URL}/akun/pesan",
            link=_("Lihat selengkapnya setelah masuk"),
            warning=_(
                "Kami tidak pernah meminta PIN, kata sandi, atau uang lewat surel. "
                "Surel ini dikirim otomatis dan tidak dapat dibalas."
            ),
        )
        return Message(
            to=letter.email,
            subject=words.title,
            text=f"{page.greeting}\n\n{page.text}\n\n{page.link}:\n{page.href}\n\n{page.warning}\n\nMPP Digital\n",
            html=render_to_string("notifications/letter.html", {"page": page}),
            language=letter.language,
            message_id=f"<{letter.notice.id}@{urlsplit(settings.PUBLIC_URL).hostname}>",
        )
