"""Who may act for me, for whom I may act, and what was prepared for me."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mpp.foundation.clock import local_date
from mpp.foundation.errors import NotFound
from mpp.identity.rules import CITIZEN
from mpp.mandates.operations.answer_mandate import NotNow, confirm, end, refuse
from mpp.mandates.operations.offer_mandate import ZONE
from mpp.mandates.queries import Mandate, own_mandates, prepared_for_me
from mpp.mandates.rules import Side, State, is_in_force
from mpp.mandates.views._scope import acts_in_words, services_in_words
from mpp.mandates.words import KINDS, STATES, TONES
from mpp.ui.access import open_to
from mpp.ui.formats import long_date, short_moment
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

PATH = "/akun/kuasa"
#: Last part of the address -> operation.
ACTS = {"setuju": confirm, "tolak": refuse, "akhiri": end}


@dataclass(frozen=True, slots=True)
class MandateCard:
    """may_answer: the other has offered it     prepare_href: where the agent prepares, "" where he may not

    may_act: the agent may act in the other's name now
    """

    mandate_id: str
    number: str
    name: str
    kind: str
    proof: str
    acts: str
    services: str
    state: str
    tone: str
    until: str
    may_answer: bool
    may_end: bool
    may_act: bool
    prepare_href: str


@dataclass(frozen=True, slots=True)
class MandatesPage:
    """given: I am the principal     held: I am the agent     prepared: (address, by whom, place, when)

    has_new_card: the registry no longer finds parent and child on the family card
    """

    given: tuple[MandateCard, ...]
    held: tuple[MandateCard, ...]
    prepared: tuple[tuple[str, str, str, str], ...]
    done: str
    is_late: bool
    has_new_card: bool


@open_to(CITIZEN)
@require_safe
def page(request: Request) -> HttpResponse:
    """Show both lists, and what waits for me."""
    today = local_date(request.now, ZONE)
    own = own_mandates(actor=request.actor)
    done = {
        "ditawarkan": _("Tawaran sudah dikirim. Kuasa berlaku setelah disetujui di akun orang itu."),
        "setuju": _("Kuasa ini sekarang berlaku."),
        "tolak": _("Kuasa ini ditolak."),
        "akhiri": _("Kuasa ini sudah berakhir."),
        "anak": _("Kartu keluarga cocok. Anda sekarang dapat bertindak untuk anak Anda."),
        "disiapkan": _("Permohonan sudah disiapkan. Orangnya memeriksa dan mengirimnya sendiri."),
        "tidak-dipakai": _("Persiapan itu tidak dipakai."),
    }
    shown = MandatesPage(
        given=tuple(_card(each, today, request.lang) for each in own if each.side is Side.PRINCIPAL),
        held=tuple(_card(each, today, request.lang) for each in own if each.side is Side.AGENT),
        prepared=tuple(
            (f"/akun/disiapkan/{each.id}", each.agent_name, each.place_name, short_moment(each.made_at))
            for each in prepared_for_me(actor=request.actor)
        ),
        done=done.get(request.GET.get("selesai", ""), ""),
        is_late=request.GET.get("selesai") == "terlambat",
        has_new_card=request.GET.get("selesai") == "kk-berubah",
    )
    return page_or_block(request, "mandates/mandates.html", page=shown)


@open_to(CITIZEN)
@require_POST
def act(request: Request, mandate_id: UUID, act_name: str) -> HttpResponse:
    """Confirm, refuse or end one, and show the lists again."""
    doing = ACTS.get(act_name)
    if doing is None:
        raise NotFound
    try:
        doing(mandate_id=mandate_id, actor=request.actor, now=request.now)
    except NotNow:
        return HttpResponseRedirect(f"{PATH}?selesai=terlambat")
    return HttpResponseRedirect(f"{PATH}?selesai={act_name}")


def _card(mandate: Mandate, today: date, lang: str) -> MandateCard:
    is_over = mandate.state in (State.ACTIVE, State.OFFERED) and mandate.ends_on < today
    state = State.ENDED if is_over else mandate.state
    is_active = is_in_force(state, mandate.ends_on, today)
    return MandateCard(
        mandate_id=str(mandate.mandate_id),
        number=mandate.number,
        name=mandate.name,
        kind=str(KINDS[mandate.kind]),
        proof=mandate.proof,
        acts=acts_in_words(mandate),
        services=services_in_words(mandate, lang),
        state=str(STATES[state]),
        tone=TONES[state],
        until=long_date(mandate.ends_on),
        may_answer=state is State.OFFERED and not mandate.made_offer,
        may_end=state is State.ACTIVE or (state is State.OFFERED and mandate.made_offer),
        may_act=is_active and mandate.side is Side.AGENT and bool(mandate.acts),
        prepare_href=f"{PATH}/{mandate.mandate_id}/siapkan"
        if is_active and mandate.side is Side.AGENT and not mandate.acts
        else "",
    )
