"""What scopes, states and addresses are called on pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mpp.federation.queries.applications import ApplicationView
from mpp.federation.rules.addresses import Problem
from mpp.federation.rules.scopes import Scope
from mpp.identity.queries import Profile
from mpp.identity.rules import masked_nik
from mpp.ui.formats import long_date


@dataclass(frozen=True, slots=True)
class Given:
    """One thing an application gets. value: as the person sees it, "" where nothing is known

    reason: the region's own words, in Indonesian
    """

    name: str
    value: str
    reason: str


def scope_name(scope: str) -> str:
    """Return what is given, in the words of a citizen."""
    return {
        Scope.OPENID: _("Tanda bahwa ini benar Anda"),
        Scope.PROFILE: _("Nama, tempat dan tanggal lahir, jenis kelamin"),
        Scope.NIK: _("Nomor Induk Kependudukan (NIK)"),
        Scope.PHONE: _("Nomor telepon"),
        Scope.ADDRESS: _("Alamat sesuai KTP"),
        Scope.OFFLINE: _("Membaca data ini lagi tanpa Anda masuk"),
    }[Scope(scope)]


def given_by(scopes: Sequence[Scope], known: Profile, reasons: Mapping[str, str]) -> tuple[Given, ...]:
    """Return what these scopes give of this person; that somebody signed in and renewing are told in other words."""
    born = long_date(known.birth_date) if known.birth_date else ""
    gender = {"male": _("laki-laki"), "female": _("perempuan")}.get(known.released.get("gender", ""), "")
    birthplace = ", ".join(filter(None, [known.released.get("birthplace", ""), born]))
    values = {
        Scope.PROFILE: "; ".join(filter(None, [known.name, birthplace, gender])),
        Scope.NIK: masked_nik(known.nik),
        Scope.PHONE: known.phone,
        Scope.ADDRESS: known.released.get("address", ""),
    }
    return tuple(Given(scope_name(scope), values[scope], reasons.get(scope, "")) for scope in scopes if scope in values)


def state_of(application: ApplicationView) -> tuple[str, str]:
    """Return what a tag says of an application, and its tone."""
    if application.is_suspended:
        return _("Dihentikan"), "danger"
    waits = application.proposed is not None and application.proposed.state == "waiting"
    if application.in_force is None:
        return (_("Menunggu persetujuan"), "warning") if waits else (_("Ditolak"), "danger")
    return (_("Aktif, perubahan menunggu"), "warning") if waits else (_("Aktif"), "success")


def address_words(problem: Problem) -> str:
    """Return why an address is not taken, and what to write instead."""
    return {
        Problem.TOO_LONG: _("Alamat ini terlalu panjang."),
        Problem.LETTERS: _(
            "Tulis alamat lengkap tanpa spasi, tanda *, #, atau @, dan tanpa huruf selain ASCII (pakai bentuk xn--)."
        ),
        Problem.NOT_HTTPS: _("Alamat harus diawali https://."),
        Problem.HOST: _("Nama domainnya tidak dapat dipakai. Tulis seperti https://pajak.kota-contoh.go.id/masuk."),
        Problem.PATH: _("Tulis alamat sampai halamannya, seperti https://pajak.kota-contoh.go.id/masuk."),
        Problem.OTHER_HOST: _("Semua alamat harus di domain yang sama dengan yang pertama kali didaftarkan."),
    }[problem]
