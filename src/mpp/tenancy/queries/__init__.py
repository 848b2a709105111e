"""Reads of regions and offices, for pages and for other packages; national rows, so no region needs to be set."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from rapidfuzz import fuzz, process

from mpp.foundation import hot
from mpp.foundation.actor import NATIONAL
from mpp.foundation.clock import local_date, utc_now
from mpp.foundation.memo import kept_for, known_for_good
from mpp.tenancy.models import Agency, Appointment, Region, RegionName, RegionSettings
from mpp.tenancy.rules import (
    AGENCY_NAMES,
    ROLES,
    AgencyKind,
    Motif,
    PostState,
    RegionKind,
    Remit,
    Tenure,
    capacity_text,
    falls_vacant_on,
    is_in_force,
    post_state,
)

#: In which zone "today" is decided for posts and pages of no region: the seat of the ministry.
NATIONAL_ZONE = "Asia/Jakarta"
#: How long a process keeps what it knows of regions; a change by an administrator shows after that.
KEPT_SECONDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a region shows itself. version: 0 while it has chosen nothing     government: first line of letterheads"""

    version: int
    colour_primary: str
    colour_accent: str
    motif: Motif
    government_id: str
    government_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionView:
    """A region as everybody may see it.

    record_id: under which the audit chain knows it     tenant_slug: whose pages serve it, nearly always its own
    amended_basis: what the last change of zone or mark rests on, "" while nothing was changed
    """

    id: int
    record_id: UUID
    slug: str
    tenant_slug: str
    code: str
    name: str
    kind: RegionKind
    province: str
    province_code: str
    timezone: str
    is_3t: bool
    is_autonomous: bool
    population_class: int
    aliases: tuple[str, ...]
    amended_basis: str
    look: Look

    @property
    def is_tenant(self) -> bool:
        return self.slug == self.tenant_slug


def plain_look(name: str) -> Look:
    """Return what a region looks like that has chosen nothing: the colours of the product and its own name."""
    return Look(
        version=0,
        colour_primary="#0F5C5C",
        colour_accent="#B7791F",
        motif=Motif.KAWUNG,
        government_id=f"Pemerintah {name}",
        government_en=f"Government of {name}",
    )


#: Which commands of which transactions have written the rows that regions are made of: another answer means that one
#: has changed, so what was read for this one holds, inside a transaction too.
_EDITION = " UNION ALL ".join(
    f"SELECT count(*), sum(xmin::text::bigint), sum(cmin::text::bigint) FROM {table}"  # noqa: S608  # our own tables
    for table in ("tenancy_province", "tenancy_region", "tenancy_regionname", "tenancy_regionsettings")
)


@kept_for(KEPT_SECONDS)
def regions() -> tuple[RegionView, ...]:
    """Return all regions with the code and name in force today, by code."""
    return _regions_of(tuple(hot.read(_EDITION, [])), local_date(utc_now(), NATIONAL_ZONE))


@known_for_good(most=4)
def _regions_of(_edition: tuple[tuple[Any, ...], ...], day: date) -> tuple[RegionView, ...]:
    """Reading them costs a thousand rows, asking whether they have changed costs none."""
    names = _names_on(day)
    looks = {
        row.region_id: _look(row)
        for row in RegionSettings.objects.order_by("region_id", "-version").distinct("region_id")
    }
    rows = Region.objects.select_related("province", "served_by")
    views = (
        RegionView(
            id=row.id,
            record_id=row.record_id,
            slug=row.slug,
            tenant_slug=row.served_by.slug if row.served_by else row.slug,
            code=names[row.id].code,
            name=names[row.id].name,
            kind=RegionKind(row.kind),
            province=row.province.name,
            province_code=row.province_id,
            timezone=row.timezone,
            is_3t=row.is_3t,
            is_autonomous=row.is_autonomous,
            population_class=row.population_class,
            aliases=tuple(filter(None, row.aliases.split(","))),
            amended_basis=row.amended_basis,
            look=looks.get(row.id) or plain_look(names[row.id].name),
        )
        for row in rows
    )
    return tuple(sorted(views, key=lambda view: view.code))


@kept_for(KEPT_SECONDS)
def _regions_by_slug() -> dict[str, RegionView]:
    return {view.slug: view for view in regions()}


@kept_for(KEPT_SECONDS)
def _regions_by_id() -> dict[int, RegionView]:
    return {view.id: view for view in regions()}


def region_by_slug(slug: str) -> RegionView | None:
    """Return the region with this address, None when there is none."""
    return _regions_by_slug().get(slug)


def region_by_id(region_id: int) -> RegionView | None:
    """Return the region with this key, None when there is none."""
    return _regions_by_id().get(region_id)


@dataclass(frozen=True, slots=True)
class Province:
    code: str
    name: str


