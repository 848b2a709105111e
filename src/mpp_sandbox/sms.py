"""An SMS/WhatsApp gateway: messages are kept to be read, nothing is sent. The interface is ours."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from mpp_sandbox.credentials import basic_is_ours
from mpp_sandbox.desk import Desk
from mpp_sandbox.outbox import Outbox
from mpp_sandbox.switches import Agency, obey

CHANNELS = ("sms", "whatsapp")


@dataclass(frozen=True, slots=True)
class Message:
    """A message handed to the gateway. reference: the sender's own id, which makes repeating harmless"""

    id: int
    received_at: str
    channel: str
    to: str
    text: str
    reference: str


def blueprints(desk: Desk) -> tuple[Blueprint, Blueprint]:
    """Return the routes of the gateway, and those of its reader, which no switch disturbs."""
    kept: Outbox[Message] = Outbox()
    gateway = Blueprint("sms", __name__, url_prefix="/sms")
    reader = Blueprint("sms_reader", __name__, url_prefix="/sms")
    obey(gateway, Agency.SMS, desk.switches, over_quota=_over_quota)

    @gateway.post("/messages")
    def send() -> ResponseReturnValue:
        if not basic_is_ours():
            return {"error": "unauthorized"}, 401
        given = request.get_json(silent=True)
        given = given if isinstance(given, dict) else {}
        channel, to, text = given.get("channel", "sms"), str(given.get("to", "")), str(given.get("text", ""))
        if channel not in CHANNELS or not to.removeprefix("+").isdigit() or not text:
            return {"error": "invalid_message", "detail": "channel: sms or whatsapp; to: +62...; text"}, 422
        reference = str(given.get("reference", ""))
        for earlier in kept.latest():
            if reference and earlier.reference == reference:
                return {"id": earlier.id, "status": "accepted"}, 200
        now = datetime.now(UTC).isoformat()
        message = kept.keep(lambda number: Message(number, now, channel, to, text, reference))
        return {"id": message.id, "status": "accepted"}, 202

    @reader.get("/messages")
    def messages() -> ResponseReturnValue:
        return [asdict(message) for message in kept.latest() if request.args.get("to", message.to) == message.to]

    @reader.delete("/messages")
    def forget() -> ResponseReturnValue:
        kept.clear()
        return "", 204

    @reader.get("/inbox")
    def inbox() -> ResponseReturnValue:
        return render_template("sms.html", messages=kept.latest())

    return gateway, reader


def _over_quota() -> ResponseReturnValue:
    return {"error": "too_many_requests"}, 429, {"Retry-After": "60"}
