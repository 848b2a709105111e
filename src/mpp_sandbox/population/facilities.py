"""Health facilities of the demo regions, as the national facility master lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from mpp_sandbox.population.people import SEED, Address, address_in

#: kind -> (two digits in the code, name on the facility master)
KINDS: dict[str, tuple[str, str]] = {
    "puskesmas": ("01", "Pusat Kesehatan Masyarakat"),
    "rsud": ("02", "Rumah Sakit Umum Daerah"),
    "rs": ("03", "Rumah Sakit Swasta"),
    "klinik": ("04", "Klinik"),
    "apotek": ("05", "Apotek"),
    "laboratorium": ("06", "Laboratorium Kesehatan"),
    "optik": ("07", "Optik"),
    "unit-donor-darah": ("08", "Unit Pengelola Darah"),
    "griya-sehat": ("09", "Griya Sehat"),
    "praktik-mandiri": ("10", "Tempat Praktik Mandiri"),
}

#: What every demo region has: kind and a name in which {district} and {region} are filled.
PATTERN: tuple[tuple[str, str], ...] = (
    ("puskesmas", "Puskesmas {district}"),
    ("puskesmas", "Puskesmas {district}"),
    ("puskesmas", "Puskesmas {district}"),
    ("puskesmas", "Puskesmas {district}"),
    ("rsud", "RSUD {region}"),
    ("rs", "RS Harapan Sehat {region}"),
    ("rs", "RS Mitra Husada {district}"),
    ("klinik", "Klinik Pratama Sehat Bersama {district}"),
    ("klinik", "Klinik Utama Kasih Ibu {district}"),
    ("klinik", "Klinik Rehabilitasi Gerak Pulih {district}"),
    ("apotek", "Apotek Waras {district}"),
    ("apotek", "Apotek Sumber Obat {district}"),
    ("apotek", "Apotek Dua Saudara {district}"),
    ("laboratorium", "Laboratorium Klinik Cermat {region}"),
    ("laboratorium", "Laboratorium Klinik Teliti {district}"),
    ("laboratorium", "Laboratorium Klinik Jernih {district}"),
    ("optik", "Optik Terang {district}"),
    ("optik", "Optik Pandang {district}"),
    ("optik", "Optik Cahaya {district}"),
    ("unit-donor-darah", "Unit Donor Darah {region}"),
    ("griya-sehat", "Griya Sehat Rempah Nusantara {district}"),
    ("griya-sehat", "Griya Sehat Daun Teduh {district}"),
    ("griya-sehat", "Griya Sehat Akar Jati {district}"),
    ("praktik-mandiri", "Tempat Praktik Mandiri Bidan Sejahtera {district}"),
    ("praktik-mandiri", "Tempat Praktik Mandiri Bidan Permata {district}"),
)

#: The one whose permit has run out, in every region.
EXPIRED = "Optik Pandang {district}"
PERMIT_YEARS = 5


@dataclass(frozen=True, slots=True)
class Facility:
    """A facility. code: opaque nine digits     region_code: kab/kota `PP.RR`     district_code: `PP.RR.SS`

    permit_until: last day of the operating permit
    """

    code: str
    name: str
    kind: str
    address: Address
    region_code: str
    district_code: str
    phone: str
    permit: str
    permit_until: date

    @property
    def kind_name(self) -> str:
        return KINDS[self.kind][1]


def facilities_in(region_name: str, districts: Sequence[str]) -> tuple[Facility, ...]:
    """Return the facilities of a demo region, spread over its districts, always the same."""
    proper_name = region_name.removeprefix("Kabupaten ").removeprefix("Kota ")
    facilities = []
    for index, (kind, pattern) in enumerate(PATTERN):
        district_code = districts[index % len(districts)]
        dice = Random(f"{SEED}:facility:{district_code}:{index}")
        address = address_in(district_code, dice)
        region_code = district_code[:5]
        permit_from = date(2018 if pattern == EXPIRED else 2025, dice.randint(1, 12), dice.randint(1, 28))
        facilities.append(
            Facility(
                code=f"{region_code.replace('.', '')}{KINDS[kind][0]}{index + 1:03d}",
                name=pattern.format(district=address.district, region=proper_name),
                kind=kind,
                address=address,
                region_code=region_code,
                district_code=district_code,
                phone=f"+6221{dice.randint(1_000_000, 9_999_999)}",
                permit=f"445/{dice.randint(1, 399):03d}/IZIN-{KINDS[kind][0]}/DPMPTSP/{permit_from.year}",
                permit_until=permit_from.replace(year=permit_from.year + PERMIT_YEARS),
            )
        )
    return tuple(facilities)
