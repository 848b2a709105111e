"""Rows of a case. The hot path writes them by the functions of `sql/act.sql`; the models keep the schema."""

from django.db import models
from django.db.models import Q

from mpp.applications.rules import State
from mpp.foundation.models import RegionRow


class Application(RegionRow):
    """A case: from draft to decision, under row security of its region.

    service_version, region_settings: the versions under which the case began; later ones never reach it
    content: answers, facts, gaps and opinions, sealed     place: code of the practice place, "" while open
    version: bumped by every save     chain_seq, chain_digest: end of its audit chain, begun at submission
    due_on: the office's last day to decide; of a draft that nobody goes on with, its own last day
    turn_role: whose act the present step waits for, "" for nobody     open_facts: parts still to be confirmed
    days_used: working days of the clock consumed before it was last stopped
    origin, origin_id: the other system that brought the case and its id there, "" for ours
    """

    person_id = models.UUIDField()
    service_slug = models.CharField(max_length=60)
    service_version = models.IntegerField()
    region_settings = models.UUIDField(null=True)
    variant = models.CharField(max_length=30)
    state = models.CharField(max_length=20, default=State.DRAFT)
    step = models.CharField(max_length=40, default="")
    turn_role = models.CharField(max_length=40, default="")
    assigned_to = models.UUIDField(null=True)
    reference = models.CharField(max_length=60, default="")
    applicant_name = models.CharField(max_length=300)
    place = models.CharField(max_length=100, default="")
    place_name = models.CharField(max_length=300, default="")
    submitted_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    days_used = models.SmallIntegerField(default=0)
    decided_at = models.DateTimeField(null=True)
    open_facts = models.SmallIntegerField(default=0)
    content = models.BinaryField()
    version = models.IntegerField(default=1)
    chain_seq = models.IntegerField(default=0)
    chain_digest = models.BinaryField(default=b"")
    origin = models.CharField(max_length=40, default="")
    origin_id = models.CharField(max_length=100, default="")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "application"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=sorted(State)), name="application_state_known"),
            models.UniqueConstraint(
                "region_id", "reference", condition=~Q(reference=""), name="application_reference_once"
            ),
        ]
        indexes = [
            # The queue of a role: overdue first, keyset (due_on, id).
            models.Index(
                "region_id", "turn_role", "due_on", "id", condition=~Q(turn_role=""), name="application_queue"
            ),
            models.Index(
                "region_id",
                "assigned_to",
                "due_on",
                "id",
                condition=Q(assigned_to__isnull=False),
                name="application_mine",
            ),
            # What nobody goes on with; no column of it changes while a draft is saved.
            models.Index("region_id", "id", condition=Q(state="draft"), name="application_drafts"),
        ]


class PersonCase(models.Model):
    """A citizen's own list across regions, without case content; row security on the person."""

    pk = models.CompositePrimaryKey("person_id", "region_id", "application_id")
    person_id = models.UUIDField()
    region_id = models.SmallIntegerField()
    application_id = models.UUIDField()
    service_slug = models.CharField(max_length=60)
    variant = models.CharField(max_length=30)
    state = models.CharField(max_length=20)
    reference = models.CharField(max_length=60)
    due_on = models.DateField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "person_case"
        constraints = [models.CheckConstraint(condition=Q(state__in=sorted(State)), name="person_case_state_known")]


class PracticePlace(models.Model):
    """Where a person practises or asks to: one open and one active per place; row security on the person."""

    application_id = models.UUIDField(primary_key=True)
    person_id = models.UUIDField()
    region_id = models.SmallIntegerField()
    profession = models.CharField(max_length=60)
    place = models.CharField(max_length=100)
    state = models.CharField(max_length=10)

    class Meta:
        db_table = "practice_place"
        constraints = [
            models.UniqueConstraint(
                "person_id", "profession", "place", condition=Q(state="open"), name="practice_place_open_once"
            ),
            models.UniqueConstraint(
                "person_id", "profession", "place", condition=Q(state="active"), name="practice_place_active_once"
            ),
        ]
        indexes = [
            # What a person holds, wherever it is: counted at every submission.
            models.Index(
                "person_id", "profession", condition=Q(state__in=["active", "open"]), name="practice_place_held"
            )
        ]
