"""Regions, agencies, officers and their appointments. National rows: every region may read them, none holds a case.

Dates of appointments and names are local dates of the region. What a page shows in two languages is stored in two.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mpp.foundation.ids import uuid7
from mpp.foundation.models import RegionRow
from mpp.tenancy.rules import ROLES, ZONES, AgencyKind, Motif, RegionKind, Tenure


class Province(models.Model):
    """One of the 38. code: two digits of Kemendagri     timezone: for regions founded from now on"""

    code = models.CharField(primary_key=True, max_length=2)
    name = models.CharField(max_length=80)
    timezone = models.CharField(max_length=20)


class Region(models.Model):
    """A kabupaten, a kota, or the province tenant of Jakarta.

    id: our own number, never used again     record_id: under which the audit chain knows the region
    served_by: the tenant that acts for a region which is none itself (the six units of Jakarta)
    is_3t: left behind (Perpres 63/2020), editable     population_class: 1 (small) to 5, for comparing peers
    aliases: other names people type, with commas between
    amended_basis: what the last change of zone or mark rests on, "" while they are as first published
    """

    id = models.SmallIntegerField(primary_key=True)
    record_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    slug = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=10)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="regions")
    timezone = models.CharField(max_length=20)
    is_3t = models.BooleanField()
    is_autonomous = models.BooleanField()
    population_class = models.SmallIntegerField()
    served_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="serves")
    aliases = models.CharField(max_length=200, blank=True)
    amended_basis = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id__gte=1), name="tenancy_region_key_is_real"),
            models.CheckConstraint(condition=Q(kind__in=[*map(str, RegionKind)]), name="tenancy_region_kind"),
            models.CheckConstraint(condition=Q(timezone__in=ZONES), name="tenancy_region_zone"),
            models.CheckConstraint(condition=Q(population_class__range=(1, 5)), name="tenancy_region_population_class"),
        ]


class RegionName(models.Model):
    """Code and name of a region while they are in force; decrees change both.

    valid_to: first day on which they no longer hold, null while they do
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="names")
    code = models.CharField(max_length=5)
    name = models.CharField(max_length=100)
    decree = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region"], condition=Q(valid_to__isnull=True), name="tenancy_one_name_a_region"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True), name="tenancy_one_region_a_code"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="tenancy_name_lasts"
            ),
        ]


class RegionSettings(models.Model):
    """How a region shows itself; each change is a new version, so that what stood on a letter can be told.

    colour_*: `#` and six digits, readable on white     government_*: first line of the letterhead
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="settings")
    version = models.IntegerField()
    colour_primary = models.CharField(max_length=7)
    colour_accent = models.CharField(max_length=7)
    motif = models.CharField(max_length=20)
    government_id = models.CharField(max_length=100)
    government_en = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "version"], name="tenancy_settings_version"),
            models.CheckConstraint(condition=Q(version__gte=1), name="tenancy_settings_version_counts_from_one"),
            models.CheckConstraint(condition=Q(motif__in=[*map(str, Motif)]), name="tenancy_settings_motif"),
        ]


class Agency(models.Model):
    """An office of a region's government. name_id: full name with the region, as on a letterhead

    city: where its letters are signed     closed_on: last day, null while it works
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="agencies")
    kind = models.CharField(max_length=20)
    name_id = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    address = models.CharField(max_length=200)
    city = models.CharField(max_length=60)
    postal_code = models.CharField(max_length=5)
    phone = models.CharField(max_length=30, blank=True)
    email = models.CharField(max_length=120, blank=True)
    website = models.CharField(max_length=120, blank=True)
    founded_at = models.DateTimeField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region", "kind"], condition=Q(closed_on__isnull=True), name="tenancy_one_agency_a_kind"
            ),
            models.CheckConstraint(condition=Q(kind__in=[*map(str, AgencyKind)]), name="tenancy_agency_kind"),
        ]


class Officer(models.Model):
    """A person who holds, or held, a post. The name stands in clear: officers act in office, under their name.

    nik_index: finds the officer at the first sign-in of the person     nip: civil servant number, "" for others
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    nik_index = models.BinaryField(unique=True)
    nik_sealed = models.BinaryField()
    name = models.CharField(max_length=120)
    nip = models.CharField(max_length=18, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(nik_index__length=32), name="tenancy_officer_index_is_a_digest"),
        ]


class Appointment(models.Model):
    """A post held by an officer from a day to a day.

    region: null for national posts     agency: null for posts of the region as a whole
    decree: number of the appointing decision, "" where a head named the own Plh. without a letter
    ends_on: last day in office, null while it is open
    named_by: the head who named this Plh., null where an administrator appointed     reason: why, "" as above
    services, acts: what was passed on, see `rules.Remit`; empty for everything
    recalled_at: from when on it counts no more, whatever its days say; null for nearly all
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="appointments")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="appointments")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="appointments")
    role = models.CharField(max_length=40)
    tenure = models.CharField(max_length=12)
    decree = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    named_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=20, blank=True, default="", db_default="")
    services = models.JSONField(default=list, db_default=[])
    acts = models.JSONField(default=list, db_default=[])
    recalled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="tenancy_appointment_role"),
            models.CheckConstraint(condition=Q(tenure__in=[*map(str, Tenure)]), name="tenancy_appointment_tenure"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="tenancy_appointment_lasts"
            ),
            models.CheckConstraint(
                condition=Q(named_by__isnull=True) | (Q(tenure=str(Tenure.PLH)) & Q(ends_on__isnull=False)),
                name="tenancy_heads_name_plh_only",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["region", "role", "starts_on"], name="tenancy_posts_of_region")]


class Invitation(models.Model):
    """A link by which an officer takes a post for the first time, or again after everything was lost. It serves once.

    region: null for national posts     digest: of the link's secret     email_sealed: where the link was sent
    invited_by: officer, null for the automation     accepted_at, replaced_at: null while it may be used
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="invitations")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="invitations")
    digest = models.BinaryField(unique=True)
    email_sealed = models.BinaryField()
    invited_by = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["officer"],
                condition=Q(accepted_at__isnull=True, replaced_at__isnull=True),
                name="tenancy_one_open_invitation_an_officer",
            ),
        ]


class Recovery(models.Model):
    """Two administrators give an officer who has lost everything the way in again: one asks, another one confirms.

    region: null for national posts     reason: how the asking one knows the officer
    email_sealed: where the new link goes
    asked_by, confirmed_by: officers, never the same one and never the officer himself
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="recoveries")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="recoveries")
    reason = models.CharField(max_length=200)
    email_sealed = models.BinaryField()
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="tenancy_recovery_takes_two",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["region", "asked_at"], name="tenancy_recoveries_of_region")]


class OfficeEntry(RegionRow):
    """An officer went on in a post of the region, or something went wrong with that; for its administrators.

    result: `entered`; `failed` at the second factor; `elsewhere`: the session's cookie came from another browser
    detail: the role, or the kind of factor that failed
    address: masked, the network only     fact_id: so that a fact that comes again makes no second line
    """

    fact_id = models.UUIDField()
    officer_id = models.UUIDField()
    at = models.DateTimeField()
    result = models.CharField(max_length=10)
    detail = models.CharField(max_length=40)
    device = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=45, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region_id", "fact_id"], name="tenancy_entry_once"),
            models.CheckConstraint(
                condition=Q(result__in=["entered", "failed", "elsewhere"]), name="tenancy_entry_result"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["region_id", "-at"], name="tenancy_entries_of_region")]
