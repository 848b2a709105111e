"""Offices and officers of a region: which posts are filled, acting or vacant, seen before work stops."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mpp.foundation.clock import local_date
from mpp.tenancy.queries import AgencyView, Holder, Post, RegionView, agencies, posts
from mpp.tenancy.request import region_of
from mpp.tenancy.rules import ACTING_PREFIX, AgencyKind, PostState, Remit, Tenure
from mpp.tenancy.views._words import agency_name, role_title, state_words
from mpp.ui.access import open_to
from mpp.ui.formats import long_date
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class HolderLine:
    """acting: "Plt. " or "Plh. " before the name, "" for a definitive holder     end_href: "" when already ending

    decree: "" where a head named the own Plh. without a letter     is_limited: whether only a part was passed on
    """

    name: str
    nip: str
    acting: str
    starts_on: date
    ends_on: date | None
    decree: str
    is_limited: bool
    end_href: str


@dataclass(frozen=True, slots=True)
class PostLine:
    title: str
    state: str
    tone: str
    holders: tuple[HolderLine, ...]
    coming: tuple[HolderLine, ...]
    appoint_href: str


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """One office, or with an empty address the posts of the region as a whole."""

    title: str
    address: str
    contact: str
    amend_href: str
    posts: tuple[PostLine, ...]


@dataclass(frozen=True, slots=True)
class OfficesPage:
    """vacant, acting: titles of signing posts that need the administrator's eye     ending: those soon without holder

    found_href: "" once the region has every kind of office
    """

    done: str
    vacant: tuple[str, ...]
    ending: tuple[str, ...]
    acting: tuple[str, ...]
    filled: int
    signing_posts: int
    cards: tuple[OfficeCard, ...]
    appoint_href: str
    found_href: str


@open_to("admin_daerah")
@require_safe
def page(request: Request) -> HttpResponse:
    """Show every office with its posts."""
    region = region_of(request)
    found = posts(region.id, on=local_date(request.now, region.timezone))
    signing = [post for post in found if post.is_signer]

    def titles(state: PostState) -> tuple[str, ...]:
        return tuple(role_title(post.role, request.lang) for post in signing if post.state is state)

    offices = agencies(region.id)
    cards = [_card(office, found, region, request.lang) for office in offices]
    of_region = tuple(_post(post, region, request.lang) for post in found if post.agency_id is None)
    cards.append(OfficeCard(_("Seluruh daerah"), "", "", "", of_region))
    shown = OfficesPage(
        done=_done(request.GET.get("selesai", "")),
        vacant=titles(PostState.VACANT),
        ending=tuple(
            _("%(post)s mulai %(day)s")
            % {"post": role_title(post.role, request.lang), "day": long_date(post.vacant_from)}
            for post in signing
            if post.vacant_from
        ),
        acting=titles(PostState.ACTING),
        filled=len(titles(PostState.FILLED)),
        signing_posts=len(signing),
        cards=tuple(cards),
        appoint_href=f"/{region.slug}/petugas/kantor/angkat",
        found_href=f"/{region.slug}/petugas/kantor/dirikan" if len(offices) < len(AgencyKind) else "",
    )
    return page_or_block(request, "tenancy/offices.html", page=shown)


def _done(code: str) -> str:
    return {
        "diangkat": _("Petugas diangkat. Bila surelnya diisi, undangan sudah dikirim; lihat di Akses petugas."),
        "dicabut": _("Penunjukan Plh. dicabut. Pejabatnya sendiri yang bertindak lagi."),
        "diakhiri": _("Akhir masa jabatan dicatat."),
        "kantor": _("Data kantor disimpan. Surat berikutnya memakainya."),
    }.get(code, "")


def _card(office: AgencyView, found: Iterable[Post], region: RegionView, lang: str) -> OfficeCard:
    return OfficeCard(
        title=agency_name(office, lang),
        address=f"{office.address}, {office.city} {office.postal_code}",
        contact=" · ".join(filter(None, (office.phone, office.email))),
        amend_href=f"/{region.slug}/petugas/kantor/{office.id}/ubah",
        posts=tuple(_post(post, region, lang) for post in found if post.agency_id == office.id),
    )


def _post(post: Post, region: RegionView, lang: str) -> PostLine:
    state, tone = state_words(post.state)
    if post.state is PostState.VACANT and not post.is_signer:
        tone = "neutral"
    return PostLine(
        title=role_title(post.role, lang),
        state=state,
        tone=tone,
        holders=tuple(_holder(holder, region) for holder in post.holders),
        coming=tuple(_holder(holder, region) for holder in post.coming),
        appoint_href=f"/{region.slug}/petugas/kantor/angkat?jabatan={post.role}",
    )


def _holder(holder: Holder, region: RegionView) -> HolderLine:
    ends = f"/{region.slug}/petugas/kantor/jabatan/{holder.appointment_id}/akhiri"
    return HolderLine(
        name=holder.name,
        nip=holder.nip,
        acting=ACTING_PREFIX[Tenure(holder.tenure)],
        starts_on=holder.starts_on,
        ends_on=holder.ends_on,
        decree=holder.decree,
        is_limited=holder.remit != Remit(),
        end_href="" if holder.ends_on and holder.tenure is not Tenure.PLH else ends,
    )
