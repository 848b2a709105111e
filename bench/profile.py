"""`python -m bench.profile submit save ...`: where the time of one kind of request goes, inside one process.

The real WSGI application answers in this process, on an installation of its own: no network and no other thread blurs
what is counted. Calls and statements are the same on every machine; times are this machine's, at this hour.
"""

import argparse
import cProfile
import io
import os
import pstats
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean
from typing import Any
from unittest.mock import patch

import psycopg

from bench.client import Asked
from bench.installation import Installation, installed

KINDS = ("submit", "save", "track", "verify", "worklist", "catalogue")
#: Requests that go ahead, so that definitions, templates and plans are there.
WARM_UP = 30
STATE_DIR = Path(os.environ.get("MPP_STATE_DIR", Path(__file__).parents[1] / ".run"))


def main() -> int:
    chosen = _options()
    with installed(STATE_DIR / "profile") as installation:
        # What knows the product's rows is reached only once Django has been set up.
        from bench.cases import load, tokens
        from bench.costs import asked_of
        from bench.people import the_country, the_place
        from mpp.config.wsgi import application

        place = the_place()
        country = the_country(place)
        load(installation.owner_url, country, first=0, stop=chosen.cases)
        known = tokens(country, chosen.count, size=chosen.cases)
        for kind in chosen.kinds:
            asked = asked_of(kind, installation.owner_url, place, known, WARM_UP + 3 * chosen.count)
            _tell(kind, application, installation, asked, chosen)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.profile", description="Show where a request's time goes.")
    parser.add_argument("kinds", nargs="+", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--count", type=int, default=300, help="requests in each of three passes (default: 300)")
    parser.add_argument("--cases", type=int, default=20_000, help="earlier cases in the database (default: 20000)")
    parser.add_argument("--top", type=int, default=35, help="functions to list (default: 35)")
    parser.add_argument("--callers", default="", help="also say who calls the functions that this pattern matches")
    return parser.parse_args()


type Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


def _tell(
    kind: str, application: Application, installation: Installation, asked: Sequence[Asked], chosen: argparse.Namespace
) -> None:
    count = chosen.count
    ready, timed, counted, profiled = (
        asked[:WARM_UP],
        asked[WARM_UP:][:count],
        asked[-2 * count :][:count],
        asked[-count:],
    )
    for each in ready:
        answer(application, each)
    app, database = time.process_time(), installation.database_cpu()
    each_ms = []
    for each in timed:
        began = time.thread_time()
        answer(application, each)
        each_ms.append((time.thread_time() - began) * 1000)
    app, database = time.process_time() - app, installation.database_cpu() - database
    with _statements() as spoken:
        for each in counted:
            answer(application, each)
    profile = cProfile.Profile()
    profile.enable()
    for each in profiled:
        answer(application, each)
    profile.disable()
    text = io.StringIO()
    stats = pstats.Stats(profile, stream=text)
    calls: int = stats.total_calls  # type: ignore[attr-defined]  # typeshed leaves it out
    print(
        f"\n== {kind}: {app * 1000 / count:.2f} ms in Python (fastest tenth {_fastest(each_ms):.2f}), "
        f"{database * 1000 / count:.2f} ms in the database; {calls / count:,.0f} calls, "
        f"{sum(map(len, spoken.values())) / count:.2f} statements"
    )
    for (statement, in_transaction), times in sorted(spoken.items(), key=lambda item: -sum(item[1])):
        share = f"{len(times) / count:6.2f} x {fmean(times):6.3f} ms"
        print(f"   {share}  {'(in a transaction) ' if in_transaction else ''}{statement}")
    for order in ("tottime", "cumulative"):
        stats.sort_stats(order).print_stats(chosen.top)
    if chosen.callers:
        stats.print_callers(chosen.callers)
    print(_per_request(text.getvalue(), count))


def _fastest(each_ms: Sequence[float]) -> float:
    """Return the mean of the fastest tenth: what is slower was disturbed."""
    return fmean(sorted(each_ms)[: max(1, len(each_ms) // 10)])


def _per_request(report: str, count: int) -> str:
    """Return the report of cProfile without its heads, with short paths."""
    short = re.sub(r"\S*/(?:site-packages|src|lib/python3\.\d+)/", "", report)
    return re.sub(r"\n{2,}", "\n", short).replace("Ordered by", f"-- of {count} requests, by")


def answer(application: Application, asked: Asked) -> None:
    """Let the application answer as a web worker would, and be sure of the status."""
    told: list[str] = []
    answer = application(_environ(asked.raw), lambda status, _headers: told.append(status))
    try:
        body = b"".join(answer)
    finally:
        if close := getattr(answer, "close", None):
            close()
    if not told[0].startswith(str(asked.status)):
        sys.exit(f"bench: {asked.kind} was answered {told[0]}:\n{body[:2000].decode(errors='replace')}")


def _environ(raw: bytes) -> dict[str, Any]:
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, protocol = first.split(" ")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": protocol,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, _, value in (line.partition(": ") for line in lines):
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    return environ


type Spoken = dict[tuple[str, bool], list[float]]


@contextmanager
def _statements() -> Iterator[Spoken]:
    """Note every statement, whether it runs inside an open transaction, and its times in ms."""
    from mpp.foundation.hot import HotConnection

    spoken: Spoken = {}

    def around(speak: Callable[..., Any]) -> Callable[..., Any]:
        def noted(self: Any, query: Any, *given: Any, **named: Any) -> Any:
            asked_of = getattr(self, "connection", self)
            began, is_inside = time.perf_counter(), not asked_of.autocommit
            try:
                return speak(self, query, *given, **named)
            finally:
                text = " ".join((query.decode() if isinstance(query, bytes) else str(query)).split())[:110]
                spoken.setdefault((text, is_inside), []).append((time.perf_counter() - began) * 1000)

        return noted

    with (
        patch.object(psycopg.Cursor, "execute", around(psycopg.Cursor.execute)),
        patch.object(HotConnection, "rows", around(HotConnection.rows)),
    ):
        yield spoken


if __name__ == "__main__":
    sys.exit(main())
