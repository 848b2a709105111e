"""What the provider says of a sign-in: how sure it was, and how it was done."""

from collections.abc import Mapping

#: How sure the sign-in was, by `identity.rules.Assurance` -> `acr`.
ACR: Mapping[int, str] = {
    1: "urn:id:mpp:rendah",
    2: "urn:id:mpp:substansial",
    3: "urn:id:mpp:tinggi",
}

#: Door and assurance -> what the person did there (`amr`, RFC 8176). At a counter an officer looked: that has no name.
AT_DOORS: Mapping[tuple[str, int], tuple[str, ...]] = {
    ("ikd", 2): ("pin",),
    ("ikd", 3): ("pin", "face"),
    ("inapas", 2): ("mfa",),
    ("inapas", 3): ("face",),
    ("nik", 1): ("face",),
    ("nik", 2): ("face",),
}

#: Kind of a second factor -> what the person did. A passkey asks for a touch; in hardware or not, it does not tell.
WITH_FACTORS: Mapping[str, tuple[str, ...]] = {
    "passkey": ("pop", "user"),
    "totp": ("otp",),
    "email": ("otp",),
    "sms": ("otp", "sms"),
    "recovery": ("otp",),
}

#: What is known, what is held, what one is: two of them together are several factors (`mfa`).
KINDS: Mapping[str, str] = {
    "pin": "known",
    "otp": "held",
    "sms": "held",
    "pop": "held",
    "face": "inborn",
}


def methods(door: str, assurance: int, *, is_anew: bool, factor: str) -> tuple[str, ...]:
    """Return what the person did to sign in (`amr`); () where no registered word says it.

    is_anew: the door looked at the person now     factor: kind of the second factor, "" for none
    """
    at_door = AT_DOORS.get((door, assurance), ()) if is_anew else ()
    done = dict.fromkeys((*at_door, *WITH_FACTORS.get(factor, ())))
    if len({KINDS[word] for word in done if word in KINDS}) > 1:
        done["mfa"] = None
    return tuple(done)
