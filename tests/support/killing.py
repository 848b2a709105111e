"""Kill web and worker in the midst of acts, and send again what was interrupted, until every case has gone its way.

`python -m tests.support.kills --kills 100 --seed 7` works on the empty database that DATABASE_URL names and prints as
JSON what it has done. It is a process of its own, because only one without threads may be copied by fork. Each copy
plays clients and worker from the first step that is not known to be done; the kernel ends it before or after one of its
exchanges with the database, or at any moment. The next copy sends the same requests under the same keys. What must be
true at the end stands in `tests/house/test_kills.py`.
"""

import argparse
import json
import logging
import os
import random
import signal
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count, cycle
from pathlib import Path
from uuid import UUID

import psycopg
import structlog
from django.conf import settings
from django.db import connection
from django.template import engines
from procrastinate.contrib.django import app as jobs

import mpp.config.wiring  # noqa: F401  # what acts ask for by name: loaded here, or by each copy of this process anew
from mpp.applications import drafting, issuing
from mpp.applications.content import Gap, Verdict
from mpp.applications.events import CaseEvent
from mpp.applications.operations.recommend import recommend
from mpp.applications.operations.reject import reject
from mpp.applications.operations.return_for_correction import return_for_correction
from mpp.applications.operations.take import take
from mpp.applications.operations.verify import verify
from mpp.applications.operations.withdraw import withdraw
from mpp.applications.queries.case import Case
from mpp.applications.rules import State
from mpp.applications.tests.builders import CLINIC, NOON, SCHEDULE, Office, a_nurse, an_office, the_case
from mpp.config.listeners import LISTENERS
from mpp.documents import batch, queries, wired
from mpp.documents.operations.reserve import AlreadyIssued
from mpp.documents.operations.signing_queue import NothingToSign, queue_letters
from mpp.documents.ports import Passphrase
from mpp.documents.queries import DocumentNotFound
from mpp.documents.signing import sign_and_record
from mpp.documents.tests.fakes import FakeSigner
from mpp.evidence import asking
from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.errors import StaleVersion
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import operation
from mpp.foundation.outbox import deliver_batch, fact_id
from mpp.identity.rules import Assurance
from mpp.notifications.ports import Message

#: An attempt is ended in one of its first steps,
STEPS_AHEAD = 3
#: at one of so many first exchanges with the database: early, later, or only in a step that follows.
EXCHANGES = (4, 15, 40)
#: What one exchange takes, about, for attempts that are ended by the clock.
EXCHANGE_SECONDS = 0.003
#: For so many kills in the midst of acts, one in the midst of jobs.
KILLS_PER_JOB_KILL = 10
ANSWERS = {
    "practice_mode": "facility",
    "facility": CLINIC,
    "schedule": SCHEDULE,
    "long_break": "no",
    "place_statement": True,
    "truth_statement": True,
}


@dataclass(frozen=True, kw_only=True)
class Journey:
    """One case from the first click to its end.

    plan: names of `STEPS` in their order     versions: which version the client has seen before each step
    """

    office: Office
    nurse: Actor
    plan: tuple[str, ...]
    application_id: UUID = field(default_factory=uuid7)
    batch_id: UUID = field(default_factory=uuid7)
    versions: list[int] = field(default_factory=lambda: [0])

    @property
    def is_over(self) -> bool:
        return len(self.versions) > len(self.plan)

    def note(self, index: int, version: int) -> None:
        """Keep the version the client has seen after the step."""
        del self.versions[index + 1 :]
        self.versions.append(version)

    @property
    def case(self) -> Case:
        return the_case(self.application_id, region_id=self.office.region.id).case

    def sent(self, index: int, actor: Actor) -> dict[str, object]:
        """What every sending of the step says the same."""
        return {
            "application_id": self.application_id,
            "version": self.versions[index],
            "key": f"{index}-{self.plan[index]}-{self.application_id}",
            "actor": actor,
            "now": NOON,
        }


def _begin(journey: Journey, index: int) -> int:
    with suppress(StaleVersion):
        offer = journey.office.offer
        drafting.begin(offer, application_id=journey.application_id, variant="first", actor=journey.nurse, now=NOON)
    return 1


def _answer(journey: Journey, index: int) -> int:
    while not (case := journey.case).opened().answers:
        # Whoever is told that another window has saved looks again.
        with suppress(StaleVersion):
            drafting.save_answers(case, journey.office.offer, ANSWERS, actor=journey.nurse, now=NOON)
    return case.version


def _hand_in(journey: Journey, index: int) -> int:
    sent = journey.sent(index, journey.nurse)
    return drafting.hand_in(sent.pop("application_id"), assurance=Assurance.SUBSTANTIAL, **sent).version


def _return(journey: Journey, index: int) -> int:
    gaps = (Gap("schedule", "Jam praktik belum lengkap."),)
    return return_for_correction(**journey.sent(index, journey.office.clerk), gaps=gaps).version


def _take(journey: Journey, index: int) -> int:
    return take(**journey.sent(index, journey.office.clerk)).version


