"""Play the outside agencies, for demonstrations and tests."""

import argparse
import os
import sys
from importlib.util import find_spec

from mpp.config.server.trouble import ServerTrouble

#: Started by name: the product does not know its sandbox.
PROGRAM = "mpp_sandbox"

#: Everything behind the command is for somebody else, words that begin with a dash too.
NO_PREFIX = "\0"


def options(parser: argparse.ArgumentParser) -> None:
    parser.prefix_chars = NO_PREFIX
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="as for `python -m mpp_sandbox` (default: serve)")


def main(chosen: argparse.Namespace) -> int:
    if find_spec(PROGRAM) is None:
        raise ServerTrouble("This installation has no sandbox: install mpp-digital[sandbox].")
    os.execv(sys.executable, [sys.executable, "-m", PROGRAM, *(chosen.arguments or ["serve"])])  # noqa: S606 - our own
