"""Logs: one JSON object a line, the reference of the request on each, and no personal data in any.

Every line passes the same filter, also those of libraries: values under telling keys are dropped, and a NIK, an e-mail
address or a telephone number inside a text is masked. Code still must not log personal data: this is the net below.
"""

import logging
import re
import sys
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any, TextIO

import orjson
import structlog

HIDDEN = "[hidden]"

#: A value under a key that contains one of these words never reaches the log.
SECRET_WORDS = (
    "passphrase",
    "password",
    "secret",
    "token",
    "authorization",
    "cookie",
    "api_key",
    "apikey",
    "verifier",
    "totp",
)

#: A value under exactly one of these keys is personal.
PERSONAL_KEYS = frozenset(
    {"nik", "no_kk", "family_card", "name", "nama", "nama_lgkp", "email", "phone", "alamat", "address_line"}
    | {"birth_date", "birthdate", "birthplace", "body", "post", "claims"}
)

#: Loggers of libraries that say too much.
LEVELS = {
    # Every address it asks, and registries are asked about people by address.
    "httpx": logging.WARNING,
    # Each defect and refusal a second time; `ui.errors` logs them under the reference that the person sees.
    "django.request": logging.CRITICAL,
}

_NIK = re.compile(
    r"(?<!\d)(?:\d{16}|\d{4}([ .])\d{4}\1\d{4}\1\d{4}|\d{6}([ .])\d{6}\2\d{4})(?!\d)"
    # With dashes only where no longer dashed word goes on: an UUID may consist of digits.
    r"|(?<![\w-])(?:\d{4}-\d{4}-\d{4}-\d{4}|\d{6}-\d{6}-\d{4})(?![\w-])"
)
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.+-])(?:\+62|62|0)[ -]?8\d{1,2}[ -]?\d{3,4}[ -]?\d{3,5}(?![\w-])")


def masked(text: str) -> str:
    """Return `text` with every NIK, e-mail address and telephone number masked."""
    text = _NIK.sub(_mask_nik, text)
    text = _EMAIL.sub("[e-mail]", text)
    return _PHONE.sub("[phone]", text)


def niks_in(text: str) -> Iterator[str]:
    """Yield the 16 digits of everything in `text` that is written like a NIK."""
    for found in _NIK.finditer(text):
        yield "".join(character for character in found[0] if character.isdigit())


def hide_personal_data(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return the log line without personal data; the last processor before it is written."""
    for key in line:
        line[key] = _shown(key, line[key])
    return line


def configure(*, level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send the logs of this process, ours and those of libraries, as JSON lines to `stream` (standard error)."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    ]
    writer = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            hide_personal_data,
            structlog.processors.JSONRenderer(serializer=_json),
        ],
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(writer)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, least in LEVELS.items():
        logging.getLogger(name).setLevel(least)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,  # configured again by each child process, after it has forked
    )


def _shown(key: str, value: Any) -> Any:
    lowered = key.lower()
    if lowered in PERSONAL_KEYS or any(word in lowered for word in SECRET_WORDS):
        return HIDDEN
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, Mapping):
        return {str(inner): _shown(str(inner), value[inner]) for inner in value}
    if isinstance(value, list | tuple | set | frozenset):
        return [_shown("", item) for item in value]
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        # A NIK may arrive as a number; other numbers stay numbers.
        return masked(str(value)) if 10**15 <= abs(value) < 10**16 else value
    return masked(str(value))


def _mask_nik(found: re.Match[str]) -> str:
    digits = [character for character in found[0] if character.isdigit()]
    return "".join(digits[:4]) + "********" + "".join(digits[-4:])


def _json(line: Any, **_: Any) -> str:
    return orjson.dumps(line, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
