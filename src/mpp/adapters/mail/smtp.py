"""SMTP: one connection a message, text and HTML side by side, TLS wherever the server offers it."""

import smtplib
import ssl
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

from mpp.notifications.ports import MailRefused, MailUnavailable, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """One mail server.

    url: smtp://host:port (STARTTLS where offered) or smtps://host:port (TLS from the start), user:password in front of
    the host where needed     sender: `Name <address>` from which messages come
    """

    url: str
    sender: str
    timeout_seconds: float = 10.0


class SmtpMailer:
    """Hands messages to the mail server of the settings."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings

    def check(self) -> None:
        """Greet the server; for the status page.

        Raises MailUnavailable.
        """
        try:
            with self._connected() as server:
                server.noop()
        except (OSError, smtplib.SMTPException):
            raise MailUnavailable from None

    def send(self, message: Message) -> None:
        try:
            with self._connected() as server:
                server.send_message(self._mail(message))
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            # 4xx is "not now" (a full mailbox, greylisting), 5xx is "never".
            raise (MailRefused if all(code >= 500 for code in codes) else MailUnavailable)() from None
        except (OSError, smtplib.SMTPException):
            raise MailUnavailable from None

    def _connected(self) -> smtplib.SMTP:
        parts = urlsplit(self._settings.url)
        host, timeout = parts.hostname or "localhost", self._settings.timeout_seconds
        context = ssl.create_default_context()
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=timeout, context=context)
        else:
            server = smtplib.SMTP(host, parts.port or 25, timeout=timeout)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        return server

    def _mail(self, message: Message) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self._settings.sender
        try:
            mail["To"] = Address(addr_spec=message.to)
        except (ValueError, IndexError, HeaderParseError):
            raise MailRefused from None
        mail["Subject"] = " ".join(message.subject.split())
        mail["Message-ID"] = message.message_id
        mail["Date"] = formatdate()
        mail["Content-Language"] = message.language
        # Nobody's absence notice shall answer us (RFC 3834).
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text)
        mail.add_alternative(message.html, subtype="html")
        return mail