def _verify(journey: Journey, index: int) -> int:
    return verify(**journey.sent(index, journey.office.clerk)).version


def _recommend(journey: Journey, index: int) -> int:
    sent = journey.sent(index, journey.office.health_officer)
    return recommend(**sent, verdict=Verdict.POSITIVE, text="").version


def _reject(journey: Journey, index: int) -> int:
    sent = journey.sent(index, journey.office.head)
    return reject(**sent, reasons="Tempat praktik tidak ada.", legal_basis="Permenkes 13/2025").version


def _withdraw(journey: Journey, index: int) -> int:
    return withdraw(**journey.sent(index, journey.nurse)).version


def _approve(journey: Journey, index: int) -> int:
    office, key = journey.office, str(journey.sent(index, journey.office.head)["key"])
    while (case := journey.case).state is not State.SIGNING:
        # A signer who is told that the case has changed since looks again.
        with suppress(StaleVersion):
            issuing.make_ready(
                case, office.offer, version=case.version, key=key, region=office.region, actor=office.head, now=NOON
            )
    return case.version


def _prepare(journey: Journey) -> issuing.Ready:
    office = journey.office
    return issuing.prepare(journey.case, office.offer, region=office.region, actor=office.head, now=NOON)


def _sign(journey: Journey, index: int) -> int:
    # Whoever is told that the letter is signed already has what he wants.
    with suppress(AlreadyIssued, DocumentNotFound):
        ready = _prepare(journey)
        sign_and_record(
            ready.document_id,
            signer=wired.signer(),
            authority=ready.authority,
            passphrase=Passphrase(FakeSigner.PASSPHRASE),
            actor=journey.office.head,
            now=NOON,
        )
    return journey.versions[index]


def _reserve(journey: Journey, index: int) -> int:
    with suppress(AlreadyIssued):
        _prepare(journey)
    return journey.versions[index]


def _sign_batch(journey: Journey, index: int) -> int:
    """The page hands the letter over, a signing worker signs it; both die together, and with them the passphrase."""
    moments = count()
    desk = batch.SigningDesk(wired.signer, clock=lambda: NOON + timedelta(seconds=next(moments)))
    desk.work()
    key = queries.signing_key(actor=journey.office.head, now=NOON)
    if key is None:
        raise AssertionError("the desk has just said that it lives")
    with suppress(AlreadyIssued, NothingToSign):
        ready = _prepare(journey)
        queue_letters(
            batch_id=journey.batch_id,
            document_ids=[ready.document_id],
            key_id=key.id,
            sealed=batch.seal(key, Passphrase(FakeSigner.PASSPHRASE), ready.authority, batch_id=journey.batch_id),
            actor=journey.office.head,
            now=NOON,
        )
    while desk.work():
        pass
    return journey.versions[index]


@operation("tests.hear", by={"sistem"}, on="heard_id")
def _hear(*, heard_id: UUID, actor: Actor, now: object) -> None:
    """Leave one more line in the chain of the fact, however often it is heard."""


def hear(*, event: object, actor: Actor, now: object) -> None:
    """Mind hearing twice, unlike every listener of the product."""
    _hear(heard_id=fact_id(), actor=actor, now=now)


HEARD = {kind: (*LISTENERS.get(kind, ()), hear) for kind in {*LISTENERS, *CaseEvent.__subclasses__()}}


def _deliver(journey: Journey, index: int) -> int:
    while deliver_batch(HEARD, now=lambda: NOON):
        pass
    return journey.case.version


STEPS: dict[str, Callable[[Journey, int], int]] = {
    "begin": _begin,
    "answer": _answer,
    "submit": _hand_in,
    "return": _return,
    "take": _take,
    "verify": _verify,
    "recommend": _recommend,
    "reject": _reject,
    "withdraw": _withdraw,
    "approve": _approve,
    "reserve": _reserve,
    "sign": _sign,
    "sign_batch": _sign_batch,
    "deliver": _deliver,
}
PLANS = (
    "begin answer submit deliver verify recommend approve reserve sign deliver",
    "begin answer submit return submit take verify recommend approve reserve sign_batch deliver",
    "begin answer submit verify recommend reject deliver",
    "begin answer submit verify withdraw deliver",
)


