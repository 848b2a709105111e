"""What this package holds about a person: mandates given and held, and what was prepared and waits."""

from dataclasses import asdict
from datetime import datetime

from django.utils.translation import gettext as _

from mpp.foundation.actor import Actor
from mpp.foundation.own_data import Ground, Group, Part
from mpp.mandates.queries import own_mandates, prepared_for_me
from mpp.mandates.words import KINDS, STATES
from mpp.ui.formats import long_date


def grounds(actor: Actor, now: datetime) -> tuple[Ground, ...]:
    """Return one ground for each mandate: both parties have agreed to it, or one has offered it."""
    return tuple(
        Ground(
            basis="consent",
            what=_("Kuasa: %(name)s") % {"name": each.name},
            source=_("Anda dan pihak lain"),
            purpose=str(KINDS[each.kind]),
            since=each.offered_at,
            href="/akun/kuasa",
        )
        for each in own_mandates(actor=actor)
    )


def part(actor: Actor, now: datetime) -> Part:
    """Return the mandates, and what waits to be taken over."""
    mandates, prepared = own_mandates(actor=actor), prepared_for_me(actor=actor)
    lines = tuple(
        (each.name, f"{KINDS[each.kind]}, {STATES[each.state]}, {long_date(each.ends_on)}") for each in mandates
    )
    return Part(
        key="mandates",
        title=_("Kuasa"),
        groups=(Group("", lines),) if lines else (),
        data={
            "mandates": [
                {name: value for name, value in asdict(each).items() if name != "other_id"} for each in mandates
            ],
            "prepared": [asdict(each) for each in prepared],
        },
    )
