"""How often anything may be asked: the one table, and the reference page made of it.

`python -m mpp.config.rate_limits > docs/reference/rate-limits.md` writes the page; a test compares the two.
"""

from dataclasses import replace

from mpp.foundation.ratelimit import Counted, Rule

RULES = {
    "sign-in": Rule(
        burst=120,
        per_minute=120,
        counted=Counted.ADDRESS,
        why="Each sign-in (two requests) costs calls to the provider; a hall or a mobile network shares one address.",
    ),
    "second-factor": Rule(
        burst=30,
        per_minute=15,
        counted=Counted.ACCOUNT,
        why="Proving oneself takes a few requests; wrong codes have a stricter count of their own in the database.",
    ),
    "nik-door": Rule(
        burst=40,
        per_minute=30,
        counted=Counted.ADDRESS,
        why="Each try costs a call under the registry's quota; a hall or a mobile network shares one address.",
    ),
    "nik-door-person": Rule(
        burst=6,
        per_minute=0.5,
        counted=Counted.ACCOUNT,
        why="Counted for each NIK, from wherever it is tried: nobody may try out family cards of somebody else.",
    ),
    "face-check": Rule(
        burst=60,
        per_minute=40,
        counted=Counted.ADDRESS,
        why="Pictures cost more than other requests; besides, a face is refused after five failures in a day.",
    ),
    "face-device": Rule(
        burst=15,
        per_minute=0.5,
        counted=Counted.ACCOUNT,
        why="Counted for each browser by its device cookie: one telephone does not try the faces of a whole village.",
    ),
    "entry-code": Rule(
        burst=20,
        per_minute=10,
        counted=Counted.ADDRESS,
        why="Codes from a counter live for minutes; nobody may try them out.",
    ),
    "verification": Rule(
        burst=15,
        per_minute=10,
        counted=Counted.ADDRESS,
        why="Numbers are sequential by law: nobody may try out check codes.",
    ),
    "search": Rule(
        burst=60,
        per_minute=120,
        counted=Counted.ACCOUNT,
        why="Searching while typing asks several times a second, never for minutes on end.",
    ),
    "submit": Rule(
        burst=10,
        per_minute=6,
        counted=Counted.ACCOUNT,
        why="Nobody submits more than a few applications a minute; an officer at a counter neither.",
    ),
    "save-step": Rule(
        burst=60,
        per_minute=60,
        counted=Counted.ACCOUNT,
        why="One saved step a second is faster than anybody types.",
    ),
    "upload": Rule(
        burst=20,
        per_minute=10,
        counted=Counted.ACCOUNT,
        why="Files are read to their end, which costs more than other requests.",
    ),
    "try-source": Rule(
        burst=8,
        per_minute=4,
        counted=Counted.ACCOUNT,
        why="Each try is a question to an outside system, which counts it against the region's quota.",
    ),
    "receipt": Rule(
        burst=10,
        per_minute=10,
        counted=Counted.ACCOUNT,
        why="A PDF is typeset at each request, which costs twenty times a page.",
    ),
    "upload-piece": Rule(
        burst=300,
        per_minute=600,
        counted=Counted.ACCOUNT,
        why="A document comes in pieces of 64 KB, so that a weak line loses little; a fast one sends ten a second.",
    ),
    "passphrase": Rule(
        burst=5,
        per_minute=1,
        counted=Counted.ACCOUNT,
        why="The signing service locks a signer after a few wrong passphrases; a stolen session must not reach that.",
    ),
    "oidc-authorize": Rule(
        burst=30,
        per_minute=30,
        counted=Counted.ACCOUNT,
        why="A person signs in at a few regional applications a minute; one that loops is stopped.",
    ),
    "oidc-client": Rule(
        burst=30,
        per_minute=30,
        counted=Counted.ADDRESS,
        why="Only failures count: nobody may try out secrets and tokens of regional applications.",
    ),
    "oidc-token": Rule(
        burst=300,
        per_minute=600,
        counted=Counted.ACCOUNT,
        why="Counted by application: ten sign-ins a second, more than the largest region has at its peak.",
    ),
    "oidc-userinfo": Rule(
        burst=300,
        per_minute=600,
        counted=Counted.ACCOUNT,
        why="Counted by application, as above: each answer releases a person's data and is recorded.",
    ),
}

COUNTED = {
    Counted.ADDRESS: "network address (IPv6: its /64)",
    Counted.ACCOUNT: "account; network address before sign-in",
}


def rate_limits(factor: int) -> dict[str, Rule]:
    """Return the rules of an installation that allows `factor` times as much as the reference page says."""
    return {
        name: replace(rule, burst=rule.burst * factor, per_minute=rule.per_minute * factor)
        for name, rule in RULES.items()
    }


def reference_page() -> str:
    """Return docs/reference/rate-limits.md."""
    lines = [
        "# Rate limits",
        "",
        "<!-- Written by `python -m mpp.config.rate_limits`; change `src/mpp/config/rate_limits.py` instead. -->",
        "",
        "Every limit is a token bucket: *at once* after a rest, *per minute* in the long run, in each web worker.",
        "Whoever asks too often gets status 429 with `Retry-After` (a page for people, problem details",
        "`too-many-requests` for programs), and nothing that was saved is lost. Taking a token costs two look-ups in",
        "memory, whatever the number of callers. `MPP_RATE_LIMIT_FACTOR` multiplies all numbers of an installation.",
        "",
        "| rule | at once | per minute | counted by | why |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| `{name}` | {rule.burst} | {rule.per_minute:g} | {COUNTED[rule.counted]} | {rule.why} |"
        for name, rule in RULES.items()
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(reference_page(), end="")
