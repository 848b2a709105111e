"""What notifications need from outside: somebody who carries letters away."""

from dataclasses import dataclass
from typing import Protocol

from mpp.foundation.errors import DomainError, Unavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One e-mail. message_id: the same whenever this message is sent again, so that mail systems can tell"""

    to: str
    subject: str
    text: str
    html: str
    language: str
    message_id: str

    def __repr__(self) -> str:
        # An address must not come into a log by way of a traceback.
        return f"Message({self.message_id})"


class MailUnavailable(Unavailable):
    """The mail server does not take it now; send it again later."""

    code, title = "mail-unavailable", "The mail server does not answer"


class MailRefused(DomainError):
    """The mail server will never take it: the address is none."""

    code, title = "mail-refused", "The mail server refuses this address"


class TextUnavailable(Unavailable):
    """The gateway does not take it now; send it again later."""

    code, title = "text-unavailable", "The gateway for text messages does not answer"


class Texter(Protocol):
    """Carries a text message to a telephone."""

    def __call__(self, *, to: str, text: str, reference: str) -> None:
        """Hand the message over. reference: the same whenever this message is sent again, so that it arrives once

        Raises TextUnavailable.
        """


class Mailer(Protocol):
    def send(self, message: Message) -> None:
        """Hand the message over; it may arrive twice when this is asked twice.

        Raises MailUnavailable, MailRefused.
        """
