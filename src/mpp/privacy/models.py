"""Requests about personal data, and copies of all one's data that a person may fetch for a week."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mpp.foundation.ids import uuid7
from mpp.foundation.models import RegionRow
from mpp.privacy.rules import CopyState, Outcome, RequestKind, RequestState


class DataRequest(RegionRow):
    """What a person asks the office that answers for the data; region 0 is the nation, which answers for accounts.

    application_id: the case it is about, null for none     text_sealed: the person's words, sealed to the row
    due_at: three days after `made_at`, hour by hour     warned: how often its office was reminded
    outcome, answer_sealed, answered_by: "" and null until it is answered
    """

    person_id = models.UUIDField()
    application_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=20)
    text_sealed = models.BinaryField()
    state = models.CharField(max_length=12, default=RequestState.OPEN)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warned = models.SmallIntegerField(default=0)
    outcome = models.CharField(max_length=12, blank=True)
    answer_sealed = models.BinaryField(null=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "data_request"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=sorted(RequestKind)), name="data_request_kind"),
            models.CheckConstraint(condition=Q(state__in=sorted(RequestState)), name="data_request_state"),
            models.CheckConstraint(condition=Q(outcome__in=["", *sorted(Outcome)]), name="data_request_outcome"),
            models.CheckConstraint(
                condition=~Q(state=RequestState.ANSWERED) | (~Q(outcome="") & Q(answered_at__isnull=False)),
                name="data_request_answered_has_an_answer",
            ),
        ]
        indexes: ClassVar = [models.Index("region_id", "state", "due_at", "id", name="data_request_queue")]


class PersonRequest(models.Model):
    """Where a person's own requests lie, across regions, without their words; row security on the person."""

    id = models.UUIDField(primary_key=True, editable=False)
    person_id = models.UUIDField()
    region_id = models.SmallIntegerField()
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=12)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        db_table = "person_request"
        indexes: ClassVar = [models.Index(fields=["person_id", "-id"], name="person_request_own")]


class DataCopy(models.Model):
    """A copy of all one's data: asked for, made by the worker, fetched by its person alone, deleted after a week.

    digest, size_bytes: of the archive, "" and 0 until it is ready     language: of its readable half
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=12, default=CopyState.ASKED)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    size_bytes = models.IntegerField(default=0)

    class Meta:
        db_table = "data_copy"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=sorted(CopyState)), name="data_copy_state"),
            models.CheckConstraint(
                condition=~Q(state=CopyState.READY) | (~Q(digest="") & Q(expires_at__isnull=False)),
                name="data_copy_ready_has_a_file",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person_id", "-id"], name="data_copy_own")]
