"""What a NIK says, how sure we are of a person, and how long a session lasts.

Legal basis: UU 24/2013 art. 13 (one NIK a person, for life); the forms of numbers are in the handbook, part 3.1.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from functools import lru_cache

#: The role of everybody who is signed in for himself.
CITIZEN = "pemohon"

#: In which roles a signed-in person may stand (handbook, part 1.2); what concerns the own account is open to all.
SIGNED_IN_ROLES = frozenset(
    {CITIZEN, "petugas_mpp", "verifikator_dpmptsp", "verifikator_dinkes", "kepala_dinkes", "kepala_dpmptsp"}
    | {"operator_disdukcapil", "verifikator_disdukcapil", "kepala_disdukcapil", "admin_daerah", "admin_gerai"}
    | {"admin_nasional", "pengawas_nasional", "auditor"}
)


class PersonStatus(StrEnum):
    """What the population registry says of a person; only an active person may sign in and act."""

    ACTIVE = "active"
    DECEASED = "deceased"
    DUPLICATE = "duplicate"
    INACTIVE = "inactive"


class Assurance(IntEnum):
    """How sure an identity provider was that this is the person; a higher level does for a lower one."""

    LOW = 1
    SUBSTANTIAL = 2
    HIGH = 3


def face_assurance(*, by_camera: bool, with_registry: bool) -> Assurance:
    """Return how sure a face check makes us.

    by_camera: the poses were done within seconds before our page, not photographed one by one
    with_registry: compared with the registry's picture, not with a card that may be forged
    """
    return Assurance.SUBSTANTIAL if by_camera and with_registry else Assurance.LOW


#: What an officer looked at while the person stood before him -> how sure that makes us. A chip and the application of
#: the digital identity cannot be forged by printing.
WITNESSED_BY: dict[str, Assurance] = {
    "ktp-chip": Assurance.HIGH,
    "ikd": Assurance.HIGH,
    "ktp": Assurance.SUBSTANTIAL,
    "letter": Assurance.LOW,
}

#: How long the code that an officer gives opens the own telephone.
ENTRY_CODE_LASTS = timedelta(minutes=15)
#: Digits and capitals without those that look alike; read out over a counter.
ENTRY_CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
ENTRY_CODE_LENGTH = 10


def normalised_entry_code(text: str) -> str:
    """Return what was typed without spaces and dashes, in capitals."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())[:40]


def shown_entry_code(code: str) -> str:
    """Return the code as people read it: two groups of five."""
    return f"{code[:5]}-{code[5:]}"


#: How long an account that its person closes can still be taken back, by signing in. No law says how long: our rule.
CLOSING_WAITS = timedelta(days=7)


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class NikWarning(StrEnum):
    """Oddities of a NIK. None of them refuses it: only the population registry decides whether a NIK exists."""

    BIRTH_DATE_IMPOSSIBLE = "birth-date-impossible"
    SERIAL_IS_ZERO = "serial-is-zero"
    REGION_UNKNOWN = "region-unknown"
    BIRTH_DATE_DIFFERS = "birth-date-differs"
    SEX_DIFFERS = "sex-differs"


@dataclass(frozen=True, slots=True)
class NikReading:
    """What the digits say, which a corrected birth date or sex does not change.

    birth_date: None where the digits are no date     sex: None where the day is out of range
    """

    region_code: str
    birth_date: date | None
    sex: Sex | None
    serial: int


#: Provinces that gave numbers and are gone or renumbered stand among them: a NIK never changes (54: East Timor).
PROVINCE_CODES = frozenset(
    {*range(11, 20), 21, *range(31, 37), *range(51, 55), *range(61, 66), *range(71, 77), 81, 82, *range(91, 98)}
)

#: How a woman's day of birth is told from a man's.
FEMALE_DAY_OFFSET = 40