def provinces() -> tuple[Province, ...]:
    """Return the provinces of all regions, by code."""
    return tuple(
        sorted({Province(view.province_code, view.province) for view in regions()}, key=lambda found: found.code)
    )


def forget_regions() -> None:
    """Read regions anew at the next question; other processes do so some seconds later."""
    for kept in (regions, _regions_by_slug, _regions_by_id):
        kept.forget()


def regions_matching(text: str, *, limit: int = 8) -> tuple[RegionView, ...]:
    """Return the regions that people may mean by `text`, best first; typing errors and everyday names are tolerated."""
    wanted = _plain(text)
    if not wanted:
        return ()
    candidates = [
        (view, plain) for view in regions() for plain in {_plain(name) for name in (view.name, *view.aliases)}
    ]
    scored = process.extract(
        wanted, [plain for _, plain in candidates], scorer=_likeness, score_cutoff=LEAST_LIKENESS, limit=limit * 2
    )
    found = dict.fromkeys(candidates[place][0] for _, _, place in scored)
    return tuple(found)[:limit]


#: Of 100; below it a name only shares letters by chance.
LEAST_LIKENESS = 72
_KIND_WORDS = {"kabupaten", "kab", "kota", "provinsi", "administrasi", "adm"}


def _plain(name: str) -> str:
    words = name.lower().replace(".", " ").replace("-", " ").split()
    return " ".join("kepulauan" if word == "kep" else word for word in words)


def _likeness(wanted: str, name: str, *, score_cutoff: float | None = None) -> float:
    """Compare without the word for the kind of region, which counts only between regions of one name."""
    asked, offered = (" ".join(w for w in text.split() if w not in _KIND_WORDS) or text for text in (wanted, name))
    score = 100.0 if offered.startswith(asked) else fuzz.ratio(asked, offered)
    if any(word.startswith(asked) for word in offered.split()):
        score = max(score, 90.0)
    # A whole name beats the beginning of a longer one, and the kind that was typed beats the other.
    score -= 2 if asked != offered else 0
    score -= 1 if (_kinds(wanted) and not _kinds(wanted) & _kinds(name)) else 0
    return score if score_cutoff is None or score >= score_cutoff else 0.0


def _kinds(text: str) -> set[str]:
    return {"kabupaten" if word == "kab" else word for word in text.split() if word in _KIND_WORDS}


def _look(row: RegionSettings) -> Look:
    return Look(
        version=row.version,
        colour_primary=row.colour_primary,
        colour_accent=row.colour_accent,
        motif=Motif(row.motif),
        government_id=row.government_id,
        government_en=row.government_en,
    )


def _names_on(day: date) -> dict[int, RegionName]:
    in_force = RegionName.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
    return {name.region_id: name for name in in_force}


