import re
from pathlib import Path

from django.contrib.staticfiles import finders

PACKAGES = Path(__file__).resolve().parents[2]

#: `icon("check")`, `sign="check"`, and the fourth word of a tile.
NAMED = re.compile(r"""\bicon\("([a-z0-9-]+)"\)|\bsign="([a-z0-9-]+)\"""")


def test_every_icon_that_a_page_names_is_in_the_sprite():
    sprite = Path(finders.find("built/icons.svg")).read_text()
    known = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    named = {
        (first or second, page.name)
        for page in PACKAGES.glob("*/templates/**/*.html")
        for first, second in NAMED.findall(page.read_text())
    }
    assert named, "pages name icons"
    assert {(name, page) for name, page in named if name not in known} == set()
