"""What is kept of face checks: that there was one, when, by whom and with what result. Never a picture or a template.

Rows belong to a *subject*: an id made from the NIK with a key (`subjects.subject_of`), known before there is an account
and of no use to anybody without the key.
"""

from django.db import models

from mpp.foundation.ids import uuid7


class Challenge(models.Model):
    """Poses drawn for one attempt; it serves once.

    poses: names of `rules.Pose`, between spaces     nonce_digest: SHA-256 of what only the browser knows
    picture_digests: SHA-256 of each picture, in hexadecimal, told before the pictures came: they cannot be made later
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_id = models.UUIDField()
    way = models.CharField(max_length=20)
    poses = models.CharField(max_length=100)
    nonce_digest = models.BinaryField()
    issued_at = models.DateTimeField()
    nailed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    picture_digests = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["subject_id", "-issued_at"], name="faces_challenge_of_subject")]


class Check(models.Model):
    """One decision. band, reason: `rules.Band`, `rules.Reason`     model: version of what compared"""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_id = models.UUIDField()
    checked_at = models.DateTimeField()
    way = models.CharField(max_length=20)
    provider = models.CharField(max_length=40)
    model = models.CharField(max_length=60)
    band = models.CharField(max_length=20)
    reason = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject_id", "-checked_at"], name="faces_check_of_subject")]
