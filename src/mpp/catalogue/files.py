"""Read definition files: strict YAML, with what a file inherits from the one it extends.

A file that says `extends: _common/sip.yaml` states only what differs: a mapping is merged key by key, any other value
replaces the inherited one, and a list under `name+` is appended to the inherited `name`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

#: A chain of extensions longer than this is a ring.
MAX_EXTENDS = 5


class BadFile(ValueError):
    """A definition file that cannot be read; the message names the file."""


class _StrictLoader(yaml.CSafeLoader):
    """YAML without its two surprises: dates stay text, and a key given twice is refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} is given twice", node.start_mark)
        return super().construct_mapping(node, deep)


_StrictLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> Any:
    """Return the plain data of one file. Raises BadFile."""
    try:
        return parse_yaml(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(f"{path.name}: {error}") from error


def parse_yaml(text: str, name: str) -> Any:
    """Return the plain data of `text`. name: of the file, for the message. Raises BadFile."""
    try:
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506  # a SafeLoader, made stricter
    except yaml.YAMLError as error:
        raise BadFile(f"{name}: {error}") from error


def read_definitions(folder: Path) -> dict[str, dict[str, Any]]:
    """Return file name -> merged data of every service in `folder`; files that begin with `_` are not services.

    Raises BadFile.
    """
    return {path.name: merged(path, folder) for path in sorted(folder.glob("*.yaml")) if not path.name.startswith("_")}


def merged(path: Path, folder: Path) -> dict[str, Any]:
    """Return the data of `path` over everything it extends. Raises BadFile."""
    chain: list[dict[str, Any]] = []
    current: Path | None = path
    while current is not None:
        if len(chain) == MAX_EXTENDS:
            raise BadFile(f"{path.name}: extends more than {MAX_EXTENDS} files, or itself")
        data = read_yaml(current)
        if not isinstance(data, dict):
            raise BadFile(f"{current.name}: a definition is a mapping")
        parent = data.pop("extends", None)
        chain.append(data)
        current = folder / parent if parent is not None else None
    result: dict[str, Any] = {}
    for data in reversed(chain):
        result = _over(result, data, path.name)
    return result


def _over(below: Mapping[str, Any], above: Mapping[str, Any], name: str) -> dict[str, Any]:
    result = dict(below)
    for key, value in above.items():
        if key.endswith("+"):
            inherited = result.get(key[:-1], [])
            if not isinstance(inherited, list) or not isinstance(value, list):
                raise BadFile(f"{name}: {key} appends a list to an inherited list")
            result[key[:-1]] = [*inherited, *value]
        elif isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = _over(result[key], value, name)
        else:
            result[key] = value
    return result
