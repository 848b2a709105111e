"""Audit: one line per act, hash-linked per object, append-only by database rights.

A line is a canonical JSON text that names its format version and holds ids, codes and digests, never personal values,
so that erasure and retention never break the chain. Its digest is SHA-256 over the text, which names the digest before.
"""

from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from mpp.foundation.actor import Actor
from mpp.foundation.digest import keyed_digest, sha256
from mpp.foundation.errors import StaleVersion

FORMAT = 1

#: Facts an operation adds to its own line by `note`.
_facts: ContextVar[dict[str, Any] | None] = ContextVar("mpp_audit_facts", default=None)


@dataclass(frozen=True, slots=True)
class Line:
    """One act on one object, ready to be written.

    seq: 1 for the first act on the object     text: canonical JSON
    digest: SHA-256 of the text; the next line names it as `prev`
    """

    region_id: int
    chain_id: UUID
    seq: int
    recorded_at: datetime
    text: str
    digest: bytes


def compose(
    *,
    actor: Actor,
    operation: str,
    kind: str,
    chain_id: UUID,
    seq: int,
    previous: bytes,
    now: datetime,
    occurred_at: datetime | None = None,
    facts: dict[str, Any] | None = None,
) -> Line:
    """Return the line that records `operation` of `actor` on the object `chain_id` of `kind`.

    previous: digest of the line before, empty for the first     facts: ids, codes, versions and digests only
    """
    authority = actor.authority
    body = {
        "v": FORMAT,
        "prev": previous.hex(),
        "seq": seq,
        "region": actor.region_id,
        "chain": chain_id,
        "kind": kind,
        "op": operation,
        "person": authority.agent_id if authority else actor.person_id,
        "role": actor.role,
        "officer": actor.officer_id,
        "agency": actor.agency_id,
        "behalf": actor.person_id if authority else actor.on_behalf_of,
        "mandate": authority.mandate_id if authority else None,
        "channel": actor.channel,
        "place": actor.place,
        "origin": actor.origin,
        "occurred": occurred_at or now,
        "recorded": now,
        # An address is personal: the keyed digest still answers "was it this one?".
        "addr": keyed_digest(actor.address) if actor.address else "",
        "dev": keyed_digest(actor.device) if actor.device else "",
        "facts": facts or {},
    }
    text = orjson.dumps({name: value for name, value in body.items() if value not in (None, "")}, option=_CANONICAL)
    return Line(actor.region_id, chain_id, seq, now, text.decode(), sha256(text))


_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z


def note(**facts: object) -> None:
    """Add ids, codes, versions or digests to the line of the running operation."""
    collected = _facts.get()
    if collected is None:
        raise RuntimeError("note() outside an operation")
    collected.update(facts)


def append(*, actor: Actor, operation: str, kind: str, chain_id: UUID, now: datetime, facts: dict[str, Any]) -> None:
    """Write the next line of the chain `chain_id`, inside the running transaction of `operation`.

    Refuses: StaleVersion, when two acts on one object meet and this one lost
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, digest FROM mpp.audit_last(%s, %s)", [actor.region_id, chain_id])
        seq, previous = cursor.fetchone() or (0, b"")
        line = compose(
            actor=actor,
            operation=operation,
            kind=kind,
            chain_id=chain_id,
            seq=seq + 1,
            previous=bytes(previous),
            now=now,
            facts=facts,
        )
        cursor.execute(
            "SELECT mpp.audit_append(%s, %s, %s, %s, %s, %s)",
            [line.region_id, line.chain_id, line.seq, line.recorded_at, line.text, line.digest],
        )
        if not cursor.fetchone()[0]:
            raise StaleVersion(seen=seq)


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a chain does not hold."""

    region_id: int
    chain_id: UUID
    seq: int
    reason: str


#: Why the end of a chain does not hold -> the places, by the ledger of chains whose objects carry no end themselves.
_END_FAULTS = {
    "end-missing": """
        SELECT head.chain_id, head.seq FROM audit_head head WHERE head.region_id = %(region)s AND NOT EXISTS (
            SELECT 1 FROM audit_line line WHERE line.region_id = %(region)s AND line.chain_id = head.chain_id
              AND line.seq = head.seq AND line.digest = head.digest)
    """,
    "line-after-end": """
        SELECT line.chain_id, line.seq FROM audit_line line
        JOIN audit_head head ON head.region_id = line.region_id AND head.chain_id = line.chain_id
        WHERE line.region_id = %(region)s AND line.seq > head.seq
    """,
}


def faults(region_id: int) -> Iterator[Fault]:
    """Re-check every chain of the region, inside a scope of that region, and yield each place that does not hold.

    reasons: line-missing, link-broken, text-changed, text-of-another (the text names another place than its row),
        end-missing, line-after-end
    """
    yield from _broken_links(region_id)
    with connection.cursor() as cursor:
        for reason, sql in _END_FAULTS.items():
            cursor.execute(sql, {"region": region_id})
            yield from (Fault(region_id, chain_id, seq, reason) for chain_id, seq in cursor.fetchall())


def _broken_links(region_id: int) -> Iterator[Fault]:
    chain, seq, digest = None, 0, b""
    # A region may have millions of lines: they come in portions.
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            "SELECT chain_id, seq, line, digest FROM audit_line WHERE region_id = %s ORDER BY chain_id, seq",
            [region_id],
        )
        while portion := cursor.fetchmany(_PORTION):
            for chain_id, number, text, stored in portion:
                if chain_id != chain:
                    chain, seq, digest = chain_id, 0, b""
                stored = bytes(stored)
                if reason := _fault_of(text, stored, place=(region_id, str(chain_id), number), after=(seq, digest)):
                    yield Fault(region_id, chain_id, number, reason)
                seq, digest = number, stored


#: Lines read at once.
_PORTION = 2000


def _fault_of(text: str, stored: bytes, *, place: tuple[int, str, int], after: tuple[int, bytes]) -> str:
    """Return why a line does not hold, "" when it does.

    place: (region, chain, seq) of its row     after: (seq, digest) of the line before, (0, b"") for the first
    """
    if sha256(text.encode()) != stored:
        return "text-changed"
    if place[2] != after[0] + 1:
        return "line-missing"
    said = orjson.loads(text)
    if said.get("prev", "") != after[1].hex():
        return "link-broken"
    if (said.get("region"), said.get("chain"), said.get("seq")) != place:
        return "text-of-another"
    return ""


def extent(region_id: int) -> tuple[int, int]:
    """Return how many chains and lines the region has, inside a scope of that region."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT chain_id), count(*) FROM audit_line WHERE region_id = %s", [region_id])
        chains, lines = cursor.fetchone()
    return int(chains), int(lines)
