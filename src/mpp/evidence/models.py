"""What is known about people, which agency asked whom about whom, and the sources that regions opened for themselves.

What is about people is national, and a row is its person's own; a connection is its region's.
"""

from django.db import models
from django.db.models import Q

from mpp.evidence.rules.connections import OWN_SOURCES
from mpp.evidence.rules.facts import Key, LegalBasis, Purpose, Source, State
from mpp.foundation.ids import uuid7


class Attribute(models.Model):
    """The latest answer of one source about one key of one person (`rules.facts.Fact`).

    value_sealed: JSON, sealed to table `evidence_attribute`, field `value` and the row's natural key, so that an answer
    can be replaced in one statement; NULL while nothing is known
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    key = models.CharField(max_length=40)
    source = models.CharField(max_length=20)
    state = models.CharField(max_length=10)
    value_sealed = models.BinaryField(null=True)
    reference = models.CharField(max_length=120, blank=True)
    fetched_at = models.DateTimeField()
    purpose = models.CharField(max_length=20)
    legal_basis = models.CharField(max_length=20)
    valid_until = models.DateField(null=True)

    class Meta:
        db_table = "evidence_attribute"
        constraints = [
            models.UniqueConstraint(fields=["person_id", "key", "source"], name="evidence_attribute_once"),
            models.CheckConstraint(condition=Q(key__in=[each.value for each in Key]), name="evidence_attribute_key"),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in State]), name="evidence_attribute_state"
            ),
            models.CheckConstraint(
                condition=Q(value_sealed__isnull=False) | Q(state__in=[State.PENDING.value, State.ABSENT.value]),
                name="evidence_attribute_known_has_a_value",
            ),
        ]


class SourceCall(models.Model):
    """One question to one source about one person: the ledger behind "who fetched what about me, when and why".

    Holds ids and codes only. region_id, agency_id, officer_id: on whose account and by whom it was asked; empty
    officer for the person himself and for the worker     reason: why there was no answer, "" where there was one
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    region_id = models.SmallIntegerField()
    agency_id = models.UUIDField(null=True)
    officer_id = models.UUIDField(null=True)
    role = models.CharField(max_length=30)
    source = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    purpose = models.CharField(max_length=20)
    legal_basis = models.CharField(max_length=20)
    reason = models.CharField(max_length=20, blank=True)
    asked_at = models.DateTimeField()
    took_ms = models.PositiveIntegerField()

    class Meta:
        db_table = "evidence_source_call"
        indexes = [
            models.Index(fields=["person_id", "-asked_at"], name="evidence_call_of_person"),
            models.Index(fields=["region_id", "source", "-asked_at"], name="evidence_call_of_source"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=[each.value for each in Source]), name="evidence_call_source"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=[each.value for each in Purpose]), name="evidence_call_purpose"
            ),
            models.CheckConstraint(
                condition=Q(legal_basis__in=[each.value for each in LegalBasis]), name="evidence_call_legal_basis"
            ),
        ]


class Connection(models.Model):
    """A source that a region reaches by an agreement of its own (`rules.connections`).

    details_sealed: JSON of what the owner handed out, sealed to table `evidence_connection`, field `details`, and row
    certificate: PEM that the other side must show, "" where a public authority vouches for it
    daily_limit: questions a day by the agreement, 0 where it names none
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    region_id = models.SmallIntegerField()
    source = models.CharField(max_length=20)
    address = models.CharField(max_length=300)
    details_sealed = models.BinaryField()
    certificate = models.TextField(blank=True)
    daily_limit = models.PositiveIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    secrets_changed_at = models.DateTimeField()

    class Meta:
        db_table = "evidence_connection"
        constraints = [
            models.UniqueConstraint(fields=["region_id", "source"], name="evidence_connection_once"),
            models.CheckConstraint(
                condition=Q(source__in=[each.value for each in OWN_SOURCES]), name="evidence_connection_source"
            ),
        ]


class QuotaLimit(models.Model):
    """How many questions a day the nation's own credential allows. National; set by its administrator."""

    source = models.CharField(max_length=20, primary_key=True)
    daily_limit = models.PositiveIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "evidence_quota_limit"


class QuotaUse(models.Model):
    """Questions counted on a quota in one hour of a day in Jakarta; written by `sql/take_quota.sql` alone.

    owner: region whose agreement it is, NATIONAL for the nation's     region_id: who asked, -1 for the pool
    own, lent: within the region's share, and beyond it out of the pool
    """

    pk = models.CompositePrimaryKey("source", "owner", "day", "hour", "region_id")
    source = models.CharField(max_length=20)
    owner = models.SmallIntegerField()
    day = models.DateField()
    hour = models.SmallIntegerField()
    region_id = models.SmallIntegerField()
    own = models.PositiveIntegerField()
    lent = models.PositiveIntegerField()

    class Meta:
        db_table = "evidence_quota_use"


class SourceWatch(models.Model):
    """What a look at a source from outside has found, and what its administrators were warned of.

    owner: region that reaches it by its own agreement, NATIONAL for the nation     certificate_until: None without TLS
    fingerprint: SHA-256 of the certificate shown, in hexadecimal
    warned_stage: how near its end that certificate was at the last warning (`rules.watch`)
    """

    pk = models.CompositePrimaryKey("source", "owner")
    source = models.CharField(max_length=20)
    owner = models.SmallIntegerField()
    looked_at = models.DateTimeField()
    certificate_until = models.DateTimeField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    warned_stage = models.SmallIntegerField(null=True)
    quota_warned_on = models.DateField(null=True)

    class Meta:
        db_table = "evidence_source_watch"
