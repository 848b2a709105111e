"""SATUSEHAT: OAuth2 client credentials, then FHIR R4 `Organization`; a 5xx may be plain text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from mpp.adapters.bearer import Bearer
from mpp.adapters.line import Answer, Line, Reason, unavailable
from mpp.adapters.memory import Memory
from mpp.adapters.reading import Reader
from mpp.evidence.rules.values import Facility

SOURCE = "facility"
_read = Reader(SOURCE)

_PERMIT = "http://sys-ids.kemkes.go.id/operational-permit"
_ADMINISTRATIVE_CODE = "https://fhir.kemkes.go.id/r4/StructureDefinition/administrativeCode"

_NONE = frozenset({404})

#: Facilities are the same for everybody and change by the week.
_KEEP_S = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SatusehatSettings:
    """auth_path, fhir_path: below the base address of the line"""

    client_id: str
    client_secret: str = field(repr=False)
    auth_path: str = "/oauth2/v1"
    fhir_path: str = "/fhir-r4/v1"


class SatusehatFacilities:
    """A `FacilityRegister` over SATUSEHAT's organizations."""

    def __init__(self, settings: SatusehatSettings, line: Line) -> None:
        self._settings = settings
        self._line = line
        self._bearer = Bearer(self._token)
        self._memory: Memory[Any] = Memory(keep_s=_KEEP_S)

    def search(self, text: str, region_code: str, limit: int) -> tuple[Facility, ...]:
        question = (" ".join(text.casefold().split()), region_code, limit)
        found: tuple[Facility, ...] = self._memory.get(question, lambda: self._search(*question))
        return found

    def _search(self, text: str, region_code: str, limit: int) -> tuple[Facility, ...]:
        params = {"_content": text, "address-city": region_code.replace(".", ""), "_count": str(limit)}
        bundle = _read.mapping(self._get("/Organization", params=params).body)
        if bundle.get("resourceType") != "Bundle" or bundle.get("type") != "searchset":
            _read.refuse()
        facilities = tuple(_facility(entry.get("resource")) for entry in _read.rows(bundle.get("entry", [])))
        # A place in another region would be licensed by the wrong office.
        if any(not facility.region_code.startswith(region_code) for facility in facilities):
            unavailable(SOURCE, Reason.OTHER_SUBJECT)
        return facilities[:limit]

    def facility(self, code: str) -> Facility | None:
        found: Facility | None = self._memory.get(code, lambda: self._facility(code))
        return found

    def _facility(self, code: str) -> Facility | None:
        answer = self._get(f"/Organization/{quote(code, safe='')}")
        if answer.status in _NONE:
            return None
        _read.about(_read.mapping(answer.body), "id", code)
        return _facility(answer.body)

    def _get(self, path: str, *, params: Mapping[str, str] | None = None) -> Answer:
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


def _facility(resource: Any) -> Facility:
    row = _read.mapping(resource)
    if row.get("resourceType") != "Organization":
        _read.refuse()
    address = next(iter(_read.rows(row.get("address"))), None) or _read.refuse()
    permit = next((each for each in _read.rows(row.get("identifier")) if each.get("system") == _PERMIT), {})
    return Facility(
        code=_read.text(row, "id", most=40),
        name=_read.text(row, "name"),
        kind=_kind(row),
        address=_read.text(address, "text", most=500),
        district=_read.text(address, "district", default=""),
        region_code=_region_code(address),
        permit_number=_read.text(permit, "value", most=120, default=""),
        permit_until=_read.day(_read.mapping(permit.get("period", {})), "end"),
    )


def _kind(row: Mapping[str, Any]) -> str:
    codings = [coding for each in _read.rows(row.get("type")) for coding in _read.rows(each.get("coding"))]
    return _read.text(codings[0], "code", most=60) if codings else _read.refuse()


def _region_code(address: Mapping[str, Any]) -> str:
    """Return the code of the kab/kota as XX.YY; the resource writes it without the dot."""
    levels = [
        part
        for extension in _read.rows(address.get("extension"))
        if extension.get("url") == _ADMINISTRATIVE_CODE
        for part in _read.rows(extension.get("extension"))
    ]
    city = next((part for part in levels if part.get("url") == "city"), None) or _read.refuse()
    code = _read.text(city, "valueCode", most=4)
    return f"{code[:2]}.{code[2:]}"
