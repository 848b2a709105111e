"""Rows of people, their accounts and sessions. National: they belong to no region."""

from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Length

from mpp.foundation.ids import uuid7
from mpp.identity.rules import Assurance, PersonStatus
from mpp.identity.rules.factors import FactorKind, WhenAsked

models.BinaryField.register_lookup(Length)

#: Plain texts: migrations must not depend on an enumeration that may grow.
STATUSES = [each.value for each in PersonStatus]
FACTOR_KINDS = [each.value for each in FactorKind]
WISHES = [each.value for each in WhenAsked]


class Person(models.Model):
    """A human being with a NIK, once in the whole country.

    nik_sealed, profile_sealed: `foundation.cipher`, sealed to table `identity_person`, the field and the id
    nik_index: `blind_index(nik)`, the only way to find a person by NIK
    profile_sealed: JSON object with what the identity provider released (`identity.queries.Profile`)
    profile_source, profile_at: which provider released it, and when
    release_withdrawn_at: since when nothing of it may be kept but the name, null while it may
    contacts_sealed: the person's own word on how to be reached (`identity.queries.contacts`), null for none
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    nik_sealed = models.BinaryField()
    nik_index = models.BinaryField(unique=True)
    name = models.CharField(max_length=300)
    profile_sealed = models.BinaryField()
    profile_source = models.CharField(max_length=40)
    profile_at = models.DateTimeField()
    release_withdrawn_at = models.DateTimeField(null=True)
    contacts_sealed = models.BinaryField(null=True)
    status = models.CharField(max_length=20, choices=[(each, each) for each in STATUSES], default="active")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(nik_index__length=32), name="identity_person_index_is_a_digest"),
            models.CheckConstraint(condition=models.Q(status__in=STATUSES), name="identity_person_status"),
        ]


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(pk=UUID(username))


class Account(AbstractBaseUser):
    """The one account of a person. It has no password: a person signs in through an identity provider.

    language: "id" or "en", for notices that are rendered when nobody is looking at a page
    factor_wish: when a second factor is asked at sign-in; without a factor it says nothing
    closing_at: from when it is closed, as its person has asked; null for not     closed_at: null while it is open
    """

    password = None  # type: ignore[assignment]  # the documented way to drop a field of an abstract parent
    last_login = None  # sessions say when; a second truth would go stale

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    language = models.CharField(max_length=2, choices=[("id", "id"), ("en", "en")], default="id")
    factor_wish = models.CharField(max_length=12, default="always", db_default="always")
    is_active = models.BooleanField(default=True)
    closing_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS = []

    objects = AccountManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(language__in=["id", "en"]), name="identity_account_language"),
            models.CheckConstraint(condition=models.Q(factor_wish__in=WISHES), name="identity_account_factor_wish"),
        ]
        indexes = [
            models.Index(
                fields=["closing_at"], condition=models.Q(closing_at__isnull=False), name="identity_account_closing"
            ),
        ]


class ProviderLink(models.Model):
    """By which name an identity provider knows an account; the name is pairwise, made for this product alone.

    provider: key of the provider in the settings     subject: its `sub`
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    provider = models.CharField(max_length=40)
    subject = models.CharField(max_length=255)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "subject"], name="identity_link_one_person_a_subject"),
        ]


class Factor(models.Model):
    """Something a person holds besides the door: a passkey, an authenticator, an address that codes are sent to.

    name: by which its owner knows it     secret_sealed: JSON object (`identity.factors`), sealed to its row
    credential: digest of a passkey's id, null for other kinds
    counter: a passkey's signatures, or the last 30 seconds an authenticator's code was taken from
    vouched_at: when it was found good for a post (invitation, recovery, or added by a session that had such a factor)
    ended_at, end_reason: null and "" while it counts
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="factors")
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    secret_sealed = models.BinaryField()
    credential = models.BinaryField(null=True, unique=True)
    counter = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    vouched_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=FACTOR_KINDS), name="identity_factor_kind"),
        ]
        indexes = [models.Index(fields=["person", "created_at"], name="identity_factor_of_person")]


class RecoveryCode(models.Model):
    """One of the codes on paper, for whoever has lost everything else. digest: keyed, bound to the person"""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recovery_codes")
    digest = models.BinaryField(unique=True)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Challenge(models.Model):
    """What was asked of a browser and may be answered once: the random bytes for a passkey, or a code that was sent.

    session_id: only this session may answer     factor_id: whose code it is, null for passkeys
    digest: keyed; neither the bytes nor the code are kept     contact_sealed: where the code was sent
    contact_index: blind index of that address, by which its codes are counted, whoever asked for them
    tries: wrong answers so far     used_at: null until it was answered rightly
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="challenges")
    session_id = models.UUIDField()
    purpose = models.CharField(max_length=20)
    factor_id = models.UUIDField(null=True)
    digest = models.BinaryField()
    contact_sealed = models.BinaryField(null=True)
    contact_index = models.BinaryField(null=True)
    tries = models.SmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "session_id"], name="identity_challenge_of_session"),
            models.Index(fields=["contact_index", "expires_at"], name="identity_challenge_to_address"),
        ]


