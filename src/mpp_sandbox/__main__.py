"""`python -m mpp_sandbox`: run the sandbox, or print its cast."""

import argparse
import json
import logging
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from mpp_sandbox.desk import PRODUCT_URL
from mpp_sandbox.population import Population, population_on, today


def cast_rows(population: Population, *, everybody: bool) -> Iterator[dict[str, str | None]]:
    """Yield the people one may call by name; the generated ones too when `everybody` is asked."""
    offices = {officer.nik: officer for officer in population.officers}
    for person in population.people.values():
        office, worker = offices.get(person.nik), population.workers.get(person.nik)
        if everybody or person.nik in population.named:
            yield {
                "key": person.key,
                "nik": person.nik,
                "name": person.name,
                "role": str(office.role) if office else "pemohon",
                "profession": worker.profession.code if worker else None,
                "region": person.region,
                "passphrase": office.passphrase if office else None,
                "answers_for": population.stewards.get(person.nik),
                "story": person.story,
            }


def print_cast(population: Population, *, as_json: bool, everybody: bool) -> None:
    """Print the cast as JSON, or as a table for reading."""
    rows = list(cast_rows(population, everybody=everybody))
    if as_json:
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        print()
        return
    columns = ("nik", "name", "role", "profession", "region", "passphrase", "story")
    widths = {column: max(len(column), *(len(row[column] or "-") for row in rows)) for column in columns}
    print("  ".join(column.upper().ljust(widths[column]) for column in columns).rstrip())
    for row in rows:
        print("  ".join((row[column] or "-").ljust(widths[column]) for column in columns).rstrip())


def run(*, port: int, smtp_port: int, state_dir: Path, product_url: str) -> None:
    """Run until interrupted or terminated; say when ready."""
    from mpp_sandbox.server import LOOPBACK, running  # not for the cast, which is printed at every start of a demo

    # It warns at every signature that it may fetch nothing, which is what we want.
    logging.getLogger("pyhanko").setLevel(logging.ERROR)
    stopped = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    with running(state_dir, port=port, smtp_port=smtp_port, product_url=product_url) as its:
        print(f"sandbox: {its.url}, mail on {LOOPBACK}:{its.smtp_port}, clamd on {its.clamd_port}", flush=True)
        stopped.wait()


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(prog="mpp_sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8100, help="HTTP, all agencies (%(default)s)")
    parser.add_argument("--smtp-port", type=int, default=8125, help="mail sink (%(default)s)")
    parser.add_argument("--state-dir", type=Path, default=Path(".run/sandbox"), help="keys, certificates (%(default)s)")
    parser.add_argument("--product", default=PRODUCT_URL, help="where MPP Digital is (%(default)s)")
    commands = parser.add_subparsers(dest="command")
    cast = commands.add_parser("cast", help="print the demo people")
    cast.add_argument("--json", action="store_true", dest="as_json")
    cast.add_argument("--all", action="store_true", dest="everybody", help="the generated people too")
    chosen = parser.parse_args(arguments)
    if chosen.command == "cast":
        print_cast(population_on(today()), as_json=chosen.as_json, everybody=chosen.everybody)
        return
    try:
        run(
            port=chosen.port,
            smtp_port=chosen.smtp_port,
            state_dir=chosen.state_dir,
            product_url=chosen.product,
        )
    except OSError as refused:
        sys.exit(f"sandbox: cannot start: {refused}")


if __name__ == "__main__":
    main()