@dataclass(kw_only=True)
class Report:
    """kills: by step and by how     journeys: application id, plan and version at the end"""

    seed: int
    kills: Counter[str] = field(default_factory=Counter)
    journeys: list[tuple[str, str, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How an attempt ends: in its so-manyth step, `before` or `after` an exchange, or at a `moment` of that step."""

    step: int
    how: str
    exchange: int

    @classmethod
    def drawn(cls, chance: random.Random) -> "End":
        return cls(
            step=chance.randrange(STEPS_AHEAD),
            how=chance.choice(("before", "after", "moment")),
            exchange=chance.randint(1, chance.choice(EXCHANGES)),
        )

    def prepare(self) -> None:
        """Let this process end so from now on."""
        if self.how == "moment":
            # Its default action: the kernel ends the process wherever it is, as SIGKILL does.
            signal.setitimer(signal.ITIMER_REAL, self.exchange * EXCHANGE_SECONDS)
            return
        wait, numbers = psycopg.Connection.wait, count(1)

        def counting(connected: object, *given: object, **named: object) -> object:
            is_last = next(numbers) == self.exchange
            if is_last and self.how == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            answer = wait(connected, *given, **named)
            if is_last:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        psycopg.Connection.wait = counting


def play(journey: Journey, first: int, end: End | None, told: int) -> None:
    """Do the steps of the journey from `first` on; write to the pipe `told` what is done."""
    for index in range(first, len(journey.plan)):
        if end and index == first + end.step:
            end.prepare()
        version = STEPS[journey.plan[index]](journey, index)
        journey.note(index, version)
        os.write(told, f"{index} {version}\n".encode())


def attempt(work: Callable[[int], None]) -> tuple[bool, list[str]]:
    """Let a copy of this process work, and return whether it was killed, and what it told.

    work: is given the pipe to tell by
    """
    if threading.active_count() > 1:
        raise AssertionError(f"threads do not survive a fork: {threading.enumerate()}")
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            # Its threads stayed with the parent.
            asking._asking = ThreadPoolExecutor(max_workers=8)
            work(told)
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)
    os.close(told)
    with os.fdopen(heard, "rb") as pipe:
        lines = pipe.readlines()
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("an act failed that nobody had killed; what it said stands above")
    return os.WIFSIGNALED(status), [line.decode().strip() for line in lines if line.endswith(b"\n")]


def drive(kills: int, chance: random.Random, report: Report) -> None:
    """Kill so many times, in as many journeys as that takes; the last one goes to its end."""
    office = an_office()
    settings.EVIDENCE_SOURCES = lambda region_id: office.registries.as_sources()
    plans = cycle(PLANS)
    while report.kills.total() < kills:
        nurse = _another_nurse(office, len(report.journeys))
        journey = Journey(office=office, nurse=nurse, plan=tuple(next(plans).split()))
        _close_connections()
        while not journey.is_over:
            end = End.drawn(chance) if report.kills.total() < kills else None
            if _go_on(journey, end) and end:
                report.kills[f"{journey.plan[len(journey.versions) - 1]} {end.how}"] += 1
        report.journeys.append((str(journey.application_id), " ".join(journey.plan), journey.versions[-1]))


def _go_on(journey: Journey, end: End | None) -> bool:
    """Let the journey go on, and return whether it was ended in the midst of it."""
    # The step that was done last is sent again, too: nobody knows that its answer has arrived.
    first = max(0, len(journey.versions) - 2)
    is_killed, told = attempt(lambda pipe: play(journey, first, end, pipe))
    for line in told:
        index, version = map(int, line.split())
        journey.note(index, version)
    return is_killed and not journey.is_over


def _another_nurse(office: Office, number: int) -> Actor:
    return a_nurse(office, f"32790257089{number + 1:05d}", name=f"Perawat {number + 1}")


class FileMailer:
    """Carries a letter away by writing a line: outside it may leave twice, never not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def send(self, message: Message) -> None:
        with self.path.open("a") as out:
            out.write(f"{message.message_id}\n")


def carry_out_jobs(kills: int, chance: random.Random, report: Report) -> None:
    """Send the letters of the journeys, with a worker that is ended so many times; the last one goes to its end."""
    for _ in range(kills):
        seconds = chance.uniform(0.05, 0.6)
        is_killed, _ = attempt(lambda pipe, seconds=seconds: _run_jobs(seconds))
        report.kills["jobs moment"] += is_killed
    # The ends of those workers are long ago, as far as the next one knows.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    jobs.configure_task("foundation.rescue_jobs", queue="housekeeping").defer(timestamp=0)
    _close_connections()
    for _ in range(2):  # what was rescued is carried out by the next
        attempt(lambda pipe: _run_jobs(0))


def _run_jobs(end_after_s: float) -> None:
    connector = jobs.connector.get_worker_connector()
    with jobs.replace_connector(connector) as working:
        signal.setitimer(signal.ITIMER_REAL, end_after_s)
        working.run_worker(wait=False, listen_notify=False, delete_jobs="successful", install_signal_handlers=False)


def _close_connections() -> None:
    hot.close_pools()
    connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="kill web and worker in the midst of acts")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True, help="for letters and mail")
    chosen = parser.parse_args()
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    logging.disable(logging.WARNING)
    signer, mailer = FakeSigner(), FileMailer(chosen.folder / "mail")
    settings.DOCUMENTS_SIGNER = lambda: signer
    settings.NOTIFICATIONS_MAILER = lambda: mailer
    settings.MEDIA_ROOT = chosen.folder / "files"
    # Made here, or by each copy of this process anew, which would then die while it reads templates.
    engines.all()
    report = Report(seed=chosen.seed)
    chance = random.Random(chosen.seed)
    drive(chosen.kills, chance, report)
    carry_out_jobs(-(-chosen.kills // KILLS_PER_JOB_KILL), chance, report)
    print(json.dumps({"seed": report.seed, "kills": report.kills, "journeys": report.journeys}))
