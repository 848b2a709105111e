"""What this package holds about a person: which applications of regions may read what, by the person's consent."""

from dataclasses import asdict
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mpp.federation.queries.consents import ConsentView, consents
from mpp.foundation.actor import Actor
from mpp.foundation.own_data import Ground, Group, Part
from mpp.ui.formats import short_moment


def grounds(actor: Actor, now: datetime) -> tuple[Ground, ...]:
    """Return one ground for each application that a person lets read the own data."""
    return tuple(
        Ground(
            basis="consent",
            what=_("Data untuk aplikasi %(name)s") % {"name": each.name},
            source=_("MPP Digital"),
            purpose=_purpose(each),
            since=each.given_at,
            href="/akun/izin",
        )
        for each in consents(actor=actor, now=now)
    )


def part(actor: Actor, now: datetime) -> Part:
    """Return the consents in force."""
    own = consents(actor=actor, now=now)
    return Part(
        key="applications_of_regions",
        title=_("Izin aplikasi"),
        groups=tuple(
            Group(
                each.name,
                (
                    (_("Kantor"), each.office),
                    (_("Tujuan"), _purpose(each)),
                    (_("Diberikan"), short_moment(each.given_at)),
                    (_("Terakhir dipakai"), short_moment(each.used_at) if each.used_at else ""),
                ),
            )
            for each in own
        ),
        data=[asdict(each) for each in own],
    )


def _purpose(consent: ConsentView) -> str:
    return consent.purpose_en if (get_language() or "id").startswith("en") else consent.purpose_id
