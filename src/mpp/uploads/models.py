"""Rows of documents that citizens send. National: a document serves in every region, and is its person's own row."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mpp.foundation.ids import uuid7
from mpp.uploads.rules import Kind, State, UseState


class Upload(models.Model):
    """One document, from its first byte to its removal.

    region_id: where it was given; its bytes count there     reason: code why it was refused, "" else
    name_sealed: JSON text, its name on the holder's device, sealed to table `upload`, field `name` and the id
    key_sealed: the document's own key, sealed to field `key`; empty once the bytes are gone, which nothing opens again
    declared_bytes, received_bytes: how many come, how many came     pieces: last parts of their names in the store
    kind, digest, size_bytes, pages, hints: of the examined document, "" and 0 before; SHA-256 in hexadecimal
    scanned_by: the virus scanner that found nothing, "" where none was asked
    touched_at: last change, or last bytes     expires_at: when the rule removes it, null while a case rests on it
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    region_id = models.SmallIntegerField()
    state = models.CharField(max_length=12, default=State.RECEIVING)
    reason = models.CharField(max_length=40, default="")
    name_sealed = models.BinaryField()
    key_sealed = models.BinaryField()
    declared_bytes = models.IntegerField()
    received_bytes = models.IntegerField(default=0)
    pieces = models.JSONField(default=list)
    kind = models.CharField(max_length=8, default="")
    digest = models.CharField(max_length=64, default="")
    size_bytes = models.IntegerField(default=0)
    pages = models.IntegerField(default=0)
    hints = models.JSONField(default=list)
    scanned_by = models.CharField(max_length=120, default="")
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "upload"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=sorted(map(str, State))), name="upload_state_known"),
            models.CheckConstraint(condition=Q(kind__in=["", *sorted(map(str, Kind))]), name="upload_kind_known"),
            models.CheckConstraint(
                condition=Q(received_bytes__gte=0, received_bytes__lte=models.F("declared_bytes")),
                name="upload_no_byte_too_many",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLEAN) | (~Q(digest="") & ~Q(kind="")), name="upload_clean_has_a_digest"
            ),
        ]
        indexes: ClassVar = [
            models.Index("person_id", "id", name="upload_of_person"),
            models.Index("expires_at", condition=Q(expires_at__isnull=False), name="upload_due"),
        ]


class UploadUse(models.Model):
    """A case whose answer is an upload: why it is kept, and where it has been given before.

    region_id, application_id, service_slug, field_key: the case and the question     since, keep_until: `rules.Use`
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="uses")
    person_id = models.UUIDField()
    region_id = models.SmallIntegerField()
    application_id = models.UUIDField()
    service_slug = models.CharField(max_length=80)
    field_key = models.CharField(max_length=60)
    state = models.CharField(max_length=8, default=UseState.DRAFT)
    since = models.DateTimeField()
    keep_until = models.DateField(null=True)

    class Meta:
        db_table = "upload_use"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=sorted(map(str, UseState))), name="upload_use_state_known"),
            models.UniqueConstraint("person_id", "application_id", "field_key", name="upload_use_once_a_question"),
        ]


class UploadRoom(models.Model):
    """How many bytes the citizens of a region keep there: one sum, so that a quota needs nobody's rows."""

    region_id = models.SmallIntegerField(primary_key=True)
    bytes = models.BigIntegerField(default=0)

    class Meta:
        db_table = "upload_room"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(bytes__gte=0), name="upload_room_not_negative")]
