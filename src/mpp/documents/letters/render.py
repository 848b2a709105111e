"""Render a letter: PDF/A-3a and PDF/UA-1 from a typst template, with its data attached for machines.

The same letter, identification and moment always give the same bytes, so a repeated reservation changes nothing.
"""

import io
import threading
from dataclasses import asdict
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import orjson
import segno
import typst

from mpp.documents.letters.content import Identification, PracticeLicence, Receipt, template_of
from mpp.documents.rules import long_date, printable, printed_code

LETTERS_DIR = Path(__file__).parent
#: Level A with attachments for archives, tagged for screen readers; typst refuses what would break either.
STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]

_local = threading.local()


def render(letter: PracticeLicence, identification: Identification, *, now: datetime) -> bytes:
    """Return the unsigned PDF of `letter`.

    now: moment written into the file as its creation, to the second
    """
    template = template_of(letter)
    shown = _printable(asdict(letter)) | {
        "number": identification.number,
        "check_code": printed_code(identification.check_code),
        "address": identification.address,
        "desk": identification.desk,
        "qr_svg": _qr(identification.address),
        "record": orjson.dumps(_record(template, letter, identification)).decode(),
    }
    return _compiled(template, shown, now=now)


def render_receipt(receipt: Receipt, *, now: datetime) -> bytes:
    """Return the PDF of what was handed in. now: moment written into the file as its creation"""
    return _compiled("receipt", _printable(asdict(receipt)), now=now)


def _compiled(template: str, shown: dict[str, Any], *, now: datetime) -> bytes:
    pdf = _compiler().compile(
        input=str(LETTERS_DIR / f"{template}.typ"),
        format="pdf",
        pdf_standards=[*STANDARDS],
        sys_inputs={"letter": orjson.dumps(shown).decode()},
        timestamp=now.astimezone(UTC).replace(microsecond=0),
    )
    if not isinstance(pdf, bytes):
        raise TypeError("a letter is one PDF")
    return pdf


def _compiler() -> typst.Compiler:
    """Return this thread's compiler: it keeps parsed templates and fonts, and is not shared between threads."""
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(root=str(LETTERS_DIR), font_paths=_fonts(), ignore_system_fonts=True)
    compiler: typst.Compiler = _local.compiler
    return compiler


def _fonts() -> typst.Fonts:
    # Only our own font: a letter must look the same on every machine.
    folder = files("fontpkg_noto_sans") / "files"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


def _printable(value: Any) -> Any:
    """Return `value` with every text and date as the page shows it."""
    match value:
        case str():
            return printable(value)
        case date():
            return long_date(value)
        case dict():
            return {key: _printable(part) for key, part in value.items()}
        case list() | tuple():
            return [_printable(part) for part in value]
        case _:
            return value


def _qr(address: str) -> str:
    out = io.BytesIO()
    # Level M survives a crease or a stamp across a corner; the quiet zone is part of the picture.
    segno.make_qr(address, error="m").save(out, kind="svg", border=4, xmldecl=False, svgns=True)
    return out.getvalue().decode()


def _record(template: str, letter: PracticeLicence, identification: Identification) -> dict[str, Any]:
    """Return what the attached file tells machines: the facts of the letter, without its looks."""
    facts = asdict(letter)
    del facts["letterhead"]
    return {
        "format": f"{template}/1",
        "number": identification.number,
        "check_code": identification.check_code,
        "verification": identification.address,
        "government": letter.letterhead.government,
        "agency": letter.letterhead.agency,
        **facts,
    }
