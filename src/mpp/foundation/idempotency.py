"""Idempotency: a repeated request gets the first answer and changes nothing twice, also when two race."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from mpp.foundation.actor import Actor
from mpp.foundation.codec import from_json, to_json
from mpp.foundation.digest import sha256
from mpp.foundation.errors import DomainError, Kind

#: Arguments that differ between two sendings of one request.
_PASSING = frozenset({"actor", "now", "key"})


class KeyUsedOtherwise(DomainError):
    """The key came before with other contents."""

    code, kind = "idempotency-key-used-otherwise", Kind.CONFLICT
    title = "This request was sent before with other contents"


def request_digest(given: Mapping[str, object]) -> bytes:
    """Return the digest of what a request asks for, without what differs at each sending."""
    asked = {name: value for name, value in given.items() if name not in _PASSING}
    return sha256(orjson.dumps(asked, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS, default=repr))


def claim(actor: Actor, operation: str, key: str, given: Mapping[str, object]) -> str | None:
    """Take `key` for this act; return the kept answer (JSON) when it was taken before, None when it is ours.

    A racing request waits here until the first one has ended.
    Refuses: KeyUsedOtherwise
    """
    digest, owner = request_digest(given), _owner(actor)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO idempotency_key (region_id, owner_id, operation, key, request) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT DO NOTHING",
            [actor.region_id, owner, operation, key, digest],
        )
        if cursor.rowcount:
            return None
        cursor.execute(
            "SELECT request, answer::text FROM idempotency_key "
            "WHERE region_id = %s AND owner_id = %s AND operation = %s AND key = %s",
            [actor.region_id, owner, operation, key],
        )
        request, kept = cursor.fetchone()
    if bytes(request) != digest:
        raise KeyUsedOtherwise(operation=operation)
    return kept if kept is not None else "null"


def keep(actor: Actor, operation: str, key: str, given_answer: object) -> None:
    """Keep the answer of the act that holds `key`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE idempotency_key SET answer = %s::jsonb "
            "WHERE region_id = %s AND owner_id = %s AND operation = %s AND key = %s",
            [
                to_json(given_answer).decode(),
                actor.region_id,
                _owner(actor),
                operation,
                key,
            ],
        )


def answer(kind: Any, kept: str) -> Any:
    """Return a kept answer as the type the act returns."""
    return from_json(kind, kept)


def _owner(actor: Actor) -> UUID:
    """Return whose keys these are: one person's keys never meet another's; the automation shares one."""
    return actor.person_id or actor.officer_id or UUID(int=0)
