"""What a provider tells a relying party about a person, by scope."""

import base64
import hashlib
import hmac
from typing import Any

from mpp_sandbox.openid.houses import House
from mpp_sandbox.population import Person, Sex


def pairwise_subject(house: House, nik: str, client_id: str) -> str:
    """Return the pairwise subject: one person, two relying parties, two subjects (OpenID Connect Core 8.1)."""
    digest = hmac.digest(house.salt, f"{client_id}|{nik}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:24]).decode()


def released(house: House, person: Person, scope: str, client_id: str) -> dict[str, Any]:
    """Return the claims that `scope` releases."""
    by_scope: dict[str, dict[str, Any]] = {
        "profile": {
            "name": person.name,
            "birthdate": person.born.isoformat(),
        }
        | (_as_on_the_card(person) if "address" in house.scopes else {}),
        "nik": {"nik": person.nik},
        "phone": {"phone_number": person.phone, "phone_number_verified": True},
        "email": {"email": person.email, "email_verified": True},
        "address": {"address": _address(person)},
    }
    claims: dict[str, Any] = {"sub": pairwise_subject(house, person.nik, client_id)}
    for name in scope.split():
        if name in house.scopes:
            claims |= by_scope.get(name, {})
    return claims


def _as_on_the_card(person: Person) -> dict[str, str]:
    """Return what only the population registry's own identity knows."""
    return {"gender": "female" if person.sex is Sex.FEMALE else "male", "birthplace": person.birthplace}


def _address(person: Person) -> dict[str, str]:
    """Return the address claim of OpenID Connect Core 5.1.1, with the parts of an Indonesian address beside it."""
    address = person.address
    return {
        "formatted": address.line,
        "street_address": address.street,
        "locality": address.regency,
        "region": address.province,
        "postal_code": address.postal_code,
        "country": "ID",
        "rt": address.rt,
        "rw": address.rw,
        "village": address.village,
        "village_code": address.village_code,
        "district": address.district,
    }
