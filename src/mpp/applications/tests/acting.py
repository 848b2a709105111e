"""Two people and a mandate between them: what tests of acting for another begin with."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from mpp.applications.tests.builders import ANOTHER_NURSE, NURSE, ROLES, SERVICE, TEMPLATES, _definition
from mpp.applications.tests.walking import Walker, a_citizen
from mpp.catalogue import queries as catalogue
from mpp.catalogue.checker import Known
from mpp.catalogue.operations.publish import publish
from mpp.documents.rules import number_format_problems
from mpp.foundation.actor import Actor
from mpp.foundation.clock import local_date, utc_now
from mpp.foundation.ids import uuid7
from mpp.foundation.memo import forget_everything
from mpp.mandates.operations.answer_mandate import confirm
from mpp.mandates.operations.offer_mandate import ZONE, Terms, offer_mandate
from mpp.mandates.rules import Act, Kind, Side
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN


def a_service_for_agents(*kinds: str) -> None:
    """Publish the service once more: agents of these kinds may hand in."""
    before = _definition()
    publish(
        service_id=catalogue.service_id(SERVICE) or uuid7(),
        data=before | {"version": before["version"] + 1, "handed_in_by": list(kinds)},
        known=Known(roles=ROLES, templates=TEMPLATES, number_format_problems=number_format_problems),
        actor=A_NATIONAL_ADMIN,
        now=utc_now(),
    )
    # Where everything is committed, the edition of before is kept for some seconds.
    forget_everything()


def a_mandate(agent: Actor, principal: Actor, *, nik: str = NURSE, **changed: Any) -> UUID:
    """A relative's mandate for everything in every service, but for what `changed` says otherwise. nik: principal's"""
    mandate_id, now = uuid7(), utc_now()
    usual = {
        "side": Side.AGENT,
        "kind": Kind.RELATIVE,
        "label": "Neneng",
        "proof": "",
        "ends_on": local_date(now, ZONE) + timedelta(days=90),
        "acts": frozenset(Act),
    }
    offer_mandate(mandate_id=mandate_id, nik=nik, terms=Terms(**usual | changed), actor=agent, now=now)
    confirm(mandate_id=mandate_id, actor=principal, now=now)
    return mandate_id


def acting_by(mandate_id: UUID, nik: str = ANOTHER_NURSE) -> Walker:
    """The agent, signed in and acting in the other's name."""
    walker = a_citizen(nik)
    begun = walker.browser.post(f"/akun/kuasa/{mandate_id}/bertindak")
    assert begun["Location"] == "/akun/permohonan"
    return walker
