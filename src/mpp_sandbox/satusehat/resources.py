"""FHIR R4 resources built from the population."""

from collections.abc import Sequence
from typing import Any

from mpp_sandbox.population import Address, Engagement, Facility, HealthWorker, Registration, Sex

NIK = "https://fhir.kemkes.go.id/id/nik"
IHS = "https://fhir.kemkes.go.id/id/nakes-his-number"
REGISTRATION = "https://fhir.kemkes.go.id/id/str-kki-number"
LICENCE = "https://fhir.kemkes.go.id/id/sip-number"
FACILITY = "http://sys-ids.kemkes.go.id/organization"
PERMIT = "http://sys-ids.kemkes.go.id/operational-permit"
PROFESSION = "https://terminology.kemkes.go.id/CodeSystem/profession"
FACILITY_KIND = "https://terminology.kemkes.go.id/CodeSystem/facility-type"
ADMINISTRATIVE_CODE = "https://fhir.kemkes.go.id/r4/StructureDefinition/administrativeCode"

type Resource = dict[str, Any]


def practitioner(worker: HealthWorker) -> Resource:
    """Return a worker of the national index."""
    person = worker.person
    return {
        "resourceType": "Practitioner",
        "id": worker.ihs,
        "identifier": [
            {"use": "official", "system": IHS, "value": worker.ihs},
            {"use": "official", "system": NIK, "value": person.nik},
        ],
        "active": True,
        "name": [{"use": "official", "text": person.name}],
        "gender": "female" if person.sex is Sex.FEMALE else "male",
        "birthDate": person.born.isoformat(),
        "telecom": [{"system": "phone", "use": "mobile", "value": person.phone}],
        "address": [_address(person.address)],
        "qualification": [_qualification(registration) for registration in worker.registrations]
        or [{"code": _profession(worker.profession.code, worker.profession.name)}],
    }


def practitioner_role(worker: HealthWorker, its: Engagement) -> Resource:
    """Return a worker's practice at one facility."""
    ends = {"end": its.until.isoformat()} if its.until else {}
    return {
        "resourceType": "PractitionerRole",
        "id": f"{worker.ihs}-{its.facility.code}",
        "identifier": [{"system": LICENCE, "value": its.licence_number}] if its.licence_number else [],
        "active": its.is_active,
        "period": {"start": its.since.isoformat()} | ends,
        "practitioner": {"reference": f"Practitioner/{worker.ihs}", "display": worker.person.name},
        "organization": {"reference": f"Organization/{its.facility.code}", "display": its.facility.name},
        "code": [_profession(its.profession.code, its.profession.name)],
    }


def organization(facility: Facility) -> Resource:
    """Return a facility of the facility master."""
    return {
        "resourceType": "Organization",
        "id": facility.code,
        "identifier": [
            {"use": "official", "system": FACILITY, "value": facility.code},
            {
                "use": "official",
                "system": PERMIT,
                "value": facility.permit,
                "period": {"end": facility.permit_until.isoformat()},
            },
        ],
        "active": True,
        "type": [{"coding": [{"system": FACILITY_KIND, "code": facility.kind, "display": facility.kind_name}]}],
        "name": facility.name,
        "telecom": [{"system": "phone", "use": "work", "value": facility.phone}],
        "address": [_address(facility.address)],
    }


def searchset(resources: Sequence[Resource], *, total: int, base: str, here: str, further: str | None) -> Resource:
    """Return one page of a search. base: of the FHIR server     here, further: addresses of this page and the next"""
    links = [{"relation": "self", "url": here}]
    if further:
        links.append({"relation": "next", "url": further})
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": total,
        "link": links,
        "entry": [
            {
                "fullUrl": f"{base}/{resource['resourceType']}/{resource['id']}",
                "resource": resource,
                "search": {"mode": "match"},
            }
            for resource in resources
        ],
    }


def outcome(code: str, words: str) -> Resource:
    """Return an error as FHIR says it. code: of the value set issue-type"""
    return {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": "error", "code": code, "details": {"text": words}}],
    }


def _qualification(registration: Registration) -> Resource:
    period = {"start": registration.issued_on.isoformat()}
    if registration.valid_until:
        period["end"] = registration.valid_until.isoformat()
    return {
        "identifier": [{"system": REGISTRATION, "value": registration.number}],
        "code": _profession(registration.profession.code, registration.profession.name),
        "period": period,
        "issuer": {"display": "Konsil Kesehatan Indonesia"},
    }


def _profession(code: str, name: str) -> Resource:
    return {"coding": [{"system": PROFESSION, "code": code, "display": name}], "text": name}


def _address(address: Address) -> Resource:
    codes = address.village_code.split(".")
    parts = {
        level: "".join(codes[: index + 1]) for index, level in enumerate(("province", "city", "district", "village"))
    }
    return {
        "use": "work",
        "line": [f"{address.street} RT {address.rt}/RW {address.rw}", address.village],
        "city": address.regency,
        "district": address.district,
        "state": address.province,
        "postalCode": address.postal_code,
        "country": "ID",
        "text": address.line,
        "extension": [
            {
                "url": ADMINISTRATIVE_CODE,
                "extension": [{"url": level, "valueCode": code} for level, code in parts.items()],
            }
        ],
    }
