"""Against a real SMTP server on loopback."""

import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from mpp.adapters.mail.smtp import SmtpMailer, SmtpSettings
from mpp.notifications.ports import MailRefused, MailUnavailable, Message

MESSAGE = Message(
    to="siti@contoh.example",
    subject="Permohonan SIP Perawat\nsudah kami terima",
    text="Yth. Siti Aminah,\n\nSudah kami terima — terima kasih.\n",
    html="<p>Yth. Siti Aminah,</p>",
    language="id",
    message_id="<0199a000@mpp.example>",
)


class Sink:
    """Takes every message, or answers RCPT with `answer`."""

    def __init__(self):
        self.mails, self.answer = [], "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - the library's name
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def sink():
    return Sink()


@pytest.fixture
def mailer(sink):
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    url = f"smtp://127.0.0.1:{controller.port}"
    yield SmtpMailer(SmtpSettings(url=url, sender="MPP Digital <tidak-dibalas@mpp.example>"))
    controller.stop()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_message_arrives_as_text_and_html(mailer, sink):
    mailer.send(MESSAGE)
    [mail] = sink.mails
    assert (mail["To"], mail["From"]) == ("siti@contoh.example", "MPP Digital <tidak-dibalas@mpp.example>")
    assert mail["Subject"] == "Permohonan SIP Perawat sudah kami terima"
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == ("<0199a000@mpp.example>", "auto-generated")
    text, html = mail.iter_parts()
    assert "Sudah kami terima — terima kasih." in text.get_content()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [("550 no such user", MailRefused), ("450 mailbox full", MailUnavailable)],
)
def test_never_and_not_now_are_told_apart(mailer, sink, answer, refusal):
    sink.answer = answer
    with pytest.raises(refusal):
        mailer.send(MESSAGE)


@pytest.mark.parametrize("address", ["", "siti", "siti@", "a@b\nBcc: c@d.example", "@contoh.example"])
def test_an_address_that_is_none_is_refused_and_adds_no_header(mailer, sink, address):
    with pytest.raises(MailRefused):
        mailer.send(Message(**{name: getattr(MESSAGE, name) for name in MESSAGE.__slots__} | {"to": address}))
    assert sink.mails == []


def test_a_server_that_is_not_there_is_unavailable():
    mailer = SmtpMailer(SmtpSettings(url=f"smtp://127.0.0.1:{free_port()}", sender="a@mpp.example", timeout_seconds=1))
    with pytest.raises(MailUnavailable):
        mailer.send(MESSAGE)
    with pytest.raises(MailUnavailable):
        mailer.check()


def test_the_server_can_be_greeted(mailer):
    mailer.check()


def test_a_message_never_shows_its_reader_in_a_log():
    assert "siti" not in repr(MESSAGE)
