"""Whose face: an id made from the NIK with the index key, so that rows can be counted before there is an account."""

from dataclasses import replace
from uuid import UUID

from mpp.foundation.actor import ANYONE, Actor
from mpp.foundation.cipher import blind_index


def subject_of(nik: str) -> UUID:
    """Return the subject of a normalised NIK; nothing leads back from it without the key."""
    return UUID(bytes=blind_index(nik, kind="face")[:16])


def acting_for(subject_id: UUID, actor: Actor) -> Actor:
    """Return the actor under whom the database shows the subject's rows and no others.

    actor: only its address and device count: a face is checked before anybody is signed in, or apart from it
    """
    return replace(ANYONE, person_id=subject_id, address=actor.address, device=actor.device)
