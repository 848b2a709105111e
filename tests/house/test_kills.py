"""A crash between any two statements loses and doubles nothing: processes are killed, then everything is counted.

`tests/support/killing.py` plays clients and worker on whole cases (first click, answers, submission, return,
verification, recommendation, approval, number, signature in the request and in the batch, rejection, withdrawal,
delivery of facts, jobs) and ends them in the midst of it; each is sent again under the same key. KILLS says how often,
KILL_SEED repeats a run. What must be true afterwards is one function each, listed as `INVARIANTS`.
"""

import json
import os
import random
import subprocess
import sys
import time

import psycopg
import pytest
from django.test import override_settings

from mpp.applications.queries.chain import case_faults
from mpp.documents import files
from mpp.foundation import audit
from mpp.foundation.actor import system
from mpp.foundation.scope import entered
from tests.support.databases import CHECKOUT, connected_to

pytestmark = pytest.mark.kills

KILLS = int(os.environ.get("KILLS", "100"))
SEED = int(os.environ.get("KILL_SEED", "0")) or random.SystemRandom().randrange(1, 1_000_000)

#: Act in the history of a case -> facts it announces; the signature announces one of its own.
ANNOUNCED = {
    "submit": "ApplicationSubmitted",
    "return_for_correction": "ApplicationReturned",
    "verify": "ApplicationVerified",
    "recommend": "ApplicationRecommended",
    "approve": "ApplicationApproved",
    "reject": "ApplicationRejected",
    "withdraw": "ApplicationWithdrawn",
    "record_issued": "ApplicationIssued",
}
#: Where each plan of the journeys ends, by its last act.
ENDS = {"sign": "issued", "sign_batch": "issued", "reject": "rejected", "withdraw": "withdrawn"}


class Aftermath:
    """What the kills have left behind: the report of the driver, and the rows as their owner sees them."""

    def __init__(self, report, owner, folder, database):
        self.kills, self.journeys = report["kills"], report["journeys"]
        self.owner, self.folder, self.database = owner, folder, database

    def rows(self, sql, *parameters):
        return self.owner.execute(sql, parameters).fetchall()

    def column(self, sql):
        return [value for (value,) in self.rows(sql)]

    @property
    def region_id(self):
        [(region_id,)] = self.rows("SELECT DISTINCT region_id FROM application")
        return region_id


