"""Regions, roles and posts: what a code says, who may hold what, and when an appointment is in force."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

#: WIB, WITA and WIT.
ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]


class RegionKind(StrEnum):
    """Levels that can be a tenant; only Jakarta's tenant is a province."""

    KABUPATEN = "kabupaten"
    KOTA = "kota"
    PROVINSI = "provinsi"


def region_kind(code: str) -> RegionKind:
    """Return what a Kemendagri code names: `32` a province, `32.01` to `.69` a kabupaten, `32.71` to `.99` a kota."""
    if re.fullmatch(r"\d\d", code):
        return RegionKind.PROVINSI
    if not re.fullmatch(r"\d\d\.\d\d", code) or code.endswith((".00", ".70")):
        raise ValueError(f"{code!r} is no code of a province, kabupaten or kota")
    return RegionKind.KABUPATEN if int(code[3:]) < 70 else RegionKind.KOTA


def slug_of(name: str) -> str:
    """Return `name` as it stands in an address: small ASCII letters, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


class AgencyKind(StrEnum):
    """The offices of a region that the launch services need."""

    DPMPTSP = "dpmptsp"
    DINKES = "dinkes"
    DISDUKCAPIL = "disdukcapil"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyName:
    """What an office is called, without its region. short: as people say it"""

    short: str
    title_id: str
    title_en: str


AGENCY_NAMES: dict[AgencyKind, AgencyName] = {
    AgencyKind.DPMPTSP: AgencyName(
        short="DPMPTSP",
        title_id="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        title_en="Investment and One-Stop Licensing Office",
    ),
    AgencyKind.DINKES: AgencyName(short="Dinkes", title_id="Dinas Kesehatan", title_en="Health Office"),
    AgencyKind.DISDUKCAPIL: AgencyName(
        short="Disdukcapil",
        title_id="Dinas Kependudukan dan Pencatatan Sipil",
        title_en="Population and Civil Registration Office",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A post that an officer can be appointed to.

    agency_kind: the office it belongs to; None: the region as a whole, or any of its offices
    is_national: belongs to no region     is_signer: work stops when it is vacant; one holder at a time, acting allowed
    """

    title_id: str
    title_en: str
    agency_kind: AgencyKind | None = None
    is_national: bool = False
    is_signer: bool = False


#: Role -> post. `pemohon` and `sistem` are roles too, but nobody is appointed to them.
ROLES: dict[str, Role] = {
    "petugas_mpp": Role(title_id="Petugas MPP", title_en="MPP counter officer", agency_kind=AgencyKind.DPMPTSP),
    "verifikator_dpmptsp": Role(
        title_id="Verifikator DPMPTSP", title_en="Licensing verifier", agency_kind=AgencyKind.DPMPTSP
    ),
    "kepala_dpmptsp": Role(
        title_id="Kepala DPMPTSP",
        title_en="Head of the licensing office",
        agency_kind=AgencyKind.DPMPTSP,
        is_signer=True,
    ),
    "verifikator_dinkes": Role(
        title_id="Verifikator Dinas Kesehatan", title_en="Health office verifier", agency_kind=AgencyKind.DINKES
    ),
    "kepala_dinkes": Role(
        title_id="Kepala Dinas Kesehatan",
        title_en="Head of the health office",
        agency_kind=AgencyKind.DINKES,
        is_signer=True,
    ),
    "operator_disdukcapil": Role(
        title_id="Operator Disdukcapil", title_en="Civil registry operator", agency_kind=AgencyKind.DISDUKCAPIL
    ),
    "verifikator_disdukcapil": Role(
        title_id="Verifikator Disdukcapil", title_en="Civil registry verifier", agency_kind=AgencyKind.DISDUKCAPIL
    ),
    "kepala_disdukcapil": Role(
        title_id="Kepala Disdukcapil",
        title_en="Head of the civil registry",
        agency_kind=AgencyKind.DISDUKCAPIL,
        is_signer=True,
    ),
    "admin_daerah": Role(title_id="Administrator daerah", title_en="Regional administrator"),
    "admin_gerai": Role(title_id="Administrator gerai", title_en="Counter administrator"),
    "auditor": Role(title_id="Auditor", title_en="Auditor", is_national=True),
    "admin_nasional": Role(title_id="Administrator nasional", title_en="National administrator", is_national=True),
    "pengawas_nasional": Role(title_id="Pengawas nasional", title_en="National evaluator", is_national=True),
}


class Tenure(StrEnum):
    """How a post is held. Acting holders sign in their own name under the post's title (UU 30/2014 art. 14)."""

    DEFINITIVE = "definitive"
    #: Pelaksana tugas: the post has no definitive holder.
    PLT = "plt"
    #: Pelaksana harian: the definitive holder is away for a while.
    PLH = "plh"


ACTING_PREFIX: dict[Tenure, str] = {Tenure.DEFINITIVE: "", Tenure.PLT: "Plt. ", Tenure.PLH: "Plh. "}


def capacity_text(role: str, tenure: Tenure, agency_name: str) -> str:
    """Return the capacity as it stands under a signature, in Indonesian: `Plt. Kepala Dinas Kesehatan Kota Banjar`.

    agency_name: full name with the region; "" for posts of the region as a whole or of the nation
    """
    post = ROLES[role]
    title = f"Kepala {agency_name}" if post.is_signer else post.title_id
    return ACTING_PREFIX[tenure] + title


