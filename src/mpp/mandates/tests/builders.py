"""Mandates as somebody offers them."""

from datetime import date, timedelta
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.clock import local_date, utc_now
from mpp.foundation.ids import uuid7
from mpp.mandates.operations.offer_mandate import ZONE, Terms, offer_mandate
from mpp.mandates.rules import Kind, Side


def today() -> date:
    return local_date(utc_now(), ZONE)


def terms(**changed) -> Terms:
    usual = {
        "side": Side.AGENT,
        "kind": Kind.CLINIC,
        "label": "Neneng",
        "proof": "Klinik Melati",
        "ends_on": today() + timedelta(days=180),
    }
    return Terms(**usual | changed)


def offered(by: Actor, nik: str, **changed) -> UUID:
    """Offer somebody a mandate, that of a clinic unless told otherwise; return its id."""
    mandate_id = uuid7()
    offer_mandate(mandate_id=mandate_id, nik=nik, terms=terms(**changed), actor=by, now=utc_now())
    return mandate_id
