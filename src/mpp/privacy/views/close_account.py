"""Closing the own account: what stands against it, what ends, what stays and why; then asked once more."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from mpp.applications.queries.tracking import OwnCase
from mpp.applications.rules import acts_open
from mpp.applications.texts import STATES
from mpp.catalogue.queries import service_names
from mpp.foundation.clock import local_date
from mpp.identity import claims
from mpp.identity.request import SessionRequest
from mpp.identity.rules import CLOSING_WAITS
from mpp.identity.views._proofs import proof_needed, session_of
from mpp.identity.watch import watch
from mpp.privacy.closing import Closing, closing_of
from mpp.privacy.operations.ask_to_close import CaseStillOpen, HoldsPost, ask_to_close
from mpp.tenancy.queries import NATIONAL_ZONE, region_by_id
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.formats import long_date
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block


class SureForm(forms.Form):
    yakin = forms.BooleanField(
        error_messages={"required": gettext_lazy("Centang bila Anda sudah membaca apa yang berakhir.")}
    )


@dataclass(frozen=True, slots=True)
class OpenCase:
    """withdraw_href: "" where it can no longer be withdrawn, because its letter is being signed"""

    title: str
    state: str
    href: str
    withdraw_href: str


@dataclass(frozen=True, slots=True)
class ClosePage:
    """may_begin: nothing stands against it     ends: what ends, a line each     closes_on: if it is asked for today

    proof_href: where one proves oneself first, "" where that was done a moment ago
    """

    open_cases: tuple[OpenCase, ...]
    holds_post: bool
    may_begin: bool
    ends: tuple[str, ...]
    kept_cases: int
    closes_on: str
    days: int
    proof_href: str
    form: FormState


@dataclass(frozen=True, slots=True)
class AskedPage:
    days: int


@open_to("pemohon")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: SessionRequest) -> HttpResponse:
    """Show what closing means; a POST begins it and ends every session, this one too."""
    needed = proof_needed(request)
    if needed and request.method == "POST":
        return needed
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        session = session_of(request)
        try:
            ask_to_close(
                account_id=session.account_id, session_id=session.session_id, actor=request.actor, now=request.now
            )
        except (CaseStillOpen, HoldsPost):
            # What stands against it is on the page.
            pass
        else:
            watch.ended(session.session_id)
            response = HttpResponseRedirect("/akun/tutup/diterima")
            claims.drop(response)
            return response
    shown = _page(request, closing_of(actor=request.actor, now=request.now), form, needed["Location"] if needed else "")
    status = 422 if form.errors else 409 if request.method == "POST" else 200
    return page_or_block(request, "privacy/close_account.html", page=shown, status=status)


@open_to(EVERYONE)
@require_safe
def asked(request: SessionRequest) -> HttpResponse:
    """Say that it is under way, and how to come back; whoever reads this is signed out."""
    return page_or_block(request, "privacy/closing_asked.html", page=AskedPage(CLOSING_WAITS.days))


def _page(request: SessionRequest, closing: Closing, form: forms.Form, proof_href: str) -> ClosePage:
    names = service_names(request.lang)
    return ClosePage(
        open_cases=tuple(
            _open_case(each, names.get(each.service_slug, each.service_slug)) for each in closing.open_cases
        ),
        holds_post=closing.holds_post,
        may_begin=closing.may_begin,
        ends=_ends(closing),
        kept_cases=closing.kept_cases,
        closes_on=long_date(local_date(request.now + CLOSING_WAITS, NATIONAL_ZONE)),
        days=CLOSING_WAITS.days,
        proof_href=proof_href,
        form=form_state(form),
    )


def _open_case(case: OwnCase, service: str) -> OpenCase:
    region = region_by_id(case.region_id)
    base = f"/{region.slug}/permohonan/{case.application_id}" if region else ""
    acts = acts_open(state=case.state, step_action="", is_turn=False, is_applicant=True)
    return OpenCase(
        title=f"{service} {case.reference}",
        state=str(STATES[case.state]),
        href=f"{base}/",
        withdraw_href=f"{base}/tarik" if "withdraw" in acts else "",
    )


def _ends(closing: Closing) -> tuple[str, ...]:
    counted = (
        (len(closing.drafts), ngettext("%(num)s draf dihapus.", "%(num)s draf dihapus.", len(closing.drafts))),
        (
            len(closing.uploads),
            ngettext(
                "%(num)s berkas yang tidak dipakai permohonan dihapus.",
                "%(num)s berkas yang tidak dipakai permohonan dihapus.",
                len(closing.uploads),
            ),
        ),
        (
            len(closing.consents),
            ngettext(
                "%(num)s aplikasi daerah tidak dapat membaca data Anda lagi.",
                "%(num)s aplikasi daerah tidak dapat membaca data Anda lagi.",
                len(closing.consents),
            ),
        ),
        (len(closing.mandates), ngettext("%(num)s kuasa berakhir.", "%(num)s kuasa berakhir.", len(closing.mandates))),
        (
            len(closing.duties),
            ngettext(
                "%(num)s tugas sebagai penanggung jawab fasilitas berakhir. Beri tahu pimpinan fasilitasnya.",
                "%(num)s tugas sebagai penanggung jawab fasilitas berakhir. Beri tahu pimpinan fasilitasnya.",
                len(closing.duties),
            ),
        ),
    )
    return (
        _("Semua perangkat keluar sekarang juga."),
        _("Passkey, aplikasi, kode, dan perangkat yang dikenal dihapus; pemeriksaan wajah perlu diulang."),
        _("Surel, nomor ponsel, dan data dari identitas digital dihapus."),
        *(text % {"num": count} for count, text in counted if count),
    )