def is_in_force(starts_on: date, ends_on: date | None, on: date) -> bool:
    """Tell whether an appointment counts on the local date `on`; its last day still does, None has no end yet."""
    return starts_on <= on and (ends_on is None or on <= ends_on)


class PostState(StrEnum):
    """How a post stands today. Seen by the administrator before work stops (a vacant head stopped Kota Banjar)."""

    FILLED = "filled"
    ACTING = "acting"
    VACANT = "vacant"


def post_state(tenures: Iterable[Tenure]) -> PostState:
    """Return the state of a post from the tenures in force on it; none is vacant."""
    held = set(tenures)
    if Tenure.PLH in held or Tenure.PLT in held:
        return PostState.ACTING
    return PostState.FILLED if held else PostState.VACANT


#: How long ahead a post that will fall vacant is announced: time enough for a decree.
ANNOUNCED_AHEAD = timedelta(days=30)


def falls_vacant_on(terms: Collection[tuple[date, date | None]], on: date) -> date | None:
    """Return the first day after `on`, within ANNOUNCED_AHEAD, on which nobody holds a post; None where there is none.

    terms: first and last day of each appointment, without a last day while it has no end
    """
    days = (on + timedelta(days=number) for number in range(1, ANNOUNCED_AHEAD.days + 1))
    return next((day for day in days if not any(is_in_force(*term, day) for term in terms)), None)


#: Who of several holders of one signing post signs today: whoever stands in, not who is away.
SIGNING_ORDER = (Tenure.PLH, Tenure.PLT, Tenure.DEFINITIVE)


def exclude_each_other(tenure: Tenure, other: Tenure) -> bool:
    """Tell whether two people cannot hold one signing post at once; only a Plh. stands beside a holder who is away."""
    return (tenure is Tenure.PLH) == (other is Tenure.PLH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remit:
    """How far an acting official goes. services, acts: codes of the packages that own them; none: every one"""

    services: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()

    def covers(self, *, service: str, act: str) -> bool:
        """Tell whether an act on a case of a service is within it; "" where one of the two is not asked."""
        return _among(service, self.services) and _among(act, self.acts)


def _among(asked: str, passed_on: Collection[str]) -> bool:
    return not asked or not passed_on or asked in passed_on


class Standing(Protocol):
    """Whoever holds a post today."""

    @property
    def officer_id(self) -> UUID: ...
    @property
    def remit(self) -> Remit: ...


def who_acts[S: Standing](standing: Sequence[S], *, service: str = "", act: str = "") -> S | None:
    """Return who does an act in a post today, None where nobody may.

    standing: the holders in `SIGNING_ORDER`: what was not passed on to the one in front stays with the one behind
    """
    return next((each for each in standing if each.remit.covers(service=service, act=act)), None)


def is_passed_on(standing: Sequence[Standing], officer_id: UUID | None, *, service: str, act: str) -> bool:
    """Tell whether an act is not the officer's today: another one does it, or it was not given to him."""
    acting = who_acts(standing, service=service, act=act)
    if acting is None:
        return any(each.officer_id == officer_id for each in standing)
    return acting.officer_id != officer_id


class AbsenceReason(StrEnum):
    """Why a head names a Plh. A sickness is nobody's business here: it is one of the other reasons."""

    LEAVE = "leave"
    OFFICIAL_TRAVEL = "official-travel"
    TRAINING = "training"
    OTHER = "other"


#: Our own limit: whoever is away longer is replaced by a letter that the administrator enters.
PLH_LASTS_AT_MOST = timedelta(days=90)


def may_appoint(appointer: str, own_region: int, *, role: str, region: int) -> bool:
    """Tell whether the holder of a role appoints to `role` in `region` (0: the nation).

    The nation appoints its own people and the first administrator of each region; the region appoints its own.
    """
    if appointer == "sistem":
        return True
    if appointer == "admin_nasional":
        return ROLES[role].is_national or role == "admin_daerah"
    return appointer == "admin_daerah" and not ROLES[role].is_national and region == own_region


def fits(role: str, agency_kind: AgencyKind | None) -> bool:
    """Tell whether a post may stand in an office of this kind; None: in no office."""
    needed = ROLES[role].agency_kind
    return needed is None or needed is agency_kind


class Motif(StrEnum):
    """The patterns a region may show beside its name; drawn by us after textiles and landscapes, no coats of arms."""

    KAWUNG = "kawung"
    PARANG = "parang"
    POLENG = "poleng"
    SONGKET = "songket"
    RAIN = "rain"
    RIVER = "river"
    TUMPAL = "tumpal"
    CARVING = "carving"


#: How long a link to a post may be used, and how long a recovery waits for the second administrator.
INVITATION_LASTS = timedelta(days=7)
RECOVERY_WAITS = timedelta(days=3)
#: How long an administrator sees who entered a post, and who failed.
ENTRIES_KEPT = timedelta(days=365)


def may_confirm_recovery(*, confirming: UUID | None, asked_by: UUID, officer: UUID) -> bool:
    """Tell whether a second administrator may confirm: not the one who asked, and not the one who is recovered."""
    return confirming is not None and confirming not in {asked_by, officer}