@pytest.fixture
def aftermath(databases, django_db_setup, django_db_blocker, tmp_path):
    clone = databases.clone()
    driver = [sys.executable, "-m", "tests.support.kills", f"--kills={KILLS}", f"--seed={SEED}", f"--folder={tmp_path}"]
    ran = subprocess.run(driver, env=clone.environ, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, f"KILL_SEED={SEED}\n{ran.stderr[-8000:]}"
    with django_db_blocker.unblock(), psycopg.connect(clone.owner_url, autocommit=True) as owner:
        _wait_for_the_dying(owner)
        yield Aftermath(json.loads(ran.stdout), owner, tmp_path, clone)
    databases.drop(clone.name)


def _wait_for_the_dying(owner):
    """Wait until the server has noticed that its last clients are gone."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    for _ in range(100):
        if owner.execute(others).fetchone() == (0,):
            return
        time.sleep(0.1)
    raise AssertionError("somebody still works on the database")


def test_a_crash_between_any_two_statements_loses_and_doubles_nothing(aftermath, subtests):
    print(f"KILL_SEED={SEED} repeats it; killed: {aftermath.kills}")
    for invariant in INVARIANTS:
        with subtests.test(invariant.__name__, kill_seed=SEED):
            invariant(aftermath)


def as_many_were_killed_as_was_asked_for_and_in_every_kind_of_act(aftermath):
    assert sum(aftermath.kills.values()) >= KILLS
    if KILLS >= 100:
        interrupted = {where.split()[0] for where in aftermath.kills}
        assert len(interrupted) >= 8, interrupted
        assert {where.split()[1] for where in aftermath.kills} == {"before", "after", "moment"}


def every_case_is_there_once_and_has_gone_its_way(aftermath):
    ended = {str(case): state for case, state in aftermath.rows("SELECT id, state FROM application")}
    planned = {case: next(ENDS[act] for act in plan.split() if act in ENDS) for case, plan, _ in aftermath.journeys}
    assert ended == planned


def the_version_is_the_number_of_saves(aftermath):
    """A draft is begun and answered: two saves. Every act after that is one, and has one audit line."""
    wrong = aftermath.rows("SELECT id, version, chain_seq FROM application WHERE version <> 2 + chain_seq")
    assert wrong == []
    versions = {case: version for case, _, version in aftermath.journeys}
    assert {str(case): version for case, version in aftermath.rows("SELECT id, version FROM application")} == versions


def every_act_has_one_line_in_an_unbroken_chain_that_ends_in_the_case(aftermath):
    with connected_to(aftermath.database.url), entered(system(aftermath.region_id)):
        assert list(audit.faults(aftermath.region_id)) == []
        assert case_faults(actor=system(aftermath.region_id)) == ()
    acts = dict(aftermath.rows("SELECT application_id::text, count(*) FROM application_event GROUP BY 1"))
    for case, plan, _ in aftermath.journeys:
        by_people = len(set(plan.split()) & {"return", "take", "verify", "recommend", "approve", "reject", "withdraw"})
        submissions, recorded = plan.split().count("submit"), "sign" in plan
        confirmed = aftermath.rows(
            "SELECT count(*) FROM application_event WHERE act = 'confirm_facts' AND application_id = %s", case
        )[0][0]
        assert acts[case] - confirmed == by_people + submissions + recorded, plan


def there_is_one_event_in_the_history_for_each_audit_line(aftermath):
    events = aftermath.rows("SELECT application_id, seq FROM application_event ORDER BY 1, 2")
    lines = aftermath.rows(
        "SELECT chain_id, seq FROM audit_line WHERE chain_id IN (SELECT id FROM application) ORDER BY 1, 2"
    )
    assert events == lines


def the_own_list_says_what_the_case_says(aftermath):
    shared = "region_id, {}, person_id, service_slug, variant, state, reference, due_on"
    cases = aftermath.rows(f"SELECT {shared.format('id')} FROM application ORDER BY 2")
    assert aftermath.rows(f"SELECT {shared.format('application_id')} FROM person_case ORDER BY 2") == cases


def the_practice_place_follows_the_case(aftermath):
    held = dict(aftermath.rows("SELECT application_id, state FROM practice_place"))
    wanted = {"issued": "active", "rejected": "ended", "withdrawn": "ended"}
    assert held == {case: wanted[state] for case, state in aftermath.rows("SELECT id, state FROM application")}


def a_number_has_one_letter_a_letter_one_number_and_none_was_lost(aftermath):
    issued = aftermath.column("SELECT id FROM application WHERE state = 'issued'")
    letters = aftermath.rows("SELECT application_id, number, serial, state, digest, id FROM document ORDER BY serial")
    assert sorted(letter[0] for letter in letters) == sorted(issued)
    assert [letter[2] for letter in letters] == list(range(1, len(letters) + 1))
    assert len({letter[1] for letter in letters}) == len(letters)
    assert aftermath.column("SELECT last FROM number_counter") == [len(letters)]
    assert {letter[3] for letter in letters} == {"active"}
    public = aftermath.rows("SELECT document_id, number, digest, state FROM verification ORDER BY number")
    assert public == sorted(
        ((doc, number, digest, state) for _, number, _, state, digest, doc in letters), key=lambda row: row[1]
    )
    with override_settings(MEDIA_ROOT=aftermath.folder / "files"):
        for _, _, _, _, digest, document_id in letters:
            assert files.load(digest, document_id=document_id, region_id=aftermath.region_id).startswith(b"%PDF")


def every_fact_was_heard_once_by_everybody_and_none_is_left(aftermath):
    assert aftermath.rows("SELECT event, attempts FROM outbox") == []
    times_heard = dict(
        aftermath.rows('SELECT chain_id, count(*) FROM audit_line WHERE line LIKE \'%%"op":"tests.hear"%%\' GROUP BY 1')
    )
    assert set(times_heard.values()) == {1}
    acts = aftermath.column("SELECT act FROM application_event")
    facts = sum(act in ANNOUNCED for act in acts) + acts.count("record_issued")
    assert len(times_heard) == facts
    told = sum(act in ANNOUNCED and act != "verify" for act in acts)
    assert aftermath.rows("SELECT count(*), count(DISTINCT fact_id) FROM notifications_personnotice") == [(told, told)]


def every_request_was_answered_once_and_its_answer_kept(aftermath):
    assert aftermath.rows("SELECT operation, key FROM idempotency_key WHERE answer IS NULL") == []
    by_key = aftermath.rows("SELECT key, count(*) FROM idempotency_key GROUP BY key HAVING count(*) > 1")
    assert by_key == []


def jobs_of_a_killed_worker_are_done_and_every_letter_has_left(aftermath):
    assert aftermath.rows("SELECT id, task_name, status FROM procrastinate_jobs WHERE status <> 'succeeded'") == []
    assert aftermath.column("SELECT id FROM notifications_personnotice WHERE mailed_at IS NULL") == []
    sent = (aftermath.folder / "mail").read_text().split()
    assert len(set(sent)) == aftermath.column("SELECT count(*) FROM notifications_personnotice")[0]


def nothing_is_half_written(aftermath):
    unsigned = aftermath.rows(
        "SELECT id FROM signing_item WHERE document_id NOT IN (SELECT id FROM document WHERE state = 'active')"
    )
    assert unsigned == []
    assert aftermath.rows("SELECT id FROM application WHERE step <> '' OR turn_role <> ''") == []
    assert aftermath.rows("SELECT id FROM application WHERE octet_length(chain_digest) <> 32") == []
    sealed = aftermath.column("SELECT count(*) FROM document WHERE octet_length(draft) > 0")
    assert sealed == [0]


INVARIANTS = (
    as_many_were_killed_as_was_asked_for_and_in_every_kind_of_act,
    every_case_is_there_once_and_has_gone_its_way,
    the_version_is_the_number_of_saves,
    every_act_has_one_line_in_an_unbroken_chain_that_ends_in_the_case,
    there_is_one_event_in_the_history_for_each_audit_line,
    the_own_list_says_what_the_case_says,
    the_practice_place_follows_the_case,
    a_number_has_one_letter_a_letter_one_number_and_none_was_lost,
    every_fact_was_heard_once_by_everybody_and_none_is_left,
    every_request_was_answered_once_and_its_answer_kept,
    jobs_of_a_killed_worker_are_done_and_every_letter_has_left,
    nothing_is_half_written,
)
