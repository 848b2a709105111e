"""Dates, moments, money and numbers as people read them, in Indonesian or English.

Every function takes the language of the current request; `zone` is an IANA name, since a moment is read in the region's
zone, not the server's.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language

#: What Indonesians call their three zones.
ZONE_NAMES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
DEFAULT_ZONE = "Asia/Jakarta"

#: Pages of a day name the same few days again and again; asking the locale costs more than the rest of a table row.
KEPT_DATES = 4_096


def long_date(day: date) -> str:
    """Return `21 November 2026`."""
    return _date(day, "d MMMM y", _locale())


def short_date(day: date) -> str:
    """Return `21 Nov 2026`, for tables."""
    return _date(day, "d MMM y", _locale())


def weekday_date(day: date) -> str:
    """Return `Sabtu, 21 November 2026`."""
    return _date(day, "EEEE, d MMMM y", _locale())


def moment(at: datetime, zone: str = DEFAULT_ZONE) -> str:
    """Return `Sabtu, 21 November 2026 pukul 14.05 WIB`."""
    joint = "pukul" if _locale() == "id" else "at"
    return f"{weekday_date(_local(at, zone))} {joint} {clock_time(at, zone)}"


def short_moment(at: datetime, zone: str = DEFAULT_ZONE) -> str:
    """Return `21 Nov 2026, 14.05 WIB`, for tables and histories."""
    return f"{short_date(_local(at, zone))}, {clock_time(at, zone)}"


def clock_time(at: datetime, zone: str = DEFAULT_ZONE) -> str:
    """Return `14.05 WIB`."""
    local = _local(at, zone)
    return f"{local.hour:02}{'.' if _locale() == 'id' else ':'}{local.minute:02} {zone_name(zone)}"


def zone_name(zone: str) -> str:
    """Return `WIB`, `WITA` or `WIT`; another zone keeps its IANA name."""
    return ZONE_NAMES.get(zone, zone)


def rupiah(amount_idr: int | Decimal) -> str:
    """Return `Rp25.000`; written without a space, as the spelling rules have it."""
    return f"Rp{number(amount_idr)}"


def number(value: float | Decimal) -> str:
    """Return `1.234,5` or `1,234.5`."""
    return format_decimal(value, locale=_locale())


def percent(share: float | Decimal) -> str:
    """Return `86%` for a share of 0.86."""
    return format_percent(share, locale=_locale())


def file_size(size_bytes: int) -> str:
    """Return `640 KB`, `1,2 MB` or `100 GB`: counted by 1,024, as the limits in the settings are."""
    kilobytes = size_bytes / 1024
    if kilobytes < 1000:
        return f"{number(max(1, round(kilobytes)))} KB"
    megabytes = kilobytes / 1024
    return f"{number(round(megabytes, 1))} MB" if megabytes < 1000 else f"{number(round(megabytes / 1024, 1))} GB"


@lru_cache(maxsize=KEPT_DATES)
def _date(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


def _locale() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"


def _local(at: datetime, zone: str) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment without a zone cannot be shown: give an aware datetime")
    return at.astimezone(ZoneInfo(zone))
