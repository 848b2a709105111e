"""What this package holds about a person: what facilities were asked about him, and for which he answers himself."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mpp.facilities.queries import Asked, Steward, own_requests, own_stewardships
from mpp.facilities.words import STATES
from mpp.foundation.actor import Actor
from mpp.foundation.own_data import Ground, Group, Part
from mpp.ui.formats import long_date, short_moment


def grounds(actor: Actor, now: datetime) -> tuple[Ground, ...]:
    """Return one ground for each question to a facility, and for each facility the person answers for."""
    return (
        *(
            Ground(
                basis="public_task",
                what=_("Konfirmasi tempat praktik: %(facility)s") % {"facility": each.facility_name},
                source=_("Permohonan Anda dan jawaban fasilitas"),
                purpose=_("memeriksa dan memutuskan permohonan"),
                since=each.asked_at,
                href="/akun/siapa-melihat",
            )
            for each in own_requests(actor=actor)
        ),
        *(
            Ground(
                basis="public_task",
                what=_("Penanggung jawab %(facility)s") % {"facility": each.facility_name},
                source=_("Surat pimpinan fasilitas, dicatat admin daerah"),
                purpose=_("mengonfirmasi siapa yang berpraktik di fasilitas itu"),
                since=each.made_at,
                href="/akun/fasilitas",
            )
            for each, _answers in own_stewardships(actor=actor)
        ),
    )


def part(actor: Actor, now: datetime) -> Part:
    """Return questions and answers, and the person's own duties; of others neither name nor answer."""
    asked, held = own_requests(actor=actor), own_stewardships(actor=actor)
    return Part(
        key="facilities",
        title=_("Konfirmasi tempat praktik"),
        groups=(*map(_of_question, asked), *(_of_duty(each, answers) for each, answers in held)),
        data={
            "asked_about_me": [_question(each) for each in asked],
            "answers_for": [_duty(each) | {"answers": answers} for each, answers in held],
        },
    )


def _of_question(asked: Asked) -> Group:
    answer = str(STATES[asked.state])
    return Group(
        _("Konfirmasi tempat praktik: %(facility)s") % {"facility": asked.facility_name},
        (
            (_("Ditanya pada"), short_moment(asked.asked_at)),
            (_("Yang dibaca fasilitas"), _("nama, profesi, dan jam praktik Anda")),
            (_("Jawaban"), f"{answer}. {asked.words}" if asked.words else answer),
        ),
    )


def _of_duty(steward: Steward, answers: int) -> Group:
    return Group(
        _("Penanggung jawab %(facility)s") % {"facility": steward.facility_name},
        (
            (_("Surat penunjukan"), steward.decree),
            (_("Masa tugas"), f"{long_date(steward.starts_on)} – {long_date(steward.ends_on)}"),
            (_("Jawaban yang Anda berikan"), str(answers)),
        ),
    )


def _question(asked: Asked) -> dict[str, Any]:
    """Return a question without whoever has answered it: he stands for the facility."""
    return {
        "region_id": asked.region_id,
        "application_id": asked.application_id,
        "facility_code": asked.facility_code,
        "facility_name": asked.facility_name,
        "told": {
            "name": asked.subject.name,
            "profession": asked.subject.profession,
            "schedule": list(asked.subject.schedule),
        },
        "state": asked.state,
        "asked_at": asked.asked_at,
        "answered_at": asked.answered_at,
        "from_on": asked.from_on,
        "words": asked.words,
    }


def _duty(steward: Steward) -> dict[str, Any]:
    return {
        "region_id": steward.region_id,
        "facility_code": steward.facility_code,
        "facility_name": steward.facility_name,
        "name": steward.name,
        "decree": steward.decree,
        "starts_on": steward.starts_on,
        "ends_on": steward.ends_on,
    }