def normalised_nik(text: str) -> str | None:
    """Return the 16 digits of a NIK without spaces, dots and dashes, or None: the one hard error of a NIK."""
    digits = re.sub(r"[\s.\-‐-―]", "", text)
    return digits if re.fullmatch(r"[0-9]{16}", digits) else None


def read_nik(nik: str, *, today: date) -> NikReading:
    """Return what a normalised NIK says.

    today: decides the century, for the digits give two of the year: the latest year that does not lie in the future
    """
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    sex = Sex.MALE if 1 <= day <= 31 else Sex.FEMALE if 41 <= day <= 71 else None
    if sex is Sex.FEMALE:
        day -= FEMALE_DAY_OFFSET
    born = None
    if sex:
        this_century = _date(today.year // 100 * 100 + year, month, day)
        last_century = _date(today.year // 100 * 100 - 100 + year, month, day)
        # 29 February may exist in one of the two centuries only (2000 was a leap year, 1900 was not).
        born = this_century if this_century and this_century <= today else last_century
    return NikReading(region_code=f"{nik[:2]}.{nik[2:4]}", birth_date=born, sex=sex, serial=int(nik[12:]))


def nik_warnings(
    nik: str, *, today: date, birth_date: date | None = None, sex: Sex | None = None
) -> frozenset[NikWarning]:
    """Return what is odd about a normalised NIK, compared with the stated birth date and sex where these are known."""
    reading = read_nik(nik, today=today)
    odd = set()
    if reading.birth_date is None:
        odd.add(NikWarning.BIRTH_DATE_IMPOSSIBLE)
    # Only the two digits of the year can differ: somebody of 101 years is not odd.
    elif birth_date and f"{reading.birth_date:%d%m%y}" != f"{birth_date:%d%m%y}":
        odd.add(NikWarning.BIRTH_DATE_DIFFERS)
    if sex and reading.sex and sex is not reading.sex:
        odd.add(NikWarning.SEX_DIFFERS)
    if reading.serial == 0:
        odd.add(NikWarning.SERIAL_IS_ZERO)
    if int(nik[:2]) not in PROVINCE_CODES:
        odd.add(NikWarning.REGION_UNKNOWN)
    return frozenset(odd)


def masked_nik(nik: str) -> str:
    """Return the form in which pages show a NIK: `3171********0001`."""
    return f"{nik[:4]}********{nik[-4:]}"


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lasts without use, and in all."""

    idle: timedelta
    absolute: timedelta


CITIZEN_LIMITS = SessionLimits(idle=timedelta(minutes=60), absolute=timedelta(hours=12))
#: An officer sees other people's data, often at a shared desk.
OFFICER_LIMITS = SessionLimits(idle=timedelta(minutes=30), absolute=timedelta(hours=9))


def session_limits(*, is_officer: bool) -> SessionLimits:
    """Return the limits of a session in this capacity."""
    return OFFICER_LIMITS if is_officer else CITIZEN_LIMITS


def session_has_run_out(limits: SessionLimits, *, created_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Return whether a session is over by its age or for want of use."""
    return now >= created_at + limits.absolute or now >= seen_at + limits.idle


#: Words of a browser's self-description -> what people call it, the telling ones first: Edge and Opera say Chrome too.
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
            ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Linux", "Linux"))  # fmt: skip


@lru_cache(maxsize=1_000)
def device_label(user_agent: str) -> str:
    """Return by what a person recognises the own device, such as `Chrome, Android`; "" when it does not tell."""
    known = [next((name for word, name in table if word in user_agent), "") for table in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, known))


def local_path(text: str, *, otherwise: str = "/") -> str:
    """Return `text` where it is a path of our own pages, else `otherwise`: nobody is led to another site.

    Browsers read a backslash as a slash, drop tabs and line ends, and take two slashes for a host.
    """
    is_ours = text.startswith("/") and not text.startswith("//") and "\\" not in text and text.isprintable()
    return text if is_ours and len(text) <= 2000 else otherwise


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
