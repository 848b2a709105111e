"""How many bytes a first visit costs: the page and everything it loads, as they go over the wire."""

import re
from urllib.parse import urljoin

from bench import names, requests
from bench.client import Generator
from bench.costs import check
from bench.figures import Chapter, Figure
from bench.installation import HOST, Installation

LIMIT_KB = 60
PAGES = ("/", f"/{names.REGION}/layanan/{names.SERVICE}")

_LOADED = re.compile(rb'<(?:link[^>]*? href|script[^>]*? src|img[^>]*? src)="(/static/[^"]+)"')
_IN_STYLES = re.compile(rb"url\(([^)]+\.woff2)\)")


def chapter(installation: Installation) -> Chapter:
    """Return what first visits cost."""
    with Generator(HOST, installation.port) as generator:
        figures = [_figure(generator, path) for path in PAGES]
    return Chapter(
        title="First visit",
        words="The page with all styles, scripts, pictures and fonts it loads, headers included, by a browser that "
        "takes brotli and has nothing kept.",
        figures=tuple(figures),
    )


def _figure(generator: Generator, path: str) -> Figure:
    sizes = {path: check(generator.all_of([requests.get(path)], connections=1)).bytes}
    page = check(generator.all_of([requests.get(path, packed=False)], connections=1)).last
    for found in {link.decode() for link in _LOADED.findall(page)}:
        sizes[found] = check(generator.all_of([requests.get(found)], connections=1)).bytes
        if found.endswith(".css"):
            styles = check(generator.all_of([requests.get(found, packed=False)], connections=1)).last
            for font in {urljoin(found, link.decode().strip("\"'")) for link in _IN_STYLES.findall(styles)}:
                sizes[font] = check(generator.all_of([requests.get(font)], connections=1)).bytes
    total_kb = sum(sizes.values()) / 1000
    return Figure(
        name=f"`{path}`",
        to_reach=f"<= {LIMIT_KB} KB",
        reached=f"{total_kb:.1f} KB in {len(sizes)} answers",
        is_reached=total_kb <= LIMIT_KB,
    )