def regions_with_offices() -> frozenset[int]:
    """Return the keys of the regions that have a working office: those that have joined."""
    return frozenset(Agency.objects.filter(closed_on__isnull=True).values_list("region_id", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyView:
    """An office as a letterhead and a page show it. short: as people say it, such as Dinkes"""

    id: UUID
    region_id: int
    kind: AgencyKind
    short: str
    name_id: str
    name_en: str
    address: str
    city: str
    postal_code: str
    phone: str
    email: str
    website: str


def agencies(region_id: int) -> tuple[AgencyView, ...]:
    """Return the working offices of a region, the licensing office first."""
    rows = Agency.objects.filter(region_id=region_id, closed_on__isnull=True)
    order = list(AgencyKind)
    return tuple(sorted(map(_agency_view, rows), key=lambda view: order.index(view.kind)))


def agency(region_id: int, kind: AgencyKind) -> AgencyView | None:
    """Return the working office of this kind in a region, None when it has none."""
    row = Agency.objects.filter(region_id=region_id, kind=kind, closed_on__isnull=True).first()
    return _agency_view(row) if row else None


def agency_by_id(agency_id: UUID) -> AgencyView:
    """Return an office, also one that has closed since: a letter names the office that wrote it."""
    return _agency_view(Agency.objects.get(id=agency_id))


def _agency_view(row: Agency) -> AgencyView:
    return AgencyView(
        id=row.id,
        region_id=row.region_id,
        kind=AgencyKind(row.kind),
        short=AGENCY_NAMES[AgencyKind(row.kind)].short,
        name_id=row.name_id,
        name_en=row.name_en,
        address=row.address,
        city=row.city,
        postal_code=row.postal_code,
        phone=row.phone,
        email=row.email,
        website=row.website,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a post, from when to when.

    capacity: as it stands under a signature     reason: why the head named this Plh., "" where nobody did
    remit: what was passed on, everything for nearly all
    """

    appointment_id: UUID
    officer_id: UUID
    name: str
    nip: str
    role: str
    agency_id: UUID | None
    tenure: Tenure
    capacity: str
    decree: str
    starts_on: date
    ends_on: date | None
    reason: str
    remit: Remit


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post of a region as it stands on a day. holders: in force     coming: appointed, not yet begun

    vacant_from: first day, soon, on which nobody will hold it; None where there is none, or nobody holds it now
    """

    role: str
    title_id: str
    title_en: str
    agency_id: UUID | None
    is_signer: bool
    state: PostState
    vacant_from: date | None
    holders: tuple[Holder, ...]
    coming: tuple[Holder, ...]


def posts(region_id: int, *, on: date) -> tuple[Post, ...]:
    """Return every post of a region, vacant ones too: what an administrator must see before work stops."""
    held: dict[str, list[Holder]] = defaultdict(list)
    for row in _appointments(Q(region_id=region_id), not_over_on=on):
        held[row.role].append(_holder(row))
    offices = {view.kind: view.id for view in agencies(region_id)}
    found = []
    for code, role in ROLES.items():
        if role.is_national or (role.agency_kind and role.agency_kind not in offices):
            continue
        holders = tuple(holder for holder in held[code] if holder.starts_on <= on)
        found.append(
            Post(
                role=code,
                title_id=role.title_id,
                title_en=role.title_en,
                agency_id=offices[role.agency_kind] if role.agency_kind else None,
                is_signer=role.is_signer,
                state=post_state(holder.tenure for holder in holders),
                vacant_from=falls_vacant_on([(each.starts_on, each.ends_on) for each in held[code]], on)
                if holders
                else None,
                holders=holders,
                coming=tuple(holder for holder in held[code] if holder.starts_on > on),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """In what a person may act after sign-in. region_id: 0 and an empty name and slug for national posts"""

    appointment_id: UUID
    officer_id: UUID
    name: str
    role: str
    title_id: str
    title_en: str
    tenure: Tenure
    region_id: int
    region_slug: str
    region_name: str
    agency_id: UUID | None
    agency_name_id: str
    agency_name_en: str


def capacities_of(nik_index: bytes, *, at: datetime) -> tuple[Capacity, ...]:
    """Return the posts in force at the moment `at`, each on the date of its own region's zone.

    nik_index: blind index of the person's NIK, so that the first sign-in finds the post
    """
    found = []
    for row in _appointments(Q(officer__nik_index=nik_index), not_over_on=None):
        region = region_by_id(row.region_id) if row.region_id else None
        today = local_date(at, region.timezone if region else NATIONAL_ZONE)
        if not is_in_force(row.starts_on, row.ends_on, today):
            continue
        role = ROLES[row.role]
        found.append(
            Capacity(
                appointment_id=row.id,
                officer_id=row.officer_id,
                name=row.officer.name,
                role=row.role,
                title_id=role.title_id,
                title_en=role.title_en,
                tenure=Tenure(row.tenure),
                region_id=region.id if region else NATIONAL,
                region_slug=region.slug if region else "",
                region_name=region.name if region else "",
                agency_id=row.agency_id,
                agency_name_id=row.agency.name_id if row.agency else "",
                agency_name_en=row.agency.name_en if row.agency else "",
            )
        )
    return tuple(found)


def colleagues(region_id: int, role: str, *, on: date) -> dict[UUID, str]:
    """Return the officers who hold a role in a region on the local date `on`, with their names, by name.

    region_id: NATIONAL for a post of the nation
    """
    which = Q(region_id=region_id or None, role=role)
    rows = [row for row in _appointments(which, not_over_on=on) if row.starts_on <= on]
    return {row.officer_id: row.officer.name for row in sorted(rows, key=lambda row: row.officer.name)}


def officer_names(officer_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of officers, for histories and lists."""
    if not officer_ids:
        return {}
    return dict(hot.read("SELECT id, name FROM tenancy_officer WHERE id = ANY(%s)", [list(officer_ids)]))


def _appointments(which: Q, *, not_over_on: date | None) -> Iterable[Appointment]:
    """not_over_on: leave out what ended before this day; None: leave out nothing but what was recalled"""
    which &= Q(recalled_at=None)
    if not_over_on is not None:
        which &= Q(ends_on__isnull=True) | Q(ends_on__gte=not_over_on)
    return Appointment.objects.filter(which).select_related("officer", "agency").order_by("starts_on", "id")


def _holder(row: Appointment) -> Holder:
    return Holder(
        appointment_id=row.id,
        officer_id=row.officer_id,
        name=row.officer.name,
        nip=row.officer.nip,
        role=row.role,
        agency_id=row.agency_id,
        tenure=Tenure(row.tenure),
        capacity=capacity_text(row.role, Tenure(row.tenure), row.agency.name_id if row.agency else ""),
        decree=row.decree,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        reason=row.reason,
        remit=Remit(services=tuple(row.services), acts=tuple(row.acts)),
    )
