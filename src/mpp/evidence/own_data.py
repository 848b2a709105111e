"""What this package holds about a person: answers of registries with their origin, and the ledger of questions."""

from dataclasses import asdict
from datetime import datetime

from django.utils.translation import gettext as _

from mpp.evidence.queries import calls_about, facts_of
from mpp.evidence.rules.facts import Fact, Key
from mpp.evidence.words import PURPOSE_NAMES, SOURCE_NAMES
from mpp.foundation.actor import Actor
from mpp.foundation.own_data import Ground, Group, Part
from mpp.identity.queries import acting_person
from mpp.ui.formats import short_moment

#: Lines of the ledger in a copy, the latest; older ones are given on request.
MOST_CALLS = 5000


def grounds(actor: Actor, now: datetime) -> tuple[Ground, ...]:
    """Return on which ground each source was asked, and for what."""
    found: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts_of(acting_person(actor), list(Key), actor=actor):
        found.setdefault((fact.source, fact.legal_basis), []).append(fact)
    names = key_names()
    return tuple(
        Ground(
            basis=facts[0].legal_basis,
            what=", ".join(names[fact.key] for fact in facts),
            source=str(SOURCE_NAMES[facts[0].source]),
            purpose=str(PURPOSE_NAMES[facts[0].purpose]),
            since=max(fact.fetched_at for fact in facts),
            href="/akun/siapa-melihat?daftar=sumber",
        )
        for facts in found.values()
    )


def part(actor: Actor, now: datetime) -> Part:
    """Return every kept answer, and who asked whom about the person."""
    person_id = acting_person(actor)
    facts = facts_of(person_id, list(Key), actor=actor)
    calls = calls_about(person_id, actor=actor, limit=MOST_CALLS)
    names = key_names()
    return Part(
        key="registries",
        title=_("Jawaban instansi lain"),
        groups=tuple(
            Group(
                f"{names[fact.key]}: {SOURCE_NAMES[fact.source]}",
                (
                    (_("Jawaban"), _text(fact.value)),
                    (_("Ditanya pada"), short_moment(fact.fetched_at)),
                    (_("Tujuan"), str(PURPOSE_NAMES[fact.purpose])),
                ),
            )
            for fact in facts
        ),
        data={"facts": [asdict(fact) for fact in facts], "questions": [asdict(call) for call in calls]},
    )


def _text(value: object) -> str:
    """Return a value of any shape on one line, without signs of programs."""
    if isinstance(value, dict):
        return "; ".join(f"{name.replace('_', ' ')}: {_text(inner)}" for name, inner in value.items() if inner)
    if isinstance(value, list | tuple):
        return " | ".join(map(_text, value))
    return "" if value is None else str(value)


def key_names() -> dict[Key, str]:
    """Return what people call each key."""
    return {
        Key.NAME: _("Nama"),
        Key.BIRTH_DATE: _("Tanggal lahir"),
        Key.BIRTH_PLACE: _("Tempat lahir"),
        Key.GENDER: _("Jenis kelamin"),
        Key.ADDRESS: _("Alamat"),
        Key.PHONE: _("Nomor telepon"),
        Key.EMAIL: _("Surel"),
        Key.PERSON_STATUS: _("Status NIK"),
        Key.REGISTRATIONS: _("STR"),
        Key.HEALTH_WORKER: _("Data tenaga kesehatan"),
        Key.LICENCES: _("SIP yang tercatat"),
        Key.CREDITS: _("Kecukupan SKP"),
        Key.PLACE: _("Tempat praktik"),
        Key.REGIONAL_LICENCES: _("SIP di arsip daerah"),
        Key.PRACTITIONER: _("Tempat praktik yang tercatat"),
    }
