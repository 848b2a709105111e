"""Switches: make an agency slow, down, over its quota or wrong, and see how the product bears it. Kept in memory."""

import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from threading import Lock
from typing import Any, Self, cast

from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue


class Agency(StrEnum):
    """Everybody who can be disturbed; MAIL is the SMTP sink, CLAMD the virus scanner's socket."""

    IKD = "ikd"
    INAPAS = "inapas"
    DUKCAPIL = "dukcapil"
    KKI = "kki"
    SATUSEHAT = "satusehat"
    SISDMK = "sisdmk"
    SICANTIK = "sicantik"
    ESIGN = "esign"
    TSA = "tsa"
    SMS = "sms"
    MAIL = "mail"
    CLAMD = "clamd"


class Down(StrEnum):
    """NO: up     CLOSED: the connection is cut without a byte     UNAVAILABLE: 503 in plain text"""

    NO = "no"
    CLOSED = "closed"
    UNAVAILABLE = "503"


class Wrong(StrEnum):
    """How an answer is spoilt. OTHER_PERSON: the data of somebody else     HALF: the body breaks off in the middle

    TWO_ANSWERS: one more that contradicts the first
    """

    NO = "no"
    OTHER_PERSON = "other-person"
    HTML = "html"
    HALF = "half"
    REDIRECT = "redirect"
    TWO_ANSWERS = "two-answers"


@dataclass(frozen=True, slots=True)
class Setting:
    """How one agency behaves.

    slow_ms: wait before each answer, at most a minute
    times: requests until the setting ends by itself; None for "until reset"
    """

    slow_ms: int = 0
    down: Down = Down.NO
    over_quota: bool = False
    wrong: Wrong = Wrong.NO
    times: int | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """Return a setting from JSON or a form; what is left out is normal. ValueError when it makes no sense."""
        unknown = set(given) - {field.name for field in fields(cls)}
        if unknown:
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
        times = given.get("times") or None
        return cls(
            slow_ms=min(max(int(given.get("slow_ms") or 0), 0), 60_000),
            down=Down(given.get("down") or Down.NO),
            over_quota=given.get("over_quota") in (True, "true", "on"),
            wrong=Wrong(given.get("wrong") or Wrong.NO),
            times=max(int(times), 1) if times else None,
        )


NORMAL = Setting()


class Switches:
    """The settings of all agencies, shared by the threads of the server."""

    def __init__(self) -> None:
        self._settings: dict[Agency, Setting] = {}
        self._lock = Lock()

    def put(self, agency: Agency, setting: Setting) -> None:
        """Let `agency` behave as `setting` says from the next request on."""
        with self._lock:
            self._settings[agency] = setting

    def reset(self, agency: Agency | None = None) -> None:
        """Let `agency`, or everybody, behave normally."""
        with self._lock:
            if agency is None:
                self._settings.clear()
            else:
                self._settings.pop(agency, None)

    def take(self, agency: Agency) -> Setting:
        """Return the setting for one request, and count the request."""
        with self._lock:
            setting = self._settings.get(agency, NORMAL)
            if setting.times is not None:
                left = setting.times - 1
                self._settings[agency] = replace(setting, times=left) if left else NORMAL
            return setting

    def state(self) -> dict[str, dict[str, Any]]:
        """Return every agency's setting as JSON shows it."""
        with self._lock:
            return {str(agency): asdict(self._settings.get(agency, NORMAL)) for agency in Agency}


def current() -> Setting:
    """Return the setting that the request being answered was given."""
    return cast(Setting, g.setting)


def contradicted[Row: Mapping[str, Any]](rows: list[Row], **otherwise: Any) -> list[Any]:
    """Return the rows, and when the switch says so the first of them once more with something else in it."""
    if current().wrong is not Wrong.TWO_ANSWERS or not rows:
        return list(rows)
    return [*rows, {**rows[0], **otherwise}]


def obey(
    blueprint: Blueprint, agency: Agency, switches: Switches, *, over_quota: Callable[[], ResponseReturnValue]
) -> None:
    """Put an agency's routes under its switch.

    over_quota: what the agency answers when the quota is used up
    """

    @blueprint.before_request
    def disturb() -> ResponseReturnValue | None:
        setting = g.setting = switches.take(agency)
        time.sleep(setting.slow_ms / 1000)
        if setting.down is Down.CLOSED:
            cut_connection()
            return Response()
        if setting.down is Down.UNAVAILABLE:
            return Response("Service Unavailable\n", 503, mimetype="text/plain", headers={"Retry-After": "30"})
        return over_quota() if setting.over_quota else None

    @blueprint.after_request
    def spoil(response: Response) -> Response:
        wrong = current().wrong
        if wrong is Wrong.HTML:
            return Response("<!doctype html><title>Pemeliharaan</title><h1>Sistem sedang dalam pemeliharaan</h1>")
        if wrong is Wrong.REDIRECT:
            return Response(status=302, headers={"Location": f"{request.host_url}login"})
        if wrong is Wrong.HALF:
            body = response.get_data()
            response.set_data(body[: len(body) // 2])
            # The promised length stays: a broken line looks like this.
            response.headers["Content-Length"] = str(len(body))
        return response


def cut_connection() -> None:
    """Close the caller's connection under the answer. Needs werkzeug's server, which shows its socket."""
    connection = cast(socket.socket, request.environ["werkzeug.socket"])
    connection.shutdown(socket.SHUT_RDWR)
