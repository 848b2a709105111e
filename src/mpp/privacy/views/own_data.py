"""My data: what is held and used, on which right, and what one can do about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mpp.foundation.own_data import Ground
from mpp.privacy.copying import holdings
from mpp.privacy.words import BASES
from mpp.ui.access import SIGNED_IN, open_to
from mpp.ui.formats import short_moment
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: What each right means for a person, in the order in which the page shows them.
_MEANINGS: Mapping[str, Promise] = {
    "consent": _("Anda yang mengizinkan. Anda dapat menariknya; setelah itu kami berhenti mengambil data itu."),
    "public_task": _("Kantor memerlukannya untuk melayani Anda. Anda boleh keberatan dan meminta penjelasan."),
    "legal_duty": _("Peraturan mewajibkan kami mencatat atau menyimpannya. Karena itu tidak dapat dihapus."),
}


@dataclass(frozen=True, slots=True)
class GroundLine:
    """since: "" where it is not one moment     href: "" for nowhere"""

    what: str
    source: str
    purpose: str
    since: str
    href: str


@dataclass(frozen=True, slots=True)
class Basis:
    """One right of the law and all that rests on it."""

    title: str
    meaning: str
    lines: tuple[GroundLine, ...]


@dataclass(frozen=True, slots=True)
class OwnDataPage:
    bases: tuple[Basis, ...]


@open_to(SIGNED_IN)
@require_safe
def page(request: Request) -> HttpResponse:
    """Show what rests on which right."""
    grounds = [ground for holding in holdings() for ground in holding.grounds(request.actor, request.now)]
    bases = tuple(
        Basis(str(BASES[code]), str(meaning), tuple(_line(each) for each in grounds if each.basis == code))
        for code, meaning in _MEANINGS.items()
    )
    shown = OwnDataPage(tuple(basis for basis in bases if basis.lines))
    return page_or_block(request, "privacy/own_data.html", page=shown)


def _line(ground: Ground) -> GroundLine:
    return GroundLine(
        what=ground.what,
        source=ground.source,
        purpose=ground.purpose,
        since=short_moment(ground.since) if ground.since else "",
        href=ground.href,
    )
