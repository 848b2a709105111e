"""What this package holds about a person: who looked, and what the person has asked."""

from dataclasses import asdict
from datetime import datetime

from django.utils.translation import gettext as _

from mpp.foundation.actor import Actor
from mpp.foundation.looks import looks_at
from mpp.foundation.own_data import Ground, Group, Part
from mpp.identity.queries import acting_person
from mpp.privacy.queries import own_request, own_requests
from mpp.privacy.words import OPENED, OUTCOMES, PURPOSES, REQUEST_KINDS
from mpp.ui.formats import short_moment

#: Looks in a copy, the latest.
MOST_LOOKS = 5000


def grounds(actor: Actor, now: datetime) -> tuple[Ground, ...]:
    """Return why looks are noted."""
    return (
        Ground(
            basis="legal_duty",
            what=_("Catatan siapa melihat data Anda"),
            source=_("MPP Digital"),
            purpose=_("agar Anda dan pengawas dapat memeriksanya"),
            href="/akun/siapa-melihat",
        ),
    )


def part(actor: Actor, now: datetime) -> Part:
    """Return looks and requests. An officer is told by office and post, as on the page."""
    looks = looks_at(acting_person(actor), actor=actor, limit=MOST_LOOKS)
    requests = [own_request(each.id, actor=actor) for each in own_requests(actor=actor)]
    looked = tuple((short_moment(each.at), f"{OPENED[each.kind]}, {PURPOSES[each.purpose]}") for each in looks)
    return Part(
        key="privacy",
        title=_("Siapa melihat, dan permintaan Anda"),
        groups=(
            *((Group(_("Siapa melihat data saya"), looked),) if looked else ()),
            *(
                Group(
                    f"{each.number}: {REQUEST_KINDS[each.kind]}",
                    (
                        (_("Dibuat"), short_moment(each.made_at)),
                        (_("Permintaan Anda"), each.text),
                        (_("Jawaban"), f"{OUTCOMES[each.outcome]}. {each.answer}" if each.outcome else ""),
                    ),
                )
                for each in requests
            ),
        ),
        data={
            "looks": [{name: value for name, value in asdict(each).items() if name != "officer_id"} for each in looks],
            "requests": [asdict(each) for each in requests],
        },
    )
