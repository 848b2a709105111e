"""Where writes stand: only operations change rows; and every models module is private to its own rooms."""

import ast
import re
import tomllib
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "mpp"
#: Ways to change rows. A `save` with a positional argument writes a file or a picture, not a row.
WRITES = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "update", "delete"}
#: Rooms in which rows may be changed: operations, and migrations, which name themselves.
WRITING_ROOMS = {"operations", "migrations", "tests"}


def modules():
    found = [path for path in SOURCE.rglob("*.py") if "tests" not in path.parts]
    assert len(found) > 50
    return found


def row_writes(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            target = ast.unparse(node.func.value)
            is_file = node.func.attr == "save" and (node.args or target == "default_storage")
            if "objects" in target or (node.func.attr in {"save", "bulk_create"} and not is_file):
                yield f"{path.relative_to(SOURCE)}:{node.lineno} {target}.{node.func.attr}()"


def test_only_operations_change_rows():
    strays = [line for path in modules() if not WRITING_ROOMS & set(path.parts) for line in row_writes(path)]
    assert strays == []


def test_rules_import_only_the_standard_library_and_plain_types():
    allowed = re.compile(r"^mpp\.(\w+)\.rules|^mpp\.foundation\.(ids|clock|errors|actor|digest)$")
    for path in modules():
        package = path.relative_to(SOURCE).parts[0]
        is_rule = path.name == "rules.py" or "rules" in path.parts[:-1]
        if not is_rule:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                assert not name.startswith("django"), path
                if name.startswith("mpp."):
                    assert allowed.match(name) or name.startswith(f"mpp.{package}."), f"{path}: {name}"


def test_every_models_module_has_its_protected_contract():
    contracts = tomllib.loads((SOURCE.parents[1] / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    protected = {name for contract in contracts for name in contract.get("protected_modules", ())}
    models = {
        f"mpp.{path.parent.name}.models"
        for path in SOURCE.glob("*/models.py")
        # The abstract row that every package builds on.
        if path.parent.name != "foundation"
    }
    assert models - protected == set()


def test_the_search_for_strays_knows_one_when_it_sees_it(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.house.test_rooms.SOURCE", tmp_path)
    view = tmp_path / "view.py"
    view.write_text("Application.objects.filter(id=1).update(state='issued')\ncase.save()\nvalues.update(a=1)")
    assert [line.partition(" ")[2] for line in row_writes(view)] == [
        "Application.objects.filter(id=1).update()",
        "case.save()",
    ]
