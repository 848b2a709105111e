import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import mpp.foundation.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("nik_sealed", models.BinaryField()),
                ("nik_index", models.BinaryField(unique=True)),
                ("name", models.CharField(max_length=300)),
                ("profile_sealed", models.BinaryField()),
                ("profile_source", models.CharField(max_length=40)),
                ("profile_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "active"),
                            ("deceased", "deceased"),
                            ("duplicate", "duplicate"),
                            ("inactive", "inactive"),
                        ],
                        default="active",
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("nik_index__length", 32)), name="identity_person_index_is_a_digest"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["active", "deceased", "duplicate", "inactive"])),
                        name="identity_person_status",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("language", models.CharField(choices=[("id", "id"), ("en", "en")], default="id", max_length=2)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="account", to="identity.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProviderLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("provider", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=255)),
                ("created_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="identity.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("provider", models.CharField(max_length=40)),
                ("assurance", models.SmallIntegerField(choices=[(1, "LOW"), (2, "SUBSTANTIAL"), (3, "HIGH")])),
                ("role", models.CharField(max_length=40)),
                ("region_id", models.SmallIntegerField(default=0)),
                ("agency_id", models.UUIDField(null=True)),
                ("officer_id", models.UUIDField(null=True)),
                ("device", models.CharField(max_length=120)),
                ("address", models.CharField(max_length=45)),
                ("created_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.CharField(blank=True, max_length=20)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="identity.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Stash",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("path", models.CharField(max_length=500)),
                ("fields_sealed", models.BinaryField()),
                ("expires_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stashes", to="identity.person"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["id", "en"])), name="identity_account_language"
            ),
        ),
        migrations.AddConstraint(
            model_name="providerlink",
            constraint=models.UniqueConstraint(
                fields=("provider", "subject"), name="identity_link_one_person_a_subject"
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["person", "-created_at"], name="identity_session_of_person"),
        ),
        migrations.AddConstraint(
            model_name="stash",
            constraint=models.UniqueConstraint(fields=("person", "path"), name="identity_stash_one_a_form"),
        ),
    ]
