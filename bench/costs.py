"""What one request costs in CPU time, web workers and database together."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench import requests
from bench.client import Answers, Asked, Generator
from bench.figures import Chapter, Figure
from bench.installation import HOST, Installation, Web
from bench.people import Place, applicants, officers
from bench.reference import speed
from mpp.applications.rules import State

#: Requests of each kind that go ahead, so that all workers have their templates, plans and answers of the last seconds.
WARM_UP = 150
#: Connections at a time: a few more than threads, so that none of them waits.
CONNECTIONS = 8

#: Kind of request -> (words, ms of CPU at the reference loop that it may cost).
LIMITS = {
    "submit": ("a submission, all checks on", 1.5),
    "save": ("a saved step of a draft", 1.2),
    "track": ("tracking a case", 0.6),
    "verify": ("verifying a letter", 0.3),
    "worklist": ("the work queue, a page of 25", 1.4),
    "catalogue": ("a page of the catalogue, kept", 0.15),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """ms at the reference loop; per_second as it went, both cores and the generator busy"""

    app_ms: float
    database_ms: float
    per_second: float
    loop_ms: float

    @property
    def ms(self) -> float:
        return self.app_ms + self.database_ms


class WrongAnswer(Exception):
    """The product answered something else than what is measured."""


def costs(installation: Installation, web: Web, place: Place, tokens: Sequence[str], *, count: int) -> dict[str, Cost]:
    """Return what each kind of request costs. count: requests of a kind     tokens: of letters that exist"""
    with Generator(HOST, installation.port) as generator:
        found = {}
        for kind, (words, _) in LIMITS.items():
            # Made now: the answers of registries and the sessions are as fresh as those of people at work.
            asked = asked_of(kind, installation.owner_url, place, tokens, count + WARM_UP)
            check(generator.all_of(asked[:WARM_UP], connections=CONNECTIONS))
            installation.settle()
            found[kind] = _cost(installation, web, generator, asked[WARM_UP:])
            print(f"  {words}: {found[kind].ms:.2f} ms", flush=True)
    return found


def asked_of(kind: str, owner_url: str, place: Place, tokens: Sequence[str], count: int) -> list[Asked]:
    """Return `count` requests of a kind; saves and looks come four to a case, as people do several in a row."""
    match kind:
        case "submit":
            return [requests.submit(each) for each in applicants(owner_url, place, count)]
        case "save":
            drafts = applicants(owner_url, place, count // 4)
            return [requests.save_step(each, version=turn) for turn in range(1, 6) for each in drafts][:count]
        case "track":
            waiting = applicants(owner_url, place, count // 4, state=State.SUBMITTED)
            return [requests.track(each) for _ in range(5) for each in waiting][:count]
        case "verify":
            return [requests.verify(tokens[number % len(tokens)]) for number in range(count)]
        case "worklist":
            desk = officers(owner_url, place)
            return [requests.worklist(desk[number % len(desk)]) for number in range(count)]
        case _:
            return [requests.catalogue()] * count


def _cost(installation: Installation, web: Web, generator: Generator, asked: Sequence[Asked]) -> Cost:
    app, database = web.cpu(), installation.database_cpu()
    with speed() as machine:
        answers = check(generator.all_of(asked, connections=CONNECTIONS))
        app, database = web.cpu() - app, installation.database_cpu() - database
    return Cost(
        app_ms=machine.scaled(app * 1000 / len(asked)),
        database_ms=machine.scaled(database * 1000 / len(asked)),
        per_second=len(asked) / answers.seconds,
        loop_ms=machine.loop_ms,
    )


def check(answers: Answers) -> Answers:
    """Return the answers. Raises WrongAnswer, with the first one, when any has a status that was not expected."""
    for kind, text in answers.wrong.items():
        raise WrongAnswer(f"{kind}: {dict(answers.statuses)}\n{text}")
    return answers


def chapter(found: dict[str, Cost], *more: Figure) -> Chapter:
    """Return what the costs say. more: figures that belong with them"""
    figures = tuple(
        Figure(
            name=f"CPU of {words}",
            to_reach=f"<= {limit:g} ms",
            reached=f"{cost.ms:.2f} ms (web {cost.app_ms:.2f}, database {cost.database_ms:.2f})",
            is_reached=cost.ms <= limit,
        )
        for kind, (words, limit) in LIMITS.items()
        if (cost := found[kind])
    )
    return Chapter(
        title="Cost of a request",
        words="Each applicant has a session of his own; every other second a web worker reads which ones have ended; "
        "what the registries said is fresh, so nobody outside is asked.",
        figures=(*figures, *more),
    )
