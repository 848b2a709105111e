"""What this package holds about a person: the account, the profile its provider released, the sessions."""

from dataclasses import asdict
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mpp.foundation.actor import Actor
from mpp.foundation.own_data import Ground, Group, Part
from mpp.identity.queries import open_sessions, profile
from mpp.identity.wired import doors
from mpp.ui.formats import long_date, short_moment


def grounds(actor: Actor, now: datetime) -> tuple[Ground, ...]:
    """Return why the profile is held: the person let the identity provider hand it over. Name and NIK stay without."""
    known = profile(actor=actor)
    return (
        Ground(
            basis="public_task" if known.withdrawn_at else "consent",
            what=_("Nama dan NIK")
            if known.withdrawn_at
            else _("Nama, NIK, tempat dan tanggal lahir, alamat, telepon, surel"),
            source=_provider(known.source),
            purpose=_("mengenali Anda") if known.withdrawn_at else _("mengenali Anda dan mengisi formulir"),
            since=known.at,
            href="/akun/persetujuan",
        ),
        Ground(
            basis="legal_duty",
            what=_("Waktu, alamat jaringan, dan jenis perangkat setiap kali masuk"),
            source=_("perangkat Anda"),
            purpose=_("menjaga akun Anda dan mengawasi penggunaannya"),
            href="/akun/",
        ),
    )


def part(actor: Actor, now: datetime) -> Part:
    """Return the account in full; the NIK too, for it is the person's own copy."""
    known, sessions = profile(actor=actor), open_sessions(actor=actor)
    lines = (
        (_("Nama lengkap"), known.name),
        (_("NIK"), known.nik),
        (_("Tanggal lahir"), long_date(known.birth_date) if known.birth_date else ""),
        (_("Nomor telepon"), known.phone),
        (_("Surel"), known.email),
        *((_released_names().get(name, name), value) for name, value in known.released.items()),
        (_("Sumber"), _provider(known.source)),
        (_("Terakhir diserahkan"), short_moment(known.at)),
        (
            _("Persetujuan menyimpan data dari identitas digital ditarik"),
            short_moment(known.withdrawn_at) if known.withdrawn_at else "",
        ),
        (_("Bahasa pemberitahuan"), {"id": "Bahasa Indonesia", "en": "English"}[known.language]),
    )
    signed_in = tuple((short_moment(each.created_at), f"{each.device}, {each.address}") for each in sessions)
    return Part(
        key="account",
        title=_("Akun"),
        groups=(Group("", lines), *((Group(_("Perangkat yang sedang masuk"), signed_in),) if signed_in else ())),
        data={"profile": asdict(known), "sessions": [asdict(each) for each in sessions]},
    )


def _released_names() -> dict[str, str]:
    return {
        "birthplace": _("Tempat lahir"),
        "gender": _("Jenis kelamin"),
        "address": _("Alamat"),
    }


def _provider(key: str) -> str:
    door = doors().get(key)
    return door.name[_language()] if door else key


def _language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"
