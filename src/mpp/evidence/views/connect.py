"""Open a source of the region's own, change how it is reached, close it."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mpp.evidence.operations.close_source import close_source
from mpp.evidence.operations.connect_source import (
    Access,
    AddressNotAllowed,
    DetailsMissing,
    NotACertificate,
    connect_source,
)
from mpp.evidence.queries.connections import ConnectionView, connection_to
from mpp.evidence.rules.connections import LONGEST_DETAIL, OWN_SOURCES, secrets_of
from mpp.evidence.rules.facts import Source
from mpp.evidence.words import DETAIL_NAMES, SOURCE_NAMES
from mpp.foundation.clock import local_date
from mpp.foundation.errors import NotFound
from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import limited
from mpp.tenancy.request import region_of
from mpp.ui.access import open_to
from mpp.ui.formats import long_date
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


class ConnectForm(forms.Form):
    alamat = forms.CharField(
        max_length=300, error_messages={"required": gettext_lazy("Isi alamat layanan, diawali https://.")}
    )
    batas = forms.IntegerField(
        min_value=0,
        max_value=10_000_000,
        required=False,
        error_messages={"invalid": gettext_lazy("Isi jumlah dengan angka, atau kosongkan.")},
    )
    sertifikat = forms.CharField(max_length=10_000, required=False)

    def __init__(self, source: Source, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they are
        self.source = source
        for each in OWN_SOURCES[source]:
            self.fields[each.name] = forms.CharField(max_length=LONGEST_DETAIL, required=False)

    def access(self) -> Access:
        """Return what was typed, once the form is valid."""
        typed = self.cleaned_data
        return Access(
            address=typed["alamat"].rstrip("/"),
            details={each.name: typed[each.name] for each in OWN_SOURCES[self.source]},
            certificate=typed["sertifikat"],
            daily_limit=typed["batas"] or 0,
        )


@dataclass(frozen=True, slots=True)
class DetailInput:
    """One field. hint: when a secret was entered, for it is not shown"""

    name: str
    label: Promise
    is_secret: bool
    hint: str


@dataclass(frozen=True, slots=True)
class ConnectPage:
    """is_open: whether the source is asked now     can_close: whether there is anything to close"""

    name: str
    form: FormState
    details: tuple[DetailInput, ...]
    state: str
    tone: str
    can_close: bool
    back_href: str


@open_to("admin_daerah")
@require_http_methods(["GET", "HEAD", "POST"])
@limited("try-source", methods=("POST",))
def page(request: Request, source: str) -> HttpResponse:
    """Show how the source is reached, without its secrets; save what was typed."""
    region, named = region_of(request), _named(source)
    now_set = connection_to(named, actor=request.actor)
    desk = f"/{region.slug}/petugas/sumber"
    if request.method == "POST" and "tutup" in request.POST:
        if now_set is not None:
            close_source(connection_id=now_set.id, actor=request.actor, now=request.now)
        return HttpResponseRedirect(f"{desk}?selesai=ditutup")
    form = ConnectForm(named, request.POST if request.method == "POST" else None, initial=_shown(now_set))
    if form.is_valid() and _is_saved(form, now_set, request):
        return HttpResponseRedirect(f"{desk}?selesai=disimpan")
    state, tone = _state(now_set)
    shown = ConnectPage(
        name=str(SOURCE_NAMES[named]),
        form=form_state(form).without(secrets_of(named)),
        details=tuple(
            DetailInput(each.name, DETAIL_NAMES[each.name], each.is_secret, _hint(each.name, now_set, region.timezone))
            for each in OWN_SOURCES[named]
        ),
        state=state,
        tone=tone,
        can_close=now_set is not None and now_set.is_open,
        back_href=desk,
    )
    return page_or_block(request, "evidence/connect.html", page=shown, status=422 if form.errors else 200)


def _named(source: str) -> Source:
    if source not in set(OWN_SOURCES):
        raise NotFound
    return Source(source)


def _is_saved(form: ConnectForm, now_set: ConnectionView | None, request: Request) -> bool:
    """Return whether it was saved; if not, the form says at which field it failed."""
    try:
        connect_source(
            connection_id=now_set.id if now_set else uuid7(),
            source=form.source,
            access=form.access(),
            actor=request.actor,
            now=request.now,
        )
    except AddressNotAllowed:
        form.add_error("alamat", _("Alamat ini tidak diizinkan. Pakai https:// dan alamat resmi dari pemilik sumber."))
    except NotACertificate:
        form.add_error("sertifikat", _("Ini bukan sertifikat PEM. Salin seluruhnya, dari BEGIN sampai END."))
    except DetailsMissing as refusal:
        for name in refusal.facts["names"]:  # type: ignore[attr-defined]  # a tuple of names
            form.add_error(name, _("Isi %(nama)s.") % {"nama": DETAIL_NAMES[name]})
    return not form.errors


def _shown(now_set: ConnectionView | None) -> dict[str, object]:
    if now_set is None:
        return {}
    secret = secrets_of(now_set.source)
    return {
        "alamat": now_set.address,
        "batas": now_set.daily_limit or "",
        "sertifikat": now_set.certificate,
        **{name: value for name, value in now_set.details.items() if name not in secret},
    }


def _hint(name: str, now_set: ConnectionView | None, zone: str) -> str:
    if now_set is None or name not in secrets_of(now_set.source):
        return ""
    return _("Sudah terisi (%(tanggal)s). Kosongkan bila tidak diganti.") % {
        "tanggal": _day(now_set.secrets_changed_at, zone)
    }


def _day(at: datetime, zone: str) -> str:
    return long_date(local_date(at, zone))


def _state(now_set: ConnectionView | None) -> tuple[str, str]:
    if now_set is None:
        return _("Belum dihubungkan"), "neutral"
    return (_("Dipakai"), "success") if now_set.is_open else (_("Ditutup"), "warning")
