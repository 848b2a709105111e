"""The mail sink: a real SMTP server that keeps what it is given, and an inbox to read it in."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from mpp_sandbox.outbox import Outbox
from mpp_sandbox.switches import Agency, Down, Switches


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it arrived. recipients: of the envelope"""

    id: int
    received_at: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    message_id: str
    text: str
    html: str
    attachments: tuple[str, ...]
    raw: bytes


class Sink:
    """What aiosmtpd calls for each message; obeys the switch of MAIL."""

    def __init__(self, switches: Switches, letters: Outbox[Letter]) -> None:
        self._switches = switches
        self._letters = letters

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        """Keep the message, unless the switch says otherwise."""
        setting = self._switches.take(Agency.MAIL)
        await asyncio.sleep(setting.slow_ms / 1000)
        if setting.down is Down.CLOSED and server.transport:
            server.transport.close()
        if setting.down is not Down.NO:
            return "451 4.3.2 Service unavailable, try again later"
        if setting.over_quota:
            return "452 4.2.2 Mailbox full"
        raw = cast(bytes, envelope.content)
        now = datetime.now(UTC).isoformat()
        self._letters.keep(lambda number: letter(number, now, envelope.mail_from or "", envelope.rcpt_tos, raw))
        return "250 2.0.0 Kept"


@contextmanager
def sink(switches: Switches, letters: Outbox[Letter], *, host: str, port: int) -> Iterator[int]:
    """Receive mail while the block runs and yield the port. port: 0 for any free one"""
    port = port or _free_port(host)
    controller = Controller(Sink(switches, letters), hostname=host, port=port, ready_timeout=10)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def _free_port(host: str) -> int:
    """Return a port that is free now; the controller of aiosmtpd wants to know it beforehand."""
    with socket.create_server((host, 0)) as probe:
        return int(probe.getsockname()[1])


def letter(number: int, received_at: str, sender: str, recipients: list[str], raw: bytes) -> Letter:
    """Return a mail with its parts decoded."""
    message = message_from_bytes(raw, policy=policy.default)
    return Letter(
        id=number,
        received_at=received_at,
        sender=sender,
        recipients=tuple(recipients),
        subject=str(message.get("Subject", "")),
        message_id=str(message.get("Message-ID", "")),
        text=_part(message, "plain"),
        html=_part(message, "html"),
        attachments=tuple(part.get_filename() or "" for part in message.iter_attachments()),
        raw=raw,
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""


def blueprint(letters: Outbox[Letter]) -> Blueprint:
    """Return the routes of the inbox."""
    routes = Blueprint("mail", __name__, url_prefix="/mail")

    def one(number: int) -> Letter:
        return next((each for each in letters.latest() if each.id == number), None) or abort(404)

    @routes.get("/")
    def inbox() -> ResponseReturnValue:
        return render_template("mail/inbox.html", letters=letters.latest(), to=request.args.get("to", ""))

    @routes.get("/<int:number>")
    def read(number: int) -> ResponseReturnValue:
        return render_template("mail/letter.html", letter=one(number))

    @routes.get("/<int:number>/html")
    def html(number: int) -> ResponseReturnValue:
        # Mail comes from the product, but a mail reader trusts nobody.
        return Response(
            one(number).html, headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
        )

    @routes.get("/<int:number>/raw")
    def raw(number: int) -> ResponseReturnValue:
        return Response(one(number).raw, mimetype="text/plain")

    @routes.get("/messages")
    def messages() -> ResponseReturnValue:
        to = request.args.get("to")
        return [
            {name: value for name, value in asdict(each).items() if name != "raw"}
            for each in letters.latest()
            if to in (None, *each.recipients)
        ]

    @routes.delete("/messages")
    def forget() -> ResponseReturnValue:
        letters.clear()
        return "", 204

    return routes
