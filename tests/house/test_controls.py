"""The auditor's page names for each control the file that decides and the test that proves it: both are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "mpp"
PAGE = ROOT / "docs" / "reference" / "security-controls.md"


def rows() -> list[tuple[str, str, str, str]]:
    """Return control, how, rule and proof of each row of a table of controls."""
    cells = [re.split(r" *\| *", line.strip().strip("|").strip()) for line in PAGE.read_text().splitlines()]
    return [tuple(row) for row in cells if len(row) == 4 and row[0] != "control" and not row[0].startswith("---")]


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def is_path(name: str) -> bool:
    return "/" in name or name.endswith((".py", ".sql"))


def is_there(name: str) -> bool:
    """Return whether a path, from the root or from the source of the product, leads to something."""
    return any(next(iter(base.glob(name)), None) for base in (SOURCE, ROOT))


def test_every_control_names_who_decides_and_what_proves_it():
    assert len(rows()) > 40
    assert [control for control, _, rule, proof in rows() if not named(rule) or not named(proof)] == []


def test_every_file_that_is_named_exists():
    paths = [
        (control, name) for control, _, *cells in rows() for cell in cells for name in named(cell) if is_path(name)
    ]
    assert len(paths) > 40
    assert [pair for pair in paths if not is_there(pair[1])] == []


def test_every_test_that_is_named_exists():
    sources = [path.read_text() for base in (SOURCE, ROOT / "tests") for path in base.rglob("test_*.py")]
    tests = set(re.findall(r"^def (test_\w+)", "\n".join(sources), re.M))
    named_tests = [(control, name) for control, _, _, proof in rows() for name in named(proof) if not is_path(name)]
    assert len(named_tests) > 20
    assert [pair for pair in named_tests if pair[1] not in tests] == []
