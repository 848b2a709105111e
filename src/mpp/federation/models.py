"""Rows of the OpenID provider. National: an application is found by its name before a region is known."""

from django.db import models
from django.db.models import Q

from mpp.federation.rules.grants import EndReason, TokenKind, UseKind
from mpp.foundation.ids import uuid7

#: Plain texts: the database keeps what was decided even when a word is no longer used.
DETAILS_STATES = ["waiting", "approved", "declined", "replaced"]


class Application(models.Model):
    """A regional application that may ask people to sign in here.

    client_id: its name in the protocol, made once     region_id: whose it is
    kind: `rules.addresses.Kind`     sector: host or name under which people are known to it, never changed
    approved_id: the details in force, null until there are any
    suspended_at, suspended_by, suspension_reason: null and "" while it is not; by: the role that did it
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client_id = models.CharField(max_length=80, unique=True)
    region_id = models.SmallIntegerField()
    kind = models.CharField(max_length=10)
    sector = models.CharField(max_length=300)
    approved = models.OneToOneField("Details", on_delete=models.PROTECT, null=True, related_name="in_force_for")
    suspended_at = models.DateTimeField(null=True)
    suspended_by = models.CharField(max_length=40, blank=True)
    suspension_reason = models.CharField(max_length=300, blank=True)
    registered_at = models.DateTimeField()

    class Meta:
        db_table = "federation_application"
        constraints = [
            models.CheckConstraint(condition=Q(region_id__gte=1), name="federation_application_of_a_region"),
            models.CheckConstraint(condition=Q(kind__in=["web", "native"]), name="federation_application_kind"),
        ]
        indexes = [models.Index(fields=["region_id", "id"], name="federation_of_region")]


class Details(models.Model):
    """What a region says about its application; a change is a new row, and holds once the nation has approved it.

    name, office: as the consent page shows them     purpose_*: one sentence for the citizen
    reasons: scope -> why it is needed     approved_scopes: those the nation lets it ask for
    redirect_addresses, logout_addresses: where a browser may be sent     notify_address: told of sign-outs, "" for none
    decided_by: officer who approved or declined
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="details")
    version = models.IntegerField()
    name = models.CharField(max_length=80)
    office = models.CharField(max_length=160)
    purpose_id = models.CharField(max_length=300)
    purpose_en = models.CharField(max_length=300)
    contact = models.CharField(max_length=120)
    reasons = models.JSONField()
    redirect_addresses = models.JSONField()
    logout_addresses = models.JSONField()
    notify_address = models.TextField(blank=True)
    state = models.CharField(max_length=10, default="waiting")
    approved_scopes = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decline_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "federation_details"
        constraints = [
            models.UniqueConstraint(fields=["application", "version"], name="federation_details_version"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(state="waiting"), name="federation_one_waits_at_a_time"
            ),
            models.CheckConstraint(condition=Q(state__in=DETAILS_STATES), name="federation_details_state"),
        ]


class Secret(models.Model):
    """By what an application on a server proves itself; only the keyed digest is kept.

    ending: its last four characters, so that two are told apart     expires_at: null while it is the newest
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="secrets")
    digest = models.BinaryField(unique=True)
    ending = models.CharField(max_length=4)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "federation_secret"


class SigningKey(models.Model):
    """A key that signs what the provider states. private_sealed: PEM; opened in the memory of whoever signs"""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kid = models.CharField(max_length=43, unique=True)
    private_sealed = models.BinaryField()
    public_jwk = models.JSONField()
    signs_from = models.DateTimeField(unique=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "federation_signing_key"


class Consent(models.Model):
    """What a person lets an application have, until when. ended_at: taken back, or replaced by a wider one"""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    details = models.ForeignKey(Details, on_delete=models.PROTECT, related_name="+")
    scopes = models.JSONField()
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "federation_consent"
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "application"],
                condition=Q(ended_at__isnull=True),
                name="federation_one_consent_an_application",
            ),
        ]


class Grant(models.Model):
    """One sign-in of a person at an application: a code, and the tokens that came of it.

    session_id: our session it rests on     signed_in_at: when the person proved who he is
    door, assurance: by which provider, and how sure that was     methods: what the person did there and besides
    code_*: of the code, presented once
    ended_at, end_reason: null and "" while its tokens are good
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    session_id = models.UUIDField()
    scopes = models.JSONField()
    redirect_address = models.TextField()
    nonce = models.TextField(blank=True)
    challenge = models.CharField(max_length=43)
    code_digest = models.BinaryField(unique=True)
    code_expires_at = models.DateTimeField()
    code_used_at = models.DateTimeField(null=True)
    signed_in_at = models.DateTimeField()
    door = models.CharField(max_length=40)
    assurance = models.SmallIntegerField()
    methods = models.JSONField(default=list, db_default=[])
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=12, blank=True)

    class Meta:
        db_table = "federation_grant"
        constraints = [
            models.CheckConstraint(
                condition=Q(end_reason__in=["", *map(str, EndReason)]), name="federation_grant_end_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["person_id", "session_id"], name="federation_of_session"),
            models.Index(fields=["person_id", "consent"], name="federation_of_consent"),
            models.Index(fields=["created_at"], name="federation_grant_age"),
        ]


class Use(models.Model):
    """That somebody signed in at an application, or did not agree; nobody is named, for the figures of its region."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        db_table = "federation_use"
        constraints = [
            models.CheckConstraint(condition=Q(what__in=[*map(str, UseKind)]), name="federation_use_what"),
        ]
        indexes = [
            models.Index(fields=["application", "at"], name="federation_use_of"),
            models.Index(fields=["at"], name="federation_use_age"),
        ]


class Token(models.Model):
    """What an application holds: opens data for minutes (access), or is exchanged for a new pair (refresh).

    digest: keyed; the token itself is nowhere     used_at: when a renewing token was exchanged
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="tokens")
    kind = models.CharField(max_length=10)
    scopes = models.JSONField()
    digest = models.BinaryField(unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "federation_token"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[*map(str, TokenKind)]), name="federation_token_kind"),
        ]
        indexes = [models.Index(fields=["expires_at"], name="federation_token_age")]
