"""Notices: codes with parameters, rendered when somebody reads them. One table for people, one for officers."""

from django.db import models

from mpp.foundation.ids import uuid7
from mpp.foundation.models import RegionRow


class PersonNotice(models.Model):
    """What a person is told about the own case or account. National: a person has cases in several regions.

    fact_id: the fact it tells, so that nobody is told twice
    code: one of `texts.WORDS`
    about_region_id, application_id, service_slug, reference, due_on: the parameters of every text; no application and
        no service where it is not about a case, region 0 where it is about none
    detail: what a notice about the account names, such as a device; about a case, who did it for the applicant
    mailed_at: null until the e-mail has left, or for ever where no address is known
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    fact_id = models.UUIDField()
    code = models.CharField(max_length=40)
    about_region_id = models.SmallIntegerField()
    application_id = models.UUIDField(null=True)
    service_slug = models.CharField(max_length=80, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True)
    detail = models.CharField(max_length=120, blank=True, default="", db_default="")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "fact_id"], name="notifications_person_told_once"),
        ]
        indexes = [models.Index(fields=["person_id", "-id"], name="notifications_of_person")]


class NoticeWish(models.Model):
    """By which channels a person is told of a topic; without a row `rules.USUAL` holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    topic = models.CharField(max_length=20)
    by_email = models.BooleanField()
    by_sms = models.BooleanField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "topic"], name="notifications_wish_once"),
        ]


class OfficerNotice(RegionRow):
    """What an officer is told about a case on the office's table; the columns are those of `PersonNotice`."""

    officer_id = models.UUIDField()
    fact_id = models.UUIDField()
    code = models.CharField(max_length=40)
    application_id = models.UUIDField(null=True)
    service_slug = models.CharField(max_length=80, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region_id", "officer_id", "fact_id"], name="notifications_officer_told_once"
            ),
        ]
        indexes = [models.Index(fields=["region_id", "officer_id", "-id"], name="notifications_of_officer")]
