"""Every page that anybody may open, found in the table of routes: for all eyes, on any screen, in both languages."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from mpp.ui.access import EVERYONE, roles_of
from tests.support.browser import PHONE, looked_at_in


def public_paths(resolver: Any = None, prefix: str = "") -> Iterator[str]:
    """Yield the addresses without parameters whose views are open to everyone."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from public_paths(entry, path)
        elif isinstance(entry, URLPattern) and "<" not in path and EVERYONE in (roles_of(entry.callback) or ()):
            yield f"/{path}"


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_public_page_is_accessible_and_fits(visitor, language):
    seen = []
    with visitor.page(width=PHONE, language=language) as page:
        for path in public_paths():
            if path.startswith("/ui/"):
                continue  # test_gallery.py looks at those
            response = page.goto(path)
            if response is None or not response.headers.get("content-type", "").startswith("text/html"):
                continue
            looked_at_in(page, f"public{path.replace('/', '-')}", language)
            seen.append(path)
    assert "/masuk" in seen
