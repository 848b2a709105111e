"""What this package holds about a person: the applications in all regions, with their history and letters."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mpp.applications.queries.tracking import OwnCase, Track, own_cases, track
from mpp.applications.rules import APPLICANT, State
from mpp.applications.situation import Reading
from mpp.applications.texts import ACTS, OFFICES, STATES, known_text
from mpp.catalogue.queries import pinned_offer, service_names
from mpp.documents.queries import document_of, signed_pdf
from mpp.eforms.form import Widget
from mpp.eforms.show import shown
from mpp.foundation.actor import Actor
from mpp.foundation.own_data import Ground, Group, Part
from mpp.tenancy.queries import NATIONAL_ZONE, region_by_id
from mpp.ui.formats import short_moment

#: More applications than anybody has.
MOST_CASES = 500


def grounds(actor: Actor, now: datetime) -> tuple[Ground, ...]:
    """Return one ground for each application: the office has to decide what the person has handed in."""
    names = service_names(_language())
    return tuple(
        Ground(
            basis="public_task",
            what=_("Permohonan %(service)s %(reference)s")
            % {"service": names.get(case.service_slug, case.service_slug), "reference": case.reference or _("(draf)")},
            source=_("Anda sendiri dan sumber yang disebut di permohonan"),
            purpose=_("memeriksa dan memutuskan permohonan"),
            since=case.updated_at,
            href=_address(case),
        )
        for case in own_cases(actor=actor)
    )


def part(actor: Actor, now: datetime) -> Part:
    """Return each application with answers, known data, history and letter."""
    owners = [
        (own.application_id, replace(actor, role=APPLICANT, region_id=own.region_id))
        for own in own_cases(actor=actor, limit=MOST_CASES)
    ]
    cases = [(track(application_id, actor=owner), owner) for application_id, owner in owners]
    return Part(
        key="applications",
        title=_("Permohonan"),
        groups=tuple(_group(each) for each, _owner in cases),
        data=[_machine(each) for each, _owner in cases],
        files=tuple(file for each, owner in cases for file in _files(each, owner)),
    )


def _group(found: Track) -> Group:
    case, content = found.case, found.case.opened()
    offer = pinned_offer(case.service_slug, case.service_version, case.region_settings)
    definition, lang = offer.definition, _language()
    region = region_by_id(case.region_id)
    zone = region.timezone if region else NATIONAL_ZONE
    reading = Reading(offer, content, case.variant, case.submitted_at or case.updated_at)
    given = reading.form.given
    labels = {item.key: item.label.of(lang) for item in definition.prefill}
    lines = [
        (_("Layanan"), definition.short.of(lang)),
        (_("Daerah"), region.name if region else ""),
        (_("Keadaan"), str(STATES[case.state])),
        *((labels[each.field], known_text(each)) for each in reading.known if each.value is not None),
        *(
            (field.label.of(lang), "; ".join(shown(field, given[field.key], lang=lang)))
            for field in definition.form.fields
            if field.key in given and field.widget is not Widget.FILE
        ),
        *((short_moment(event.at, zone), _event(event.act, event.role, event.note)) for event in found.history),
    ]
    return Group(case.reference or _("Draf"), tuple(lines))


def _event(act: str, role: str, note: str) -> str:
    return ", ".join(filter(None, (str(ACTS[act]), str(OFFICES.get(role, "")), note)))


def _machine(found: Track) -> dict[str, Any]:
    case = {
        name: value
        for name, value in asdict(found.case).items()
        if name not in ("content", "chain_digest", "chain_seq", "assigned_to")
    }
    content = asdict(found.case.opened())
    return case | {"content": content, "history": [asdict(event) for event in found.history]}


def _files(found: Track, actor: Actor) -> list[tuple[str, bytes]]:
    """Return the signed letter, as (name in the archive, bytes); what the person has sent is told by `uploads`."""
    case, folder = found.case, found.case.reference or str(found.case.id)
    if case.state in (State.ISSUED, State.AUTO_ISSUED):
        letter = document_of(case.id, actor=actor)
        return [(f"{folder}/surat.pdf", signed_pdf(letter.id, actor=actor))]
    return []


def _address(case: OwnCase) -> str:
    region = region_by_id(case.region_id)
    return f"/{region.slug}/permohonan/{case.application_id}/" if region else ""


def _language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"
