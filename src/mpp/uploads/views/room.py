"""For a region's administrator: how full the room for documents is, what was refused, whether a virus scanner looks."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mpp.tenancy.request import region_of
from mpp.ui.access import open_to
from mpp.ui.formats import file_size, number, short_moment
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request
from mpp.uploads import wired
from mpp.uploads.ports import ScannerUnavailable
from mpp.uploads.queries import Heap, bytes_of_region, heaps_here
from mpp.uploads.rules import STORED, State
from mpp.uploads.words import why_refused

#: From this share of the quota on the page warns; from the other nothing more is taken soon.
WARN_FROM, FULL_FROM = 0.8, 0.95
#: Definitions older than this know nothing of the viruses of the week.
OLD_AFTER = timedelta(days=3)
#: "ClamAV 1.4.1/27450/Sat Nov 21 09:30:12 2026"
_DEFINITIONS = re.compile(r"/\d+/(\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4})$")


@dataclass(frozen=True, slots=True)
class RoomPage:
    """used_percent: of the quota     tone: how near its end     kinds: (kind, documents, size), largest first

    refused: (why, how many)     scanner, scanner_tone: whether one looks, in words     definitions: of what day
    """

    used: str
    quota: str
    used_percent: int
    tone: str
    person_quota: str
    kinds: tuple[tuple[str, str, str], ...]
    waiting: str
    refused: tuple[tuple[str, str], ...]
    scanner: str
    scanner_tone: str
    definitions: str


@open_to("admin_daerah")
@require_safe
def page(request: Request) -> HttpResponse:
    """Show it; the scanner is asked for its version, with no document."""
    region, limits = region_of(request), wired.limits()
    heaps = heaps_here(actor=request.actor)
    used = bytes_of_region(region.id, actor=request.actor)
    share = used / limits.region_bytes
    scanner, tone, definitions = _scanner(request.now, region.timezone)
    waiting = sum(each.documents for each in heaps if each.state is State.QUARANTINED)
    shown = RoomPage(
        used=file_size(used),
        quota=file_size(limits.region_bytes),
        used_percent=round(100 * share),
        tone="danger" if share >= FULL_FROM else "warning" if share >= WARN_FROM else "",
        person_quota=file_size(limits.person_bytes),
        kinds=_kinds(heaps),
        waiting=number(waiting),
        refused=_refused(heaps),
        scanner=scanner,
        scanner_tone=tone,
        definitions=definitions,
    )
    return page_or_block(request, "uploads/room.html", page=shown)


def _kinds(heaps: tuple[Heap, ...]) -> tuple[tuple[str, str, str], ...]:
    documents, sizes = Counter[str](), Counter[str]()
    for each in heaps:
        if each.state in STORED:
            kind = each.kind.upper() or _("Belum diperiksa")
            documents[kind] += each.documents
            sizes[kind] += each.size_bytes
    return tuple((kind, number(documents[kind]), file_size(size)) for kind, size in sizes.most_common())


def _refused(heaps: tuple[Heap, ...]) -> tuple[tuple[str, str], ...]:
    reasons = Counter[str]()
    for each in heaps:
        if each.state is State.REFUSED:
            reasons[each.reason] += each.documents
    return tuple((why_refused(reason), number(count)) for reason, count in reasons.most_common())


def _scanner(now: datetime, zone: str) -> tuple[str, str, str]:
    """Return whether a scanner looks, the tone of that, and of what day its definitions are."""
    scanner = wired.scanner()
    if scanner is None:
        return _("Tidak dipasang: dokumen tidak dipindai terhadap virus."), "warning", ""
    try:
        said = scanner.version()
    except ScannerUnavailable:
        return _("Tidak menjawab: dokumen baru menunggu sampai pemindai menjawab."), "danger", ""
    made = definitions_of(said)
    if made is None:
        return said, "warning", _("Pemindai tidak menyebut tanggal definisinya.")
    is_old = now - made > OLD_AFTER
    words = _("Definisi virus dari %(at)s.") % {"at": short_moment(made, zone)}
    return (
        said,
        "warning" if is_old else "success",
        f"{words} {_('Sudah lama; minta operator memperbaruinya.')}" if is_old else words,
    )


def definitions_of(said: str) -> datetime | None:
    """Return of what moment the definitions are that a scanner names, None where it names none."""
    found = _DEFINITIONS.search(said)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
    except ValueError:
        return None
