"""Print all settings with meaning and default (docs/reference/settings.md)."""

import argparse

from mpp.config.environment import settings_page


def options(parser: argparse.ArgumentParser) -> None:
    """There are none."""


def main(chosen: argparse.Namespace) -> int:
    print(settings_page(), end="")
    return 0
