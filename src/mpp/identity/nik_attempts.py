"""Numbers that the registry has agreed with, on the way to the face check: sealed in a cookie of this browser.

The server keeps nothing until a face was checked; the cookie opens to us alone, for half an hour, on these pages only.
"""

import base64
import binascii
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from mpp.foundation.cipher import CipherError, open_json, seal_json
from mpp.foundation.ids import uuid7

LASTS = timedelta(minutes=30)
PATH = "/masuk/nik"
COOKIE = "masuk-nik"


@dataclass(frozen=True, slots=True, kw_only=True)
class NikAttempt:
    """birth_date: None where the digits of the NIK are none, or the registry does not agree

    begun_on: path of the page that led to the face check
    """

    nik: str = field(repr=False)
    name: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    next_path: str
    begun_on: str = PATH
    begun_at: datetime


def remember(response: HttpResponseBase, attempt: NikAttempt) -> None:
    """Let the browser keep the attempt."""
    row = uuid7()
    known = {
        "nik": attempt.nik,
        "name": attempt.name,
        "birth_date": attempt.birth_date,
        "next": attempt.next_path,
        "begun_on": attempt.begun_on,
        "begun_at": attempt.begun_at,
    }
    sealed = seal_json(known, table="nik_attempt", field="cookie", row=row)
    response.set_cookie(
        COOKIE,
        f"{row.hex}.{base64.urlsafe_b64encode(sealed).decode()}",
        max_age=int(LASTS.total_seconds()),
        path=PATH,
        secure=settings.COOKIES_ARE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def recall(request: HttpRequest, *, now: datetime) -> NikAttempt | None:
    """Return the attempt of this browser, None where there is none that is fresh."""
    row, _, sealed = request.COOKIES.get(COOKIE, "").partition(".")
    try:
        known = open_json(base64.urlsafe_b64decode(sealed), table="nik_attempt", field="cookie", row=UUID(row))
    except (binascii.Error, ValueError, CipherError):
        return None
    begun_at = datetime.fromisoformat(known["begun_at"])
    if not begun_at <= now < begun_at + LASTS:
        return None
    born = known["birth_date"]
    return NikAttempt(
        nik=known["nik"],
        name=known["name"],
        birth_date=date.fromisoformat(born) if born else None,
        next_path=known["next"],
        begun_on=known["begun_on"],
        begun_at=begun_at,
    )


def forget(response: HttpResponseBase) -> None:
    """Let the browser forget the attempt."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
