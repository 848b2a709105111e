"""Numbers, codes, validity and life of an issued document: values in, values out.

Randomness and time are given by the caller, so every function here is a table that a lawyer can read.
"""

import calendar
import hashlib
import re
import string
import unicodedata
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice
from uuid import UUID

#: Base 32 without I, L, O and U: nothing here is mistaken for another letter or digit, on paper or on the phone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V", "-": "", " ": "", ".": ""})

#: Random bytes behind a check code (40 bits, 8 letters) and behind the token of a QR (160 bits, 32 letters).
CHECK_CODE_BYTES = 5
TOKEN_BYTES = 20

PRACTICE_LICENCE_YEARS = 5
FOREIGNER_LICENCE_YEARS = 2

_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


#: A signing worker says every `WORKER_BEATS` that it lives; unheard for `WORKER_LIVES`, it and its key are gone.
WORKER_BEATS = timedelta(seconds=5)
WORKER_LIVES = timedelta(seconds=30)

#: Refusals after which no other letter of a batch is tried with the same passphrase.
STOPS_BATCH = frozenset({"wrong-passphrase", "signer-locked"})


class State(StrEnum):
    """Where a document stands. `RESERVED` has a number but no recorded signature, so nobody outside sees it."""

    RESERVED = "reserved"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


class ItemState(StrEnum):
    """Where a letter stands that was handed over to be signed with others."""

    WAITING = "waiting"
    SIGNED = "signed"
    FAILED = "failed"


#: Kind of document -> officers who read those of their region: the ones whose desks its cases pass.
READERS = {
    "practice_licence": frozenset({"verifikator_dpmptsp", "verifikator_dinkes", "kepala_dpmptsp", "kepala_dinkes"}),
}
#: Every officer who reads documents of some kind.
OFFICERS = frozenset[str]().union(*READERS.values())
#: Who signs, and the automation that seals.
SIGNERS = frozenset({"kepala_dpmptsp", "kepala_dinkes", "kepala_disdukcapil", "sistem"})

#: act -> (states it may start from, state it leads to): the whole life of a document.
MOVES: dict[str, tuple[frozenset[State], State]] = {
    "record_signed": (frozenset({State.RESERVED}), State.ACTIVE),
    "suspend": (frozenset({State.ACTIVE}), State.SUSPENDED),
    "reinstate": (frozenset({State.SUSPENDED}), State.ACTIVE),
    "expire": (frozenset({State.ACTIVE, State.SUSPENDED}), State.EXPIRED),
    "revoke": (frozenset({State.ACTIVE, State.SUSPENDED}), State.REVOKED),
    "supersede": (frozenset({State.ACTIVE, State.SUSPENDED}), State.SUPERSEDED),
}


def document_id(application_id: UUID, kind: str) -> UUID:
    """Return the id of the document of `kind` that comes out of an application: one of a kind, for ever.

    It keeps the moment in the application's UUIDv7, so documents lie in order of time as well (UUIDv8, RFC 9562).
    """
    named = hashlib.sha256(application_id.bytes + kind.encode()).digest()[:10]
    value = int.from_bytes(application_id.bytes[:6] + named)
    value = value & ~(0xF << 76) | 0x8 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def next_state(act: str, state: State) -> State | None:
    """Return the state that `act` leads to, or None where it is not allowed from `state`."""
    starts, end = MOVES[act]
    return end if state in starts else None


def state_on(state: State, valid_until: date | None, day: date) -> State:
    """Return the state that counts on `day`: a term ends by itself, whether or not a worker has written so.

    valid_until: last day in force, None = without end     day: agency-local date
    """
    has_ended = valid_until is not None and day > valid_until
    return State.EXPIRED if has_ended and state in MOVES["expire"][0] else state


# Official numbers ---------------------------------------------------------------------------------------------------

_NUMBER_FIELDS = frozenset({"serial", "agency", "year", "month"})


def number_format_problems(number_format: str) -> tuple[str, ...]:
    """Return why `number_format` cannot make official numbers, in codes; empty when it can.

    A format such as ``503/{serial:04d}/SIP-PERAWAT/{agency}/{year}`` must name the serial (else two documents share a
    number) and the year (the counter begins again each year). ``{month}`` is the Roman month.
    """
    try:
        parts = list(string.Formatter().parse(number_format))
    except ValueError:
        return ("malformed",)
    fields = {name for _, name, _, _ in parts if name is not None}
    problems = [f"unknown-field:{name}" for name in sorted(fields - _NUMBER_FIELDS)]
    problems += [f"missing-field:{name}" for name in ("serial", "year") if name not in fields]
    problems += [f"conversion:{name}" for _, name, _, conversion in parts if conversion]
    problems += [
        f"bad-width:{name}" for _, name, spec, _ in parts if spec and not (name == "serial" and _is_width(spec))
    ]
    return tuple(problems)


def _is_width(spec: str) -> bool:
    return len(spec) == 3 and spec[0] == "0" and spec[1] in "123456789" and spec[2] == "d"


def official_number(number_format: str, *, serial: int, agency: str, issued_on: date) -> str:
    """Return the official number of a document.

    number_format: one without problems (`number_format_problems`)     serial: >= 1, per agency, service and year
    agency: the agency's code in numbers, such as ``DPMPTSP-BJR``
    """
    if problems := number_format_problems(number_format):
        raise ValueError(f"number format {number_format!r}: {', '.join(problems)}")
    return number_format.format(
        serial=serial, agency=agency, year=issued_on.year, month=_ROMAN_MONTHS[issued_on.month - 1]
    )


