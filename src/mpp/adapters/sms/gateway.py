"""A gateway for text messages. No national interface is published; this is the shape that the sandbox plays."""

import base64

from mpp.adapters.line import Line
from mpp.foundation.errors import Unavailable
from mpp.identity.ports import CodeNotSent


class SmsGateway:
    """Hands text messages to a gateway, with a name and password of its own."""

    def __init__(self, line: Line, *, user: str, password: str) -> None:
        self._line = line
        secret = base64.b64encode(f"{user}:{password}".encode()).decode()
        self._headers = {"Authorization": f"Basic {secret}"}

    def __call__(self, *, to: str, subject: str, text: str, language: str, reference: str) -> None:
        message = {"channel": "sms", "to": to, "text": f"{subject}. {text}", "reference": reference}
        try:
            # The reference makes the gateway take a repeated message once.
            self._line.post("/messages", json=message, headers=self._headers, is_repeatable=True)
        except Unavailable:
            raise CodeNotSent(kind="sms") from None
