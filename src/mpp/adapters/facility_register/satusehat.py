"""FHIR `Organization` of SATUSEHAT, as the list of health facilities."""

from collections.abc import Mapping
from typing import Any

from mpp.adapters.line import Reason, unavailable
from mpp.adapters.memory import Memory
from mpp.adapters.reading import Reader
from mpp.adapters.satusehat import Satusehat
from mpp.evidence.rules.values import Facility

SOURCE = "facility"
_read = Reader(SOURCE)

_PERMIT = "http://sys-ids.kemkes.go.id/operational-permit"
_ADMINISTRATIVE_CODE = "https://fhir.kemkes.go.id/r4/StructureDefinition/administrativeCode"

#: Facilities are the same for everybody and change by the week.
_KEEP_S = 600.0


class SatusehatFacilities:
    """A `FacilityRegister` over SATUSEHAT's organizations."""

    def __init__(self, satusehat: Satusehat) -> None:
        self._satusehat = satusehat
        self._memory: Memory[Any] = Memory(keep_s=_KEEP_S)

    def search(self, text: str, region_code: str, limit: int) -> tuple[Facility, ...]:
        question = (" ".join(text.casefold().split()), region_code, limit)
        found: tuple[Facility, ...] = self._memory.get(question, lambda: self._search(*question))
        return found

    def _search(self, text: str, region_code: str, limit: int) -> tuple[Facility, ...]:
        params = {"_content": text, "address-city": region_code.replace(".", ""), "_count": str(limit)}
        facilities = tuple(_facility(row) for row in self._satusehat.found("Organization", params))
        # A place in another region would be licensed by the wrong office.
        if any(not facility.region_code.startswith(region_code) for facility in facilities):
            unavailable(SOURCE, Reason.OTHER_SUBJECT)
        return facilities[:limit]

    def facility(self, code: str) -> Facility | None:
        found: Facility | None = self._memory.get(code, lambda: self._facility(code))
        return found

    def _facility(self, code: str) -> Facility | None:
        row = self._satusehat.read("Organization", code)
        return None if row is None else _facility(row)


def _facility(row: Mapping[str, Any]) -> Facility:
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
    """Return the kind in the register's own words, its code where it gives none."""
    codings = [coding for each in _read.rows(row.get("type")) for coding in _read.rows(each.get("coding"))]
    if not codings:
        return _read.refuse()
    return _read.text(codings[0], "display", most=60, default="") or _read.text(codings[0], "code", most=60)


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
