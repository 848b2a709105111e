"""A citizen who walks the pages of an application without a browser's help: opens them, fills them in, sends them."""

import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from mpp.applications.tests.builders import CLINIC, NAMES, NURSE, SERVICE, Office
from tests.support.signed_in import signed_in

SCHEDULE = {"schedule-mon-opens": "8", "schedule-mon-closes": "14.00"}
DECLARED = {"place_statement": "yes", "truth_statement": "yes"}
#: What a first licence at a facility asks for, page by page.
FIRST = {
    "practice_mode": {"practice_mode": "facility"},
    "facility": {"facility": CLINIC},
    "schedule": SCHEDULE,
    "break": {"long_break": "no"},
    "declaration": DECLARED,
}


def text(response: HttpResponse) -> str:
    """What a person reads."""
    body = re.sub(r"<(script|style|head).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@dataclass
class Walker:
    """browser: signed in     base: path of the application"""

    browser: Client
    base: str = ""

    def begin(self, variant: str = "first", region: str = "kota-banjar") -> str:
        path = f"/{region}/ajukan/{SERVICE}"
        shown = self.browser.get(path)
        sent = self.browser.post(path, {"variant": variant, "id": _hidden(shown, "id")})
        assert sent.status_code == 302, text(sent)
        self.base = sent["Location"].rstrip("/")
        return self.base

    def get(self, page: str = "", **query: str) -> HttpResponse:
        return self.browser.get(f"{self.base}/{page}", query)

    def fill(self, page: str, values: dict[str, Any], *, version: str = "") -> HttpResponse:
        """Fill in a page of the form as it is shown, and send it."""
        path = f"{self.base}/isi/{page}"
        shown = self.browser.get(path)
        assert shown.status_code == 200, f"{path} leads to {shown.get('Location')}"
        kept = {"version": version or _hidden(shown, "version"), "ditanya": _all_hidden(shown, "ditanya")}
        return self.browser.post(path, kept | values)

    def fill_all(self, pages: dict[str, dict[str, Any]]) -> None:
        """Fill in several pages, none of which may be refused."""
        for page, values in pages.items():
            sent = self.fill(page, values)
            assert sent.status_code == 302, text(sent)

    def hand_in(self) -> HttpResponse:
        shown = self.get("periksa")
        return self.browser.post(
            f"{self.base}/periksa", {"version": _hidden(shown, "version"), "key": _hidden(shown, "key")}
        )

    @property
    def id(self) -> str:
        return self.base.rpartition("/")[2]


def a_citizen(nik: str = NURSE, **given: Any) -> Walker:
    """Somebody of the registries, signed in. given: as `signed_in` takes it"""
    released = {
        "name": NAMES[nik],
        "birth_date": date(1994, 8, 17),
        "phone": "081200000000",
        "email": "nurse@contoh.example",
        "released": {"birthplace": "Banjar", "gender": "female", "address": "Jalan Contoh 3"},
    }
    return Walker(signed_in(nik, **released | given))


def a_complete_draft(office: Office, **given: Any) -> Walker:
    """Somebody whose draft of a first licence lacks nothing but the last button."""
    walker = a_citizen(**given)
    walker.begin(region=office.region.slug)
    walker.fill_all(FIRST)
    return walker


def _hidden(shown: HttpResponse, name: str) -> str:
    return _all_hidden(shown, name)[0]


def _all_hidden(shown: HttpResponse, name: str) -> list[str]:
    return re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', shown.content.decode())
