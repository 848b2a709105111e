"""What IKD tells a relying party about a person, by scope, and in which words it asks the person."""

import base64
import hashlib
import hmac
from typing import Any

from mpp_sandbox.population import Person, Sex

#: scope -> what the person reads on the consent page
SCOPES: dict[str, str] = {
    "openid": "Bukti bahwa ini benar Anda",
    "profile": "Nama lengkap, tempat dan tanggal lahir, jenis kelamin",
    "nik": "Nomor Induk Kependudukan (NIK)",
    "phone": "Nomor telepon seluler",
    "email": "Alamat surel",
    "address": "Alamat sesuai KTP",
}

PAIRWISE_SALT = b"mpp-sandbox ikd"

#: Assurance: PIN of the app, or PIN and a face check.
ACR_PIN, ACR_FACE = "urn:id:ikd:pin", "urn:id:ikd:face"


def pairwise_subject(nik: str, client_id: str) -> str:
    """Return the pairwise subject: one person, two relying parties, two subjects (OpenID Connect Core 8.1)."""
    digest = hmac.digest(PAIRWISE_SALT, f"{client_id}|{nik}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:24]).decode()


def released(person: Person, scope: str, client_id: str) -> dict[str, Any]:
    """Return the claims that `scope` releases."""
    by_scope: dict[str, dict[str, Any]] = {
        "profile": {
            "name": person.name,
            "birthdate": person.born.isoformat(),
            "gender": "female" if person.sex is Sex.FEMALE else "male",
            "birthplace": person.birthplace,
        },
        "nik": {"nik": person.nik},
        "phone": {"phone_number": person.phone, "phone_number_verified": True},
        "email": {"email": person.email, "email_verified": True},
        "address": {"address": _address(person)},
    }
    claims: dict[str, Any] = {"sub": pairwise_subject(person.nik, client_id)}
    for name in scope.split():
        claims |= by_scope.get(name, {})
    return claims


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
