"""Rows of issued documents, their counters, what the public may check, and the queue for signing many."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mpp.documents.rules import ItemState, State
from mpp.foundation.ids import uuid7
from mpp.foundation.models import RegionRow


class Document(RegionRow):
    """A document from its number to its end, under row security of the region.

    id: `rules.document_id` of its application and kind     kind: name of the letter's template
    draft: the unsigned PDF, sealed, empty once a signed one is recorded     draft_digest: of the letter it was made of
    digest: SHA-256 of the signed PDF in hexadecimal, its name in the file store
    masked_name, office, government, zone: what strangers will read, see `Verification`
    reason: code why it was suspended or revoked     valid_until: last day in force, null = without end
    origin, origin_id: the other system that issued it and its id there, "" for ours
    """

    application_id = models.UUIDField()
    person_id = models.UUIDField()
    service_slug = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    agency_code = models.CharField(max_length=40)
    year = models.SmallIntegerField()
    serial = models.IntegerField()
    number = models.CharField(max_length=120)
    check_code = models.CharField(max_length=8)
    token = models.CharField(max_length=32)
    masked_name = models.CharField(max_length=300)
    office = models.CharField(max_length=200)
    government = models.CharField(max_length=200)
    zone = models.CharField(max_length=40)
    state = models.CharField(max_length=12, default=State.RESERVED)
    reason = models.CharField(max_length=60, default="")
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    draft = models.BinaryField()
    draft_digest = models.BinaryField()
    digest = models.CharField(max_length=64, default="")
    size_bytes = models.IntegerField(default=0)
    reserved_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    origin = models.CharField(max_length=40, default="")
    origin_id = models.CharField(max_length=100, default="")

    class Meta:
        db_table = "document"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=sorted(map(str, State))), name="document_state_known"),
            models.CheckConstraint(
                condition=Q(state=State.RESERVED, digest="") | (~Q(state=State.RESERVED) & ~Q(digest="")),
                name="document_recorded_has_digest",
            ),
            models.UniqueConstraint("region_id", "application_id", "kind", name="document_one_of_a_kind"),
            models.UniqueConstraint("region_id", "number", name="document_number_once"),
            models.UniqueConstraint(
                "region_id", "agency_code", "service_slug", "year", "serial", name="document_serial_once"
            ),
        ]
        indexes: ClassVar = [models.Index("region_id", "person_id", name="document_of_person")]


class NumberCounter(RegionRow):
    """The last serial of an agency's service in a year; locked while a number is reserved, so numbers have no gaps."""

    agency_code = models.CharField(max_length=40)
    service_slug = models.CharField(max_length=60)
    year = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        db_table = "number_counter"
        constraints: ClassVar = [
            models.UniqueConstraint("region_id", "agency_code", "service_slug", "year", name="number_counter_once")
        ]


class Verification(models.Model):
    """What any stranger with the paper or the file in his hand may know; national, without case content.

    number_key: the number as it is looked up (`rules.normal_number`); two regions may use the same number, the check
        code tells them apart
    zone: of the issuing region, where days begin and end
    """

    token = models.CharField(primary_key=True, max_length=32)
    region_id = models.SmallIntegerField()
    document_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=120)
    number_key = models.CharField(max_length=120)
    check_code = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, unique=True)
    masked_name = models.CharField(max_length=300)
    office = models.CharField(max_length=200)
    government = models.CharField(max_length=200)
    zone = models.CharField(max_length=40)
    state = models.CharField(max_length=12)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "verification"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=sorted(map(str, State))), name="verification_state_known"),
            models.UniqueConstraint("number_key", "check_code", name="verification_number_and_code"),
        ]


class SigningKey(models.Model):
    """The public key of a running signing worker; the private one is in its memory only and dies with it.

    seen_at: the worker says every few seconds that it lives
    """

    id = models.UUIDField(primary_key=True)
    public_key = models.BinaryField()
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "signing_key"
        indexes: ClassVar = [models.Index("seen_at", name="signing_key_alive")]


class SigningItem(models.Model):
    """One letter that a signer has handed over to be signed with others: a job, with ids and a sealed envelope.

    key_id: the worker that alone can open `sealed` (passphrase and who signs), empty once it is no longer needed
    problem: code of the refusal, "" while there is none
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    region_id = models.SmallIntegerField()
    batch_id = models.UUIDField()
    person_id = models.UUIDField()
    document_id = models.UUIDField()
    key_id = models.UUIDField()
    sealed = models.BinaryField()
    state = models.CharField(max_length=12, default=ItemState.WAITING)
    problem = models.CharField(max_length=60, default="")
    queued_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "signing_item"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=sorted(map(str, ItemState))), name="signing_item_state_known"),
            models.UniqueConstraint("batch_id", "document_id", name="signing_item_once_a_batch"),
        ]
        indexes: ClassVar = [
            models.Index("key_id", "id", condition=Q(state=ItemState.WAITING), name="signing_item_waiting"),
        ]