class FactorFailure(models.Model):
    """A wrong proof, remembered for a day. caller: see `rules.factors.Failure`"""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="factor_failures")
    caller = models.BinaryField()
    is_known_device = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="identity_failure_of_person")]


class KnownDevice(models.Model):
    """A browser with which a person has signed in and, where asked, proven a factor.

    key: from the browser's long-lived cookie; a shared device has one key and a row for each of its people
    name_sealed: what its owner recognises it by     ended_at: null while it is known
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="devices")
    key = models.UUIDField()
    name_sealed = models.BinaryField()
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="identity_device_once_a_person")]


class Proof(models.Model):
    """By which door a person was proven to be who he says, when last, how surely, and by whom where an officer saw him.

    provider: key of the door     officer_id, agency_id, witness_region, document: null, 0 and "" without a witness
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proofs")
    provider = models.CharField(max_length=40)
    assurance = models.SmallIntegerField(choices=[(each.value, each.name) for each in Assurance])
    proven_at = models.DateTimeField()
    officer_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    witness_region = models.SmallIntegerField(default=0)
    document = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "provider"], name="identity_proof_latest_of_a_door"),
        ]


class EntryCode(models.Model):
    """A code that an officer has given to somebody he has seen: opens one session, once, within minutes.

    digest: keyed; the code itself is nowhere     officer_id: who gave it
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="entry_codes")
    digest = models.BinaryField(unique=True)
    assurance = models.SmallIntegerField(choices=[(each.value, each.name) for each in Assurance])
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    officer_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["person", "-issued_at"], name="identity_entry_code_of_person")]


class Session(models.Model):
    """One sign-in on one device, in one capacity.

    role, region_id, agency_id, officer_id: the capacity chosen; `pemohon` and no office for a citizen
    assurance: how sure the provider was     seen_at: last use, at most a few minutes old
    ended_at, end_reason: null and "" while it lasts     ended_tx: number of the transaction that ended it, by a trigger
    is_pending: a second factor is asked first; until then it lets nobody in
    is_anew: the door looked at the person now; false where it leaned on an earlier proof (NIK door and a factor)
    factor_id, factor_at: what was proven last in it, and when; null for nothing, the id also for a recovery code
    device_id: the `KnownDevice` it runs on, null while that is not known
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sessions")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sessions")
    provider = models.CharField(max_length=40)
    assurance = models.SmallIntegerField(choices=[(each.value, each.name) for each in Assurance])
    role = models.CharField(max_length=40)
    region_id = models.SmallIntegerField(default=0)
    agency_id = models.UUIDField(null=True)
    officer_id = models.UUIDField(null=True)
    device = models.CharField(max_length=120)
    address = models.CharField(max_length=45)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_tx = models.BigIntegerField(null=True, editable=False)
    end_reason = models.CharField(max_length=20, blank=True)
    is_pending = models.BooleanField(default=False, db_default=False)
    is_anew = models.BooleanField(default=False, db_default=False)
    factor_id = models.UUIDField(null=True)
    factor_at = models.DateTimeField(null=True)
    device_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-created_at"], name="identity_session_of_person"),
            models.Index(fields=["ended_tx"], condition=models.Q(ended_tx__isnull=False), name="identity_session_feed"),
            models.Index(
                fields=["ended_at"], condition=models.Q(ended_at__isnull=False), name="identity_session_ended"
            ),
        ]


class Stash(models.Model):
    """What a person had typed into a form when the session ended; given back once, after signing in again.

    path: local address of the form     fields_sealed: JSON object of name -> list of texts
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stashes")
    path = models.CharField(max_length=500)
    fields_sealed = models.BinaryField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "path"], name="identity_stash_one_a_form")]
