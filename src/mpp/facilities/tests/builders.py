"""Somebody who answers for a facility, named as the administrator does it."""

from datetime import date
from uuid import UUID

from mpp.facilities.operations.ask_practice import ask_practice
from mpp.facilities.operations.name_steward import Naming, name_steward
from mpp.facilities.queries import Subject
from mpp.foundation import hot
from mpp.foundation.actor import Actor, system
from mpp.foundation.cipher import blind_index
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.tenancy.queries import RegionView
from mpp.tenancy.tests.builders import an_admin
from tests.support.signed_in import signed_in

STEWARD, NAME = "3279011505800007", "Lilis Suryani"


def named(region: RegionView, facility: tuple[str, str], *, nik: str = STEWARD, name: str = NAME, **term: date) -> None:
    """Let somebody answer for a facility. facility: (code, name)     term: starts_on, ends_on; all of 2026 and 2027"""
    name_steward(
        steward_id=uuid7(),
        naming=Naming(
            facility_code=facility[0],
            facility_name=facility[1],
            nik=nik,
            name=name,
            decree="12/RS/2026",
            **{"starts_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31)} | term,
        ),
        actor=an_admin(region),
        now=utc_now(),
    )


def a_steward(region: RegionView, facility: tuple[str, str], *, nik: str = STEWARD, name: str = NAME) -> Actor:
    """Somebody with an account who answers for a facility."""
    signed_in(nik, name=name)
    named(region, facility, nik=nik, name=name)
    [(person_id,)] = hot.read("SELECT person_id FROM mpp.person_by_nik(%s)", [blind_index(nik)])
    return Actor(role="pemohon", region_id=region.id, person_id=person_id, account_id=uuid7())


def a_question(region: RegionView, facility: tuple[str, str], *, about: Actor, application_id: UUID) -> UUID:
    """Ask a facility whether somebody will practise there; return the request."""
    request_id, now = uuid7(), utc_now()
    ask_practice(
        request_id=request_id,
        application_id=application_id,
        person_id=about.person_id,
        facility=facility,
        subject=Subject(
            name="Neneng Siti", profession="Perawat", schedule=({"day": "mon", "opens": "08:00", "closes": "14:00"},)
        ),
        due_on=now.date(),
        today=now.date(),
        actor=system(region.id),
        now=now,
    )
    return request_id
