"""SATUSEHAT: OAuth2 client credentials, then FHIR R4; a 5xx may be plain text. One token and one line for all of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from mpp.adapters.bearer import Bearer
from mpp.adapters.line import Answer, Line, Reason, unavailable
from mpp.adapters.reading import Reader

SOURCE = "satusehat"
_read = Reader(SOURCE)

_NONE = frozenset({404})

#: Whoever answers about one person on more pages than this has not understood the question.
MOST_PAGES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SatusehatSettings:
    """auth_path, fhir_path: below the base address of the line"""

    client_id: str
    client_secret: str = field(repr=False)
    auth_path: str = "/oauth2/v1"
    fhir_path: str = "/fhir-r4/v1"


class Satusehat:
    """What is asked of SATUSEHAT goes through here."""

    def __init__(self, settings: SatusehatSettings, line: Line) -> None:
        self._settings = settings
        self._line = line
        self._bearer = Bearer(self._token)

    def read(self, kind: str, key: str) -> Mapping[str, Any] | None:
        """Return the resource of that kind, None where there is none."""
        answer = self._get(f"/{kind}/{quote(key, safe='')}", {})
        if answer.status in _NONE:
            return None
        row = _of_kind(answer.body, kind)
        _read.about(row, "id", key)
        return row

    def found(self, kind: str, params: Mapping[str, str]) -> list[Mapping[str, Any]]:
        """Return what the first page of a search holds."""
        rows, _ = self._page(kind, params)
        return rows

    def all_found(self, kind: str, params: Mapping[str, str]) -> list[Mapping[str, Any]]:
        """Return what all pages of a search hold, each resource once; the same twice is no answer."""
        rows: list[Mapping[str, Any]] = []
        for _ in range(MOST_PAGES):
            more, further = self._page(kind, params)
            rows += more
            if not further:
                _read.each_once(_read.text(row, "id", most=64) for row in rows)
                return rows
            # Of the address only the question is used: the token goes nowhere but to the agency.
            params = dict(parse_qsl(urlsplit(further).query))
        return unavailable(SOURCE, Reason.TOO_LARGE)

    def _page(self, kind: str, params: Mapping[str, str]) -> tuple[list[Mapping[str, Any]], str]:
        """Return the resources of a page, and the address of the next one, "" where there is none."""
        bundle = _of_kind(self._get(f"/{kind}", params).body, "Bundle")
        if bundle.get("type") != "searchset":
            _read.refuse()
        rows = [_of_kind(entry.get("resource"), kind) for entry in _read.rows(bundle.get("entry", []))]
        links = _read.rows(bundle.get("link", []))
        further = next((link for link in links if link.get("relation") == "next"), None)
        return rows, _read.text(further, "url", most=2000) if further else ""

    def _get(self, path: str, params: Mapping[str, str]) -> Answer:
        address = f"{self._settings.fhir_path}{path}"
        return self._bearer.ask(
            lambda headers: self._line.get(address, params=params, headers=headers, understood=_NONE)
        )

    def _token(self) -> tuple[str, float]:
        answer = self._line.post(
            f"{self._settings.auth_path}/accesstoken?grant_type=client_credentials",
            form={"client_id": self._settings.client_id, "client_secret": self._settings.client_secret},
            is_repeatable=True,
        )
        body = _read.mapping(answer.body)
        lifetime_s = _read.text(body, "expires_in", most=10)
        if not lifetime_s.isdigit():
            _read.refuse()
        return _read.text(body, "access_token", most=5000), float(lifetime_s)


def _of_kind(resource: Any, kind: str) -> Mapping[str, Any]:
    row = _read.mapping(resource)
    return row if row.get("resourceType") == kind else _read.refuse()
