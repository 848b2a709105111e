"""What was handed in, and where each value came from: the receipt of an application, as a page and as a PDF."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from mpp.applications.queries.case import ApplicationNotFound
from mpp.applications.receipt import Handed, letterhead_of, receipt_pdf
from mpp.applications.views._by_whom import last_handed_in
from mpp.applications.views._draft import Draft, KnownGroup, answer_rows, back_to_case, draft_of, known_groups
from mpp.foundation import looks
from mpp.foundation.looks import Opened
from mpp.foundation.ratelimit import limited
from mpp.mandates.rules import Act
from mpp.tenancy.queries import agency
from mpp.tenancy.rules import AgencyKind
from mpp.ui.access import open_to
from mpp.ui.formats import short_moment
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class ContentsPage:
    """known: by source     answers: rows as the macro `summary` takes them"""

    service_name: str
    reference: str
    by_whom: tuple[tuple[str, str], ...]
    known: tuple[KnownGroup, ...]
    answers: list[dict[str, object]]
    typed: int
    total: int
    back_href: str
    pdf_href: str


@open_to("pemohon", for_another={Act.HAND_IN, Act.FOLLOW})
@require_safe
def page(request: Request, application_id: UUID) -> HttpResponse:
    """Show what the person wrote, and each of the other data with its source."""
    draft = draft_of(request, application_id)
    looks.note(Opened.CASE, application_id, of=draft.case.person_id, actor=request.actor, now=request.now)
    if draft.is_editable:
        return back_to_case(request, application_id)
    shown = ContentsPage(
        service_name=draft.definition.short.of(request.lang),
        reference=draft.case.reference,
        by_whom=tuple(_by_whom(draft)),
        known=known_groups(draft, lang=request.lang),
        answers=answer_rows(draft, lang=request.lang, change=False),
        typed=draft.typed,
        total=draft.typed + len(draft.filled),
        back_href=f"{draft.base}/",
        pdf_href=f"{draft.base}/isi.pdf",
    )
    return page_or_block(request, "applications/contents.html", page=shown)


@open_to("pemohon", for_another={Act.HAND_IN, Act.FOLLOW})
@require_safe
@limited("receipt")
def pdf(request: Request, application_id: UUID) -> HttpResponse:
    """Return the same as a PDF to keep, made at this moment."""
    draft = draft_of(request, application_id)
    office = agency(draft.region.id, AgencyKind.DPMPTSP)
    if draft.is_editable or office is None:
        raise ApplicationNotFound
    data = receipt_pdf(
        _handed(draft, lang=request.lang),
        letterhead=letterhead_of(draft.region, office),
        language=request.lang,
        now=request.now,
    )
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{draft.case.reference}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _handed(draft: Draft, *, lang: str) -> Handed:
    zone, submitted_at = draft.region.timezone, draft.case.submitted_at
    facts = [(_("Pemohon"), draft.case.applicant_name)]
    if submitted_at:
        facts.append((_("Diajukan"), short_moment(submitted_at, zone)))
    facts += _by_whom(draft)
    return Handed(
        reference=draft.case.reference,
        service_name=draft.definition.short.of(lang),
        facts=tuple(facts),
        answers=_pairs(answer_rows(draft, lang=lang, change=False)),
        groups=tuple((group.source, _told(group), _pairs(group.rows)) for group in known_groups(draft, lang=lang)),
        typed=draft.typed,
        total=draft.typed + len(draft.filled),
    )


def _by_whom(draft: Draft) -> list[tuple[str, str]]:
    """Return who acted for the applicant, as (label, words); nothing where nobody did."""
    handed_in, prepared = last_handed_in(draft.history, draft.case.applicant_name)
    rows = ((_("Diajukan oleh"), handed_in), (_("Bantuan"), prepared))
    return [(label, words) for label, words in rows if words]


def _pairs(rows: list[dict[str, object]] | tuple[dict[str, object], ...]) -> tuple[tuple[str, str], ...]:
    # The link to a file becomes its words.
    return tuple((str(row["key"]), Markup(row["value"]).striptags()) for row in rows)  # noqa: S704  # tags are taken off


def _told(group: KnownGroup) -> str:
    if group.is_silent:
        return _("Ditanya %(at)s %(purpose)s, belum menjawab") % {"at": group.at, "purpose": group.purpose}
    return _("Diambil %(at)s %(purpose)s") % {"at": group.at, "purpose": group.purpose}
