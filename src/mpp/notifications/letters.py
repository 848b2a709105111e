"""The e-mail of a notice: subject, text and HTML in the language of the reader."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from mpp.catalogue.queries import service_names
from mpp.identity.queries import Profile
from mpp.notifications.ports import Message
from mpp.notifications.queries import Letter, Notice
from mpp.notifications.texts import Told, told
from mpp.tenancy.links import PATH
from mpp.tenancy.queries import NATIONAL_ZONE, AgencyView, region_by_id
from mpp.tenancy.queries.access import InvitationLetter
from mpp.tenancy.rules import ROLES
from mpp.ui.formats import moment
from mpp.ui.jinja import environment

#: By these names the jobs are enqueued; the worker's door (`notifications.tasks`) lies above who enqueues them.
MAIL_JOB = "notifications.send_mail"
TEXT_JOB = "notifications.send_text"
OFFICE_MAIL_JOB = "notifications.send_office_mail"
INVITATION_JOB = "notifications.send_invitation"
FAREWELL_JOB = "notifications.tell_former_address"


def words_of(notice: Notice, *, language: str) -> Told:
    """Return a notice in words; the current language is `language`."""
    return _told(
        notice.code, notice.region_id, notice.service_slug, notice.reference, notice.due_on, language, notice.detail
    )


def _told(
    code: str,
    region_id: int,
    service_slug: str,
    reference: str,
    due_on: date | None,
    language: str,
    detail: str = "",
) -> Told:
    region = region_by_id(region_id)
    service = service_names(language).get(service_slug, service_slug)
    return told(
        code,
        service=service,
        region=region.name if region else "",
        reference=reference,
        due_on=due_on,
        detail=detail,
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
    """Return the e-mail of a notice. It says no more than the inbox does: whoever wants details signs in."""
    with translation.override(letter.language):
        return _message(
            to=letter.email,
            name=letter.name,
            words=words_of(letter.notice, language=letter.language),
            path="/akun/pesan",
            letter_id=letter.notice.id,
            language=letter.language,
        )


def farewell_message(known: Profile, to: str, *, letter_id: str) -> Message:
    """Return the e-mail to an address that its owner has replaced; it says nothing of the new one."""
    with translation.override(known.language):
        return _message(
            to=to,
            name=known.name,
            words=farewell_words(),
            path="/akun/kontak",
            letter_id=letter_id,
            language=known.language,
        )


def farewell_words() -> Told:
    """Return what a replaced address is told, in the current language."""
    return Told(
        title=_("Alamat ini tidak dipakai lagi oleh akun MPP Digital"),
        text=_(
            "Pemilik akun baru saja mengganti alamat ini. Kabar berikutnya tidak kami kirim ke sini lagi. "
            "Bila bukan Anda yang menggantinya, segera masuk, perbaiki di Cara menghubungi saya, dan akhiri semua sesi."
        ),
    )


def text_of(letter: Letter) -> str:
    """Return the text message of a notice: its heading and where the rest is. A telephone is shared."""
    with translation.override(letter.language):
        title = words_of(letter.notice, language=letter.language).title
        return _("{title}. Baca di {href}").format(title=title, href=f"{settings.PUBLIC_URL}/akun/pesan")


def deadline_message(
    agency: AgencyView, region_slug: str, *, letter_id: UUID, service_slug: str, reference: str, due_on: date | None
) -> Message:
    """Return the e-mail that reminds an office of a case; offices are written to in Indonesian."""
    with translation.override("id"):
        return _message(
            to=agency.email,
            name=agency.name_id,
            words=_told("deadline_near", agency.region_id, service_slug, reference, due_on, "id"),
            path=f"/{region_slug}/petugas/",
            letter_id=letter_id,
            language="id",
        )


def invitation_message(invitation: InvitationLetter, *, letter_id: UUID) -> Message:
    """Return the e-mail with the link to a post; officers are written to in Indonesian."""
    region = region_by_id(invitation.region_id)
    place = region.name if region else "Kementerian PANRB"
    zone = region.timezone if region else NATIONAL_ZONE
    with translation.override("id"):
        return _message(
            to=invitation.email,
            name=invitation.name,
            words=Told(
                title=_("Undangan bekerja di MPP Digital: {place}").format(place=place),
                text=_(
                    "Anda diangkat sebagai {titles} di {place}. Buka tautan ini sampai {until}, masuk dengan identitas "
                    "digital Anda sendiri, dan pasang passkey atau aplikasi autentikator. Tautan berlaku satu kali dan "
                    "hanya untuk Anda; jangan diteruskan."
                ).format(
                    titles=", ".join(ROLES[role].title_id for role in invitation.roles),
                    place=place,
                    until=moment(invitation.expires_at, zone),
                ),
            ),
            path=f"{PATH}{invitation.token}",
            letter_id=letter_id,
            language="id",
            link=_("Buka undangan"),
        )


def _message(
    *, to: str, name: str, words: Told, path: str, letter_id: UUID | str, language: str, link: str = ""
) -> Message:
    page = LetterPage(
        lang=language,
        greeting=_("Yth. {name},").format(name=name),
        title=words.title,
        text=words.text,
        href=f"{settings.PUBLIC_URL}{path}",
        link=link or _("Lihat selengkapnya setelah masuk"),
        warning=_(
            "Kami tidak pernah meminta PIN, kata sandi, atau uang lewat surel. "
            "Surel ini dikirim otomatis dan tidak dapat dibalas."
        ),
    )
    return Message(
        to=to,
        subject=words.title,
        text=f"{page.greeting}\n\n{page.text}\n\n{page.link}:\n{page.href}\n\n{page.warning}\n\nMPP Digital\n",
        html=environment(language).get_template("notifications/letter.html").render(page=page),
        language=language,
        message_id=f"<{letter_id}@{urlsplit(settings.PUBLIC_URL).hostname}>",
    )
