"""What the provider says of a sign-in: how sure it was, and how it was done."""

from collections.abc import Mapping

#: How sure the sign-in was, by `identity.rules.Assurance` -> `acr`.
ACR: Mapping[int, str] = {
    1: "urn:id:mpp:rendah",
    2: "urn:id:mpp:substansial",
    3: "urn:id:mpp:tinggi",
}

#: Door and assurance -> what the person did there (`amr`, RFC 8176). Of other doors nothing is said.
AMR: Mapping[tuple[str, int], tuple[str, ...]] = {
    ("ikd", 2): ("pin",),
    ("ikd", 3): ("pin", "face"),
}
