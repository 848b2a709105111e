"""Play the outside agencies, for demonstrations and tests."""

import argparse
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from urllib.parse import urlsplit

from mpp.config.environment import Environment, environment
from mpp.config.server.trouble import ServerTrouble

#: Started by name: the product does not know its sandbox.
PROGRAM = "mpp_sandbox"

#: Everything behind the command is for somebody else, words that begin with a dash too.
NO_PREFIX = "\0"


def options(parser: argparse.ArgumentParser) -> None:
    parser.prefix_chars = NO_PREFIX
    parser.add_argument(
        "arguments", nargs=argparse.REMAINDER, help="as for `python -m mpp_sandbox` (default: play all agencies)"
    )


def main(chosen: argparse.Namespace) -> int:
    if not is_installed():
        raise ServerTrouble("This installation has no sandbox: install mpp-digital[sandbox].")
    command = [sys.executable, "-m", PROGRAM, *chosen.arguments] if chosen.arguments else serving(environment())
    os.execv(command[0], command)  # noqa: S606 - our own program


def is_installed() -> bool:
    """Return whether the simulated agencies came with this installation."""
    return find_spec(PROGRAM) is not None


def ports(settings: Environment) -> list[tuple[str, int, str]]:
    """Return where the sandbox listens: host, port, and the setting that moves it."""
    web, mail = urlsplit(settings.sandbox_url), urlsplit(settings.smtp_url)
    return [
        (web.hostname or "", web.port or 80, "MPP_SANDBOX_URL"),
        (mail.hostname or "", mail.port or 25, "MPP_SMTP_URL"),
    ]


def serving(settings: Environment) -> list[str]:
    """Return the command line that plays all agencies where the settings look for them."""
    (_, web, _), (_, mail, _) = ports(settings)
    state = settings.state_dir / "sandbox"
    return [
        sys.executable,
        "-m",
        PROGRAM,
        "--port",
        str(web),
        "--smtp-port",
        str(mail),
        "--state-dir",
        str(state),
        "--product",
        settings.public_url,
    ]


def cast() -> list[dict[str, str | None]]:
    """Return the made-up people whom the sandbox knows by name: nik, name, role, region ..."""
    command = [sys.executable, "-m", PROGRAM, "cast", "--json"]
    shown = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 - our own program
    return list(json.loads(shown))
