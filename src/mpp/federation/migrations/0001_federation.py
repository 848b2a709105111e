"""Regional applications, what people let them have, and what they hold of a sign-in."""

import django.db.models.deletion
from django.db import migrations, models

import mpp.foundation.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("client_id", models.CharField(max_length=80, unique=True)),
                ("region_id", models.SmallIntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("sector", models.CharField(max_length=300)),
                ("suspended_at", models.DateTimeField(null=True)),
                ("suspended_by", models.CharField(blank=True, max_length=40)),
                ("suspension_reason", models.CharField(blank=True, max_length=300)),
                ("registered_at", models.DateTimeField()),
            ],
            options={
                "db_table": "federation_application",
            },
        ),
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kid", models.CharField(max_length=43, unique=True)),
                ("private_sealed", models.BinaryField()),
                ("public_jwk", models.JSONField()),
                ("signs_from", models.DateTimeField(unique=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "federation_signing_key",
            },
        ),
        migrations.CreateModel(
            name="Details",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.IntegerField()),
                ("name", models.CharField(max_length=80)),
                ("office", models.CharField(max_length=160)),
                ("purpose_id", models.CharField(max_length=300)),
                ("purpose_en", models.CharField(max_length=300)),
                ("contact", models.CharField(max_length=120)),
                ("reasons", models.JSONField()),
                ("redirect_addresses", models.JSONField()),
                ("logout_addresses", models.JSONField()),
                ("notify_address", models.TextField(blank=True)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("approved_scopes", models.JSONField(default=list)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.UUIDField(null=True)),
                ("decline_reason", models.CharField(blank=True, max_length=300)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="details", to="federation.application"
                    ),
                ),
            ],
            options={
                "db_table": "federation_details",
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField()),
                ("scopes", models.JSONField()),
                ("given_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="federation.application"
                    ),
                ),
                (
                    "details",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="federation.details"
                    ),
                ),
            ],
            options={
                "db_table": "federation_consent",
            },
        ),
        migrations.AddField(
            model_name="application",
            name="approved",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="in_force_for",
                to="federation.details",
            ),
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField()),
                ("session_id", models.UUIDField()),
                ("scopes", models.JSONField()),
                ("redirect_address", models.TextField()),
                ("nonce", models.TextField(blank=True)),
                ("challenge", models.CharField(max_length=43)),
                ("code_digest", models.BinaryField(unique=True)),
                ("code_expires_at", models.DateTimeField()),
                ("code_used_at", models.DateTimeField(null=True)),
                ("signed_in_at", models.DateTimeField()),
                ("door", models.CharField(max_length=40)),
                ("assurance", models.SmallIntegerField()),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.CharField(blank=True, max_length=12)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="federation.application"
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="federation.consent"
                    ),
                ),
            ],
            options={
                "db_table": "federation_grant",
            },
        ),
        migrations.CreateModel(
            name="Secret",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.BinaryField(unique=True)),
                ("ending", models.CharField(max_length=4)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="secrets", to="federation.application"
                    ),
                ),
            ],
            options={
                "db_table": "federation_secret",
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField()),
                ("kind", models.CharField(max_length=10)),
                ("scopes", models.JSONField()),
                ("digest", models.BinaryField(unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tokens", to="federation.grant"
                    ),
                ),
            ],
            options={
                "db_table": "federation_token",
            },
        ),
        migrations.AddConstraint(
            model_name="details",
            constraint=models.UniqueConstraint(fields=("application", "version"), name="federation_details_version"),
        ),
        migrations.AddConstraint(
            model_name="details",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")), fields=("application",), name="federation_one_waits_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="details",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "approved", "declined", "replaced"])),
                name="federation_details_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("person_id", "application"),
                name="federation_one_consent_an_application",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["region_id", "id"], name="federation_of_region"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_id__gte", 1)), name="federation_application_of_a_region"
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["web", "native"])), name="federation_application_kind"
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["person_id", "session_id"], name="federation_of_session"),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["person_id", "consent"], name="federation_of_consent"),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["created_at"], name="federation_grant_age"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end_reason__in", ["", "replayed", "misused", "revoked", "withdrawn", "signed-out"])
                ),
                name="federation_grant_end_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="token",
            index=models.Index(fields=["expires_at"], name="federation_token_age"),
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["access", "refresh"])), name="federation_token_kind"
            ),
        ),
    ]
