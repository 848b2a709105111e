from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from mpp.foundation import audit
from mpp.foundation.actor import ANYONE, Actor
from mpp.foundation.errors import Forbidden
from mpp.foundation.idempotency import KeyUsedOtherwise
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import announce, operation, writes_allowed
from mpp.foundation.outbox import deliver_batch, fact_id
from mpp.foundation.scope import entered, query

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
OFFICER = Actor(role="verifikator_dinkes", region_id=7, person_id=uuid7())


@dataclass(frozen=True)
class StampSet:
    region_id: int
    stamp_id: UUID
    color: str


@operation("tests.stamp", by={"verifikator_dinkes", "sistem"}, on="stamp_id")
def stamp(*, stamp_id: UUID, color: str, actor: Actor, now: datetime, key: str = "") -> str:
    announce(StampSet(actor.region_id, stamp_id, color))
    audit.note(color=color)
    return f"{color}-{stamp_id.hex[-4:]}"


@operation("tests.stamp_twice", by={"verifikator_dinkes"}, on="stamp_id")
def stamp_twice(*, stamp_id: UUID, other_id: UUID, actor: Actor, now: datetime) -> None:
    stamp(stamp_id=other_id, color="red", actor=actor.acting_in(8), now=now)
    announce(StampSet(actor.region_id, stamp_id, "blue"))


def rows(sql, *parameters, actor=OFFICER):
    with entered(actor), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def lines(region_id=7):
    return rows("SELECT chain_id, seq, line FROM audit_line ORDER BY chain_id, seq", actor=OFFICER.acting_in(region_id))


def test_one_act_leaves_one_audit_line_that_says_who_in_which_capacity_and_what():
    stamp_id = uuid7()
    stamp(stamp_id=stamp_id, color="red", actor=OFFICER, now=NOON)
    [(chain_id, seq, line)] = lines()
    assert (chain_id, seq) == (stamp_id, 1)
    for part in ('"op":"tests.stamp"', '"role":"verifikator_dinkes"', '"region":7', '"v":1', '"facts":{"color":"red"}'):
        assert part in line


def test_an_address_never_stands_in_the_line():
    stamp(stamp_id=uuid7(), color="red", actor=Actor(role="sistem", region_id=7, address="203.0.113.9"), now=NOON)
    assert "203.0.113.9" not in lines()[0][2]


def test_a_role_that_may_not_is_refused_and_leaves_nothing():
    with pytest.raises(Forbidden):
        stamp(stamp_id=uuid7(), color="red", actor=ANYONE, now=NOON)
    assert lines() == []


def test_a_repeated_key_gets_the_first_answer_and_changes_nothing_twice():
    stamp_id = uuid7()
    given = {"stamp_id": stamp_id, "color": "red", "actor": OFFICER, "now": NOON, "key": "first-attempt"}
    assert stamp(**given) == stamp(**given)
    assert len(lines()) == 1
    assert len(rows("SELECT id FROM outbox")) == 1


def test_a_key_that_comes_again_with_other_contents_is_refused():
    stamp(stamp_id=uuid7(), color="red", actor=OFFICER, now=NOON, key="first-attempt")
    with pytest.raises(KeyUsedOtherwise):
        stamp(stamp_id=uuid7(), color="red", actor=OFFICER, now=NOON, key="first-attempt")


def test_a_nested_act_has_its_own_line_and_gives_the_outer_act_its_region_back():
    stamp_id, other_id = uuid7(), uuid7()
    stamp_twice(stamp_id=stamp_id, other_id=other_id, actor=OFFICER, now=NOON)
    assert [line[0] for line in lines(7)] == [stamp_id]
    assert [line[0] for line in lines(8)] == [other_id]


def test_nothing_is_written_while_a_get_is_answered():
    token = writes_allowed.set(False)
    try:
        with pytest.raises(RuntimeError, match="GET"):
            stamp(stamp_id=uuid7(), color="red", actor=OFFICER, now=NOON)
    finally:
        writes_allowed.reset(token)


def test_plain_sql_cannot_write_outside_an_operation():
    with pytest.raises(DatabaseError, match="outside an operation"), connection.cursor() as cursor:
        cursor.execute("INSERT INTO outbox (id, region_id, event, payload) VALUES (%s, 1, 'x', '{}')", [uuid7()])


