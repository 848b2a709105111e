"""The claims that an application gets of a person, by the scopes it was let have."""

from collections.abc import Collection, Mapping
from typing import Any

from mpp.federation.rules.scopes import opened
from mpp.identity.queries import Profile

#: Parts of an address as identity keeps them -> how they are called in the claim (OpenID Connect Core 5.1.1, and IKD).
ADDRESS_PARTS = (
    "street_address", "locality", "region", "postal_code", "country", "rt", "rw", "village", "village_code", "district",
)  # fmt: skip


def claims_of(profile: Profile, scopes: Collection[str]) -> dict[str, Any]:
    """Return what is known of what these scopes open; what is not known is left out (Core 5.3.2)."""
    born = profile.birth_date
    known: Mapping[str, Any] = {
        "name": profile.name,
        "birthdate": born.isoformat() if born else "",
        "birthplace": profile.released.get("birthplace", ""),
        "gender": profile.released.get("gender", ""),
        "nik": profile.nik,
        "phone_number": profile.phone,
        "address": _address(profile.released),
    }
    wanted = opened(scopes)
    return {name: value for name, value in known.items() if name in wanted and value}


def _address(released: Mapping[str, str]) -> dict[str, str]:
    parts = {part: released.get(f"address_{part}", "") for part in ADDRESS_PARTS}
    return {name: text for name, text in ({"formatted": released.get("address", "")} | parts).items() if text}
