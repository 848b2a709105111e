"""One mandate: what it allows, why it is believed, and everything that was done by it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mpp.identity.rules import CITIZEN
from mpp.mandates.queries import Mandate, Use, own_mandate, uses
from mpp.mandates.rules import Side
from mpp.mandates.views._scope import acts_in_words, services_in_words
from mpp.mandates.words import KINDS, PROOFS, USES
from mpp.ui.access import open_to
from mpp.ui.formats import long_date, short_moment
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class OneMandatePage:
    """rows: as the macro `summary` takes them     uses: as the macro `timeline` takes them"""

    number: str
    principal: str
    agent: str
    rows: tuple[dict[str, str], ...]
    uses: tuple[dict[str, str], ...]


@open_to(CITIZEN)
@require_safe
def page(request: Request, mandate_id: UUID) -> HttpResponse:
    """Show it to either party."""
    mandate = own_mandate(mandate_id, actor=request.actor)
    me = request.account_name
    principal, agent = (me, mandate.name) if mandate.side is Side.PRINCIPAL else (mandate.name, me)
    shown = OneMandatePage(
        number=mandate.number,
        principal=principal,
        agent=agent,
        rows=_rows(mandate, principal, agent, request.lang),
        uses=tuple(_use(each, principal) for each in uses(mandate, actor=request.actor)),
    )
    return page_or_block(request, "mandates/one.html", page=shown)


def _rows(mandate: Mandate, principal: str, agent: str, lang: str) -> tuple[dict[str, str], ...]:
    rows = (
        (_("Untuk"), principal),
        (_("Oleh"), agent),
        (_("Hubungan"), f"{KINDS[mandate.kind]}{f': {mandate.proof}' if mandate.proof else ''}"),
        (_("Boleh"), acts_in_words(mandate)),
        (_("Layanan"), services_in_words(mandate, lang)),
        (_("Bukti"), str(PROOFS[mandate.proven_by]) % {"name": mandate.witness_name}),
        (_("Berlaku sampai"), long_date(mandate.ends_on)),
    )
    return tuple({"key": key, "value": value} for key, value in rows)


def _use(use: Use, principal: str) -> dict[str, str]:
    return {
        "title": str(USES.get(use.act, use.act)),
        "at": short_moment(use.at),
        "by": _("%(agent)s untuk %(principal)s") % {"agent": use.agent_name, "principal": principal},
        "text": "",
        "state": "done",
    }