def test_plain_sql_cannot_read_case_rows_without_a_region():
    stamp(stamp_id=uuid7(), color="red", actor=OFFICER, now=NOON)
    with pytest.raises(DatabaseError, match="no region is set"), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('mpp.region', '', true); SELECT * FROM audit_line")


def test_another_region_sees_nothing_of_it():
    stamp(stamp_id=uuid7(), color="red", actor=OFFICER, now=NOON)
    assert len(lines(7)) == 1
    assert lines(8) == []


@pytest.mark.parametrize("sql", ["UPDATE audit_line SET line = ''", "DELETE FROM audit_line", "TRUNCATE audit_line"])
def test_the_audit_is_append_only_by_database_rights(sql):
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        entered(OFFICER, operation="tests.cheat"),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_the_chain_is_checked_again_and_holds():
    stamp_id = uuid7()
    for color in ("red", "green", "blue"):
        stamp(stamp_id=stamp_id, color=color, actor=OFFICER, now=NOON)
    with entered(OFFICER):
        assert list(audit.faults(7)) == []
    assert [seq for _, seq, _ in lines()] == [1, 2, 3]


def test_a_forged_line_is_found():
    stamp_id = uuid7()
    stamp(stamp_id=stamp_id, color="red", actor=OFFICER, now=NOON)
    line = audit.compose(
        actor=OFFICER, operation="tests.forged", kind="stamp", chain_id=stamp_id, seq=2, previous=b"\0" * 32, now=NOON
    )
    with entered(OFFICER, operation="tests.forge"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_line VALUES (%s, %s, %s, %s, %s, %s)", [7, stamp_id, 2, NOON, line.text, line.digest]
        )
    with entered(OFFICER):
        assert [fault.reason for fault in audit.faults(7)] == ["link-broken", "line-after-end"]


def test_a_line_that_no_act_wrote_is_found_though_its_link_is_right():
    stamp_id = uuid7()
    stamp(stamp_id=stamp_id, color="red", actor=OFFICER, now=NOON)
    [(previous,)] = rows("SELECT digest FROM audit_head")
    line = audit.compose(
        actor=OFFICER,
        operation="tests.forged",
        kind="stamp",
        chain_id=stamp_id,
        seq=2,
        previous=bytes(previous),
        now=NOON,
    )
    with entered(OFFICER, operation="tests.forge"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_line VALUES (%s, %s, %s, %s, %s, %s)", [7, stamp_id, 2, NOON, line.text, line.digest]
        )
    with entered(OFFICER):
        assert [fault.reason for fault in audit.faults(7)] == ["line-after-end"]


def test_a_fact_reaches_its_listener_once_and_another_is_tried_again():
    heard, refused, ids = [], [], set()

    def hears(*, event: StampSet, actor: Actor, now: datetime) -> None:
        heard.append((event.color, actor.region_id))

    def refuses(*, event: StampSet, actor: Actor, now: datetime) -> None:
        refused.append(event.color)
        ids.add(fact_id())
        if len(refused) == 1:
            raise RuntimeError("not yet")

    stamp(stamp_id=uuid7(), color="red", actor=OFFICER, now=NOON)
    listeners = {StampSet: (hears, refuses)}
    assert deliver_batch(listeners, now=lambda: NOON) == 1
    with entered(OFFICER, operation="tests.hurry"), connection.cursor() as cursor:
        cursor.execute("UPDATE outbox SET next_at = clock_timestamp() - interval '1 second'")
    assert deliver_batch(listeners, now=lambda: NOON) == 1
    assert deliver_batch(listeners, now=lambda: NOON) == 0
    assert heard == [("red", 7)]
    assert refused == ["red", "red"]
    assert len(ids) == 1


def test_a_query_needs_an_actor_and_cannot_write():
    @query
    def tries_to_write(*, actor: Actor) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO outbox (id, region_id, event, payload) VALUES (%s, 1, 'x', '{}')", [uuid7()])

    with pytest.raises(DatabaseError):
        tries_to_write(actor=OFFICER)
