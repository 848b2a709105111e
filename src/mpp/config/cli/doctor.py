"""Tell what is wrong with this installation, and what an administrator runs to make the database roles."""

import argparse


def options(parser: argparse.ArgumentParser) -> None:
    """There are none."""


def main(chosen: argparse.Namespace) -> int:
    return 0
