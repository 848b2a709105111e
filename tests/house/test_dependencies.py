"""Every direct dependency is on the page that names its licence and reason, and nothing else is."""

import json
import re
import tomllib
from itertools import chain
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
#: Brought by scripts/bootstrap, not by the lock file.
INSTALLER = {"uv"}


def test_the_page_about_dependencies_is_complete_and_true():
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    product, optional = project["project"]["dependencies"], project["project"]["optional-dependencies"]
    requirements = chain(product, *optional.values(), *project["dependency-groups"].values())
    python = {re.match(r"[\w.-]+", requirement).group() for requirement in requirements}
    browser = set(json.loads((CHECKOUT / "package.json").read_text())["dependencies"])
    described = re.findall(
        r"^\| `(.+?)` \| .+ \| .+ \|$", (CHECKOUT / "docs/dependencies.md").read_text(), re.MULTILINE
    )
    assert len(described) == len(set(described))
    assert set(described) == python | browser | INSTALLER
