"""Mandates as each of the two sees them, and what was prepared. National; a row is its person's own."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mpp.foundation.ids import uuid7
from mpp.mandates.rules import Kind, PreparedState, Proof, Side, State


class MandateSide(models.Model):
    """A mandate on the page of one of its two parties; both rows change together.

    other_id, other_name: the other party; null and "" while nobody here has the NIK that was typed, or has agreed yet
    label: what the offering party calls the other     proof: number of a court's letter, name of the clinic
    made_offer: whether this party made the offer
    acts, services: what it lets the agent do, and in which services; no services means in every one
    proven_by, proven_at: why we believe it (`rules.Proof`), and since when or when the registry last said so
    witness_id, witness_name: the officer before whom the principal agreed
    card_sealed: number of the family card by which a parent's was proven, sealed to the agent's row; else null
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mandate_id = models.UUIDField()
    person_id = models.UUIDField()
    other_id = models.UUIDField(null=True)
    side = models.CharField(max_length=10)
    made_offer = models.BooleanField()
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=State.OFFERED)
    label = models.CharField(max_length=100, blank=True)
    other_name = models.CharField(max_length=300, blank=True)
    proof = models.CharField(max_length=160, blank=True)
    acts = models.JSONField(default=list)
    services = models.JSONField(default=list)
    proven_by = models.CharField(max_length=10, default=Proof.AGREED)
    proven_at = models.DateTimeField(null=True)
    witness_id = models.UUIDField(null=True)
    witness_name = models.CharField(max_length=300, blank=True)
    card_sealed = models.BinaryField(null=True)
    ends_on = models.DateField()
    offered_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "mandate_side"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mandate_id", "side"], name="mandate_side_once"),
            models.CheckConstraint(condition=Q(side__in=sorted(Side)), name="mandate_side_known"),
            models.CheckConstraint(condition=Q(kind__in=sorted(Kind)), name="mandate_side_kind"),
            models.CheckConstraint(condition=Q(state__in=sorted(State)), name="mandate_side_state"),
            models.CheckConstraint(condition=Q(proven_by__in=sorted(Proof)), name="mandate_side_proof"),
        ]
        indexes: ClassVar = [models.Index(fields=["person_id", "-id"], name="mandate_side_own")]


class Preparation(models.Model):
    """An application that an agent has prepared: the principal's own, to take or to decline.

    answers_sealed: what the agent has filled in, sealed to the row     agent_name: as the principal knows him
    application_id: of the draft it became, null until then
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    mandate_id = models.UUIDField()
    agent_id = models.UUIDField()
    agent_name = models.CharField(max_length=300)
    about_region_id = models.SmallIntegerField()
    service_slug = models.CharField(max_length=60)
    variant = models.CharField(max_length=30)
    place_name = models.CharField(max_length=300)
    answers_sealed = models.BinaryField()
    state = models.CharField(max_length=10, default=PreparedState.OFFERED)
    application_id = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "mandate_preparation"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=sorted(PreparedState)), name="mandate_preparation_state"),
        ]
        indexes: ClassVar = [models.Index(fields=["person_id", "-id"], name="mandate_preparation_own")]


class MandateUse(models.Model):
    """Something an agent has done in the name of the principal, whose row it is; once a day for each act on a thing.

    act: name of the operation     object_id: the case, or the mandate itself when the agent began to act by it
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    mandate_id = models.UUIDField()
    agent_name = models.CharField(max_length=300)
    act = models.CharField(max_length=60)
    about_region_id = models.SmallIntegerField()
    object_id = models.UUIDField()
    on_day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        db_table = "mandate_use"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person_id", "mandate_id", "object_id", "act", "on_day"], name="mandate_use_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person_id", "mandate_id", "-at"], name="mandate_use_latest")]
