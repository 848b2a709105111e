"""Both languages complete: collect what pages say, compare with the English catalogues, compile them.

Source texts are Indonesian and stand in templates and Python; each package keeps its English in
`locale/en/LC_MESSAGES/django.po`. Run as `python -m mpp.ui.translations update|check|compile`.

update   write new texts into the catalogues (English empty, to be filled in) and drop those nobody says any more
check    list missing, unfinished and obsolete texts; exit code 1 when there are any
compile  write the .mo files that Django reads
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

#: What Babel holds: one form, or singular and plural.
type Text = str | tuple[str, ...] | list[str]

PACKAGES = Path(__file__).resolve().parents[1]

METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
]
OPTIONS = {
    "**/templates/**.html": {
        "trimmed": "true",
        "newstyle_gettext": "true",
        "silent": "false",
        "extensions": "jinja2.ext.do",
    }
}

#: Function -> which argument is the text; the names under which Django's lazy ones are imported too.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


HEADER = b"""msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def packages() -> list[Path]:
    """Return the folders of our packages."""
    return sorted(path.parent for path in PACKAGES.glob("*/__init__.py"))


def catalogue_path(package: Path) -> Path:
    """Return where a package keeps its English."""
    return package / "locale" / "en" / "LC_MESSAGES" / "django.po"


def said(package: Path) -> Catalog:
    """Return every text that a package says, in Indonesian."""
    catalogue = Catalog(locale="en", project="MPP Digital", fuzzy=False)
    found = extract_from_dir(package, method_map=METHODS, options_map=OPTIONS, keywords=KEYWORDS)
    for _name, _line, text, _comments, context in found:
        catalogue.add(text, context=context)
    return catalogue


def english(package: Path) -> Catalog:
    """Return the English catalogue of a package, empty where it has none yet."""
    path = catalogue_path(package)
    if not path.is_file():
        return Catalog(locale="en", project="MPP Digital", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="en")


def common(package: Path) -> Catalog:
    """Return what the frame of every page translates already, for the packages above it."""
    frame = PACKAGES / "ui"
    return Catalog(locale="en") if package == frame else english(frame)


def own_texts(package: Path) -> Catalog:
    """Return the texts that a package has to translate itself."""
    texts, shared = said(package), common(package)
    for message in list(texts):
        if message.id and shared.get(message.id, message.context):
            texts.delete(message.id, message.context)
    return texts


def update(package: Path) -> None:
    """Write the catalogue of a package anew, keeping what is translated."""
    wanted, known = own_texts(package), english(package)
    if not len(wanted) and not catalogue_path(package).exists():
        return
    for message in wanted:
        if message.id and (old := known.get(message.id, message.context)):
            message.string = old.string
    path = catalogue_path(package)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER)
        # Sorted and without places, so that a line changes only when its words do.
        write_po(file, wanted, width=120, omit_header=True, sort_output=True, no_location=True)


def problems(package: Path) -> Iterator[str]:
    """Yield what keeps the English of a package from being complete."""
    wanted, known = own_texts(package), english(package)
    for message in wanted:
        if not message.id:
            continue
        translated = known.get(message.id, message.context)
        if translated is None:
            yield f"{package.name}: missing: {_first(message.id)!r}"
        elif not translated.string or not all(_forms(translated.string)) or translated.fuzzy:
            yield f"{package.name}: not translated: {_first(message.id)!r}"
        else:
            yield from (f"{package.name}: {_first(message.id)!r}: {error}" for error in translated.check(known))
    wanted = said(package)
    for message in known:
        if message.id and wanted.get(message.id, message.context) is None:
            yield f"{package.name}: nobody says any more: {_first(message.id)!r}"


def contradictions() -> Iterator[str]:
    """Yield texts that two packages translate differently: Django reads all catalogues as one, and one would win."""
    first: dict[tuple[object, object], tuple[str, object]] = {}
    for package in packages():
        for message in english(package):
            if not message.id or not message.string:
                continue
            owner, string = first.setdefault((message.id, message.context), (package.name, message.string))
            if string != message.string:
                yield f"{package.name}: {_first(message.id)!r} is {message.string!r} here and {string!r} in {owner}"


def compile_catalogue(package: Path) -> None:
    """Write the .mo file beside the catalogue; packages without texts have none."""
    path = catalogue_path(package)
    if path.is_file():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, english(package))


def main(arguments: list[str] | None = None) -> int:
    """Run one of the three verbs over all packages; 1 when `check` finds something."""
    parser = argparse.ArgumentParser(prog="python -m mpp.ui.translations", description="English catalogues")
    parser.add_argument("verb", choices=["update", "check", "compile"])
    verb = parser.parse_args(arguments).verb
    if verb == "check":
        found = [problem for package in packages() for problem in problems(package)]
        found += contradictions()
        print("\n".join(found) or "Every text is there in both languages.")
        return 1 if found else 0
    for package in packages():
        update(package) if verb == "update" else compile_catalogue(package)
    return 0


def _first(text: Text) -> str:
    return text if isinstance(text, str) else text[0]


def _forms(text: Text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


if __name__ == "__main__":
    sys.exit(main())
