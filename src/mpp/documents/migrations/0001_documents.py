"""Documents, their counters, what the public may check, and the queue for signing many."""

from django.db import migrations, models

import mpp.documents.rules
import mpp.foundation.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("region_id", models.SmallIntegerField(editable=False)),
                ("application_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("service_slug", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("agency_code", models.CharField(max_length=40)),
                ("year", models.SmallIntegerField()),
                ("serial", models.IntegerField()),
                ("number", models.CharField(max_length=120)),
                ("check_code", models.CharField(max_length=8)),
                ("token", models.CharField(max_length=32)),
                ("masked_name", models.CharField(max_length=300)),
                ("office", models.CharField(max_length=200)),
                ("government", models.CharField(max_length=200)),
                ("zone", models.CharField(max_length=40)),
                ("state", models.CharField(default=mpp.documents.rules.State["RESERVED"], max_length=12)),
                ("reason", models.CharField(default="", max_length=60)),
                ("issued_on", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("draft", models.BinaryField()),
                ("draft_digest", models.BinaryField()),
                ("digest", models.CharField(default="", max_length=64)),
                ("size_bytes", models.IntegerField(default=0)),
                ("reserved_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("origin", models.CharField(default="", max_length=40)),
                ("origin_id", models.CharField(default="", max_length=100)),
            ],
            options={
                "db_table": "document",
                "indexes": [models.Index(models.F("region_id"), models.F("person_id"), name="document_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["active", "expired", "reserved", "revoked", "superseded", "suspended"])
                        ),
                        name="document_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("digest", ""), ("state", mpp.documents.rules.State["RESERVED"])),
                            models.Q(
                                models.Q(("state", mpp.documents.rules.State["RESERVED"]), _negated=True),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="document_recorded_has_digest",
                    ),
                    models.UniqueConstraint(
                        models.F("region_id"),
                        models.F("application_id"),
                        models.F("kind"),
                        name="document_one_of_a_kind",
                    ),
                    models.UniqueConstraint(models.F("region_id"), models.F("number"), name="document_number_once"),
                    models.UniqueConstraint(
                        models.F("region_id"),
                        models.F("agency_code"),
                        models.F("service_slug"),
                        models.F("year"),
                        models.F("serial"),
                        name="document_serial_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberCounter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("region_id", models.SmallIntegerField(editable=False)),
                ("agency_code", models.CharField(max_length=40)),
                ("service_slug", models.CharField(max_length=60)),
                ("year", models.SmallIntegerField()),
                ("last", models.IntegerField()),
            ],
            options={
                "db_table": "number_counter",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("region_id"),
                        models.F("agency_code"),
                        models.F("service_slug"),
                        models.F("year"),
                        name="number_counter_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SigningItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("region_id", models.SmallIntegerField()),
                ("batch_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("document_id", models.UUIDField()),
                ("key_id", models.UUIDField()),
                ("sealed", models.BinaryField()),
                ("state", models.CharField(default=mpp.documents.rules.ItemState["WAITING"], max_length=12)),
                ("problem", models.CharField(default="", max_length=60)),
                ("queued_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "signing_item",
                "indexes": [
                    models.Index(
                        models.F("key_id"),
                        models.F("id"),
                        condition=models.Q(("state", mpp.documents.rules.ItemState["WAITING"])),
                        name="signing_item_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["failed", "signed", "waiting"])),
                        name="signing_item_state_known",
                    ),
                    models.UniqueConstraint(
                        models.F("batch_id"), models.F("document_id"), name="signing_item_once_a_batch"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("public_key", models.BinaryField()),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "db_table": "signing_key",
                "indexes": [models.Index(models.F("seen_at"), name="signing_key_alive")],
            },
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("token", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("region_id", models.SmallIntegerField()),
                ("document_id", models.UUIDField(unique=True)),
                ("kind", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("number", models.CharField(max_length=120)),
                ("number_key", models.CharField(max_length=120)),
                ("check_code", models.CharField(max_length=8)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("masked_name", models.CharField(max_length=300)),
                ("office", models.CharField(max_length=200)),
                ("government", models.CharField(max_length=200)),
                ("zone", models.CharField(max_length=40)),
                ("state", models.CharField(max_length=12)),
                ("issued_on", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "verification",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["active", "expired", "reserved", "revoked", "superseded", "suspended"])
                        ),
                        name="verification_state_known",
                    ),
                    models.UniqueConstraint(
                        models.F("number_key"), models.F("check_code"), name="verification_number_and_code"
                    ),
                ],
            },
        ),
    ]
