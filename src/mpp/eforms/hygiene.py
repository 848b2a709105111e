"""Clean what people type or paste, without changing what they mean."""

import unicodedata

#: Beyond this a text is not even looked at: nobody types it, and cleaning must stay cheap.
MAX_RAW = 20_000

#: Joiners shape letters and emoji and stay; every other invisible character goes: null bytes and controls (Cc),
#: direction overrides, marks and byte-order marks (Cf), halves of characters (Cs).
_JOINERS = "\u200c\u200d"
_DROPPED = frozenset({"Cc", "Cf", "Cs"})


def clean_line(raw: str) -> str:
    """Return `raw` as one line: NFC, no invisible characters, single spaces, trimmed."""
    if not raw:
        return raw
    if raw.isascii() and raw.isprintable():
        # Nothing in it is invisible or can be composed: so it is with most of what people type.
        return " ".join(raw.split())
    words = (_visible(word) for word in raw.split())
    return unicodedata.normalize("NFC", " ".join(word for word in words if word))


def clean_block(raw: str) -> str:
    """Return `raw` as paragraphs: each line cleaned, at most one empty line in a row, trimmed."""
    lines: list[str] = []
    for line in map(clean_line, raw.splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip("\n")


def _visible(word: str) -> str:
    """Return `word` without invisible characters, empty when only joiners would be left."""
    kept = "".join(c for c in word if c in _JOINERS or unicodedata.category(c) not in _DROPPED)
    return kept if kept.strip(_JOINERS) else ""
