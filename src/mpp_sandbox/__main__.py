"""`python -m mpp_sandbox`: run the sandbox, or print its cast."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence

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


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(prog="mpp_sandbox", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    cast = commands.add_parser("cast", help="print the demo people")
    cast.add_argument("--json", action="store_true", dest="as_json")
    cast.add_argument("--all", action="store_true", dest="everybody", help="the generated people too")
    chosen = parser.parse_args(arguments)
    print_cast(population_on(today()), as_json=chosen.as_json, everybody=chosen.everybody)


if __name__ == "__main__":
    main()