def normal_number(typed: str) -> str:
    """Return an official number as it is looked up: upper case, without blanks, whatever dash or slash was typed."""
    text = _typed(typed).upper()
    text = "".join("-" if unicodedata.category(letter) == "Pd" else letter for letter in text)
    return "".join(text.replace("\\", "/").split())


# Codes that cannot be guessed ---------------------------------------------------------------------------------------


def _letters(entropy: bytes) -> str:
    value, length = int.from_bytes(entropy), len(entropy) * 8 // 5
    return "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(length)))


def check_code(entropy: bytes) -> str:
    """Return the code printed beside the number: eight letters of `ALPHABET`.

    entropy: `CHECK_CODE_BYTES` random bytes. Numbers are sequential by law and therefore guessable; this is not.
    """
    if len(entropy) != CHECK_CODE_BYTES:
        raise ValueError(f"a check code takes {CHECK_CODE_BYTES} random bytes")
    return _letters(entropy)


def printed_code(code: str) -> str:
    """Return a check code as it is printed, in groups of four: ``7K3M-90TX``."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def normal_code(typed: str) -> str:
    """Return a check code or token as it is looked up: misread letters, blanks and dashes are forgiven."""
    return _typed(typed).strip().upper().translate(_MISREAD)


def _typed(text: str) -> str:
    """Return what somebody typed without marks that cannot be seen, which come along when copying from a page."""
    composed = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in composed if unicodedata.category(letter)[0] != "C")


def verification_token(entropy: bytes) -> str:
    """Return what the QR of a document leads to: 32 letters of `ALPHABET`.

    entropy: `TOKEN_BYTES` random bytes
    """
    if len(entropy) != TOKEN_BYTES:
        raise ValueError(f"a verification token takes {TOKEN_BYTES} random bytes")
    return _letters(entropy)


def digest_of(document: bytes) -> str:
    """Return the SHA-256 of a file in lower-case hexadecimal: its name in the store and its face at verification."""
    return hashlib.sha256(document).hexdigest()


# Terms --------------------------------------------------------------------------------------------------------------


def valid_until(issued_on: date, *, registration_until: date | None = None, is_foreigner: bool = False) -> date:
    """Return the last day on which a practice licence is in force.

    registration_until: last day of a dated STR, None for one for life (the rule for citizens since UU 17/2023)
    Legal basis: UU 17/2023 art. 263-264; PP 28/2024; Permenkes 13/2025 art. 147-150: five years, for foreigners two,
    and never longer than the registration behind it.
    """
    if registration_until is not None and registration_until < issued_on:
        raise ValueError("the registration has ended before the licence begins")
    years = FOREIGNER_LICENCE_YEARS if is_foreigner else PRACTICE_LICENCE_YEARS
    end = _years_later(issued_on, years)
    return end if registration_until is None else min(end, registration_until)


def _years_later(day: date, years: int) -> date:
    last = calendar.monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))


# What an uploaded file is -------------------------------------------------------------------------------------------


class FileVerdict(StrEnum):
    """What we can say of a file that somebody uploads."""

    GENUINE = "genuine"
    ADDED_TO = "added-to"
    ALTERED = "altered"
    NOT_OURS = "not-ours"
    UNREADABLE = "unreadable"


def file_verdict(*, is_recorded: bool, begins_as_recorded: bool, names_one_of_ours: bool, is_pdf: bool) -> FileVerdict:
    """Return what a file is.

    is_recorded: its bytes are those of an issued document     begins_as_recorded: a part that ends with a signature is
    names_one_of_ours: it carries the verification address of an issued document, so it claims to be that
    Bytes decide, not appearance: a printed and scanned letter is another file, and is checked by its number.
    """
    if is_recorded:
        return FileVerdict.GENUINE
    if begins_as_recorded:
        return FileVerdict.ADDED_TO
    if names_one_of_ours:
        return FileVerdict.ALTERED
    return FileVerdict.NOT_OURS if is_pdf else FileVerdict.UNREADABLE


_TOKEN_IN_FILE = re.compile(rb"/verifikasi/([0-9A-HJKMNP-TV-Z]{32})\b")
#: Addresses looked at in one file; a letter of ours has two.
_MOST_TOKENS = 8


def tokens_in(file: bytes) -> tuple[str, ...]:
    """Return the verification tokens whose addresses stand in `file`, each once."""
    found = (match.group(1).decode() for match in islice(_TOKEN_IN_FILE.finditer(file), _MOST_TOKENS))
    return tuple(dict.fromkeys(found))


# What a stranger may read -------------------------------------------------------------------------------------------


def masked_name(name: str) -> str:
    """Return a name by its initials: ``S*** N*** H***``. The stars do not tell how long the words are."""
    initials = (next(filter(str.isalpha, word), "").upper() for word in name.split())
    return " ".join(f"{initial}***" for initial in initials)


def masked_nik(nik: str) -> str:
    """Return a NIK of 16 digits with its middle hidden: ``3279********0001``."""
    return f"{nik[:4]}********{nik[-4:]}"


def long_date(day: date) -> str:
    """Return a date as Indonesian letters write it: ``21 November 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def printable(text: str) -> str:
    """Return `text` as a letter can print it.

    Control and direction marks go, blanks become single ones, and a character that no letter font of ours covers
    (outside Latin and general punctuation) becomes U+FFFD, so that a reader sees that something stood there.
    """
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    kept = (letter for letter in composed if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    return "".join(letter if _is_covered(ord(letter)) else "\N{REPLACEMENT CHARACTER}" for letter in kept)


#: First and last code points that Noto Sans covers without gaps.
_COVERED = ((0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x362), (0x1E00, 0x1EFF), (0x2010, 0x205E), (0xFFFD, 0xFFFD))


def _is_covered(point: int) -> bool:
    return any(first <= point <= last for first, last in _COVERED)
