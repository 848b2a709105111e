"""The console command `mpp`: one module per command, each with `options` and `main`."""

import argparse
import sys
from collections.abc import Sequence
from types import ModuleType

from mpp.config.cli import (
    audit,
    db,
    doctor,
    keys,
    makemigrations,
    migrate,
    provenance,
    roles,
    run,
    sandbox,
    scan,
    seed,
    serve,
    settings,
    worker,
)
from mpp.config.environment import BadSettings
from mpp.config.server.trouble import ServerTrouble

#: In the order in which somebody new would need them.
COMMANDS: tuple[ModuleType, ...] = (
    run,
    doctor,
    settings,
    roles,
    migrate,
    seed,
    serve,
    worker,
    audit,
    keys,
    provenance,
    scan,
    sandbox,
    db,
    makemigrations,
)
EXIT_REFUSED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 found something wrong, 2 refused to start."""
    parser = argparse.ArgumentParser(prog="mpp", description="MPP Digital")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for module in COMMANDS:
        help_line = (module.__doc__ or "").partition("\n")[0]
        command = commands.add_parser(module.__name__.rpartition(".")[2], help=help_line, description=help_line)
        module.options(command)
        command.set_defaults(main=module.main)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.main(chosen))
    except BadSettings as refused:
        print("MPP Digital does not start, its settings are not complete:", file=sys.stderr)
        for problem in refused.problems:
            print(f"  - {problem}", file=sys.stderr)
        print("All settings: `mpp settings`. For a demonstration on this machine: MPP_DEMO=yes.", file=sys.stderr)
    except ServerTrouble as trouble:
        print(f"mpp: {trouble}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return EXIT_REFUSED
