"""Tables of what is known about people and of the questions asked about them."""

from django.db import migrations, models

import mpp.foundation.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Attribute",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField()),
                ("key", models.CharField(max_length=40)),
                ("source", models.CharField(max_length=20)),
                ("state", models.CharField(max_length=10)),
                ("value_sealed", models.BinaryField(null=True)),
                ("reference", models.CharField(blank=True, max_length=120)),
                ("fetched_at", models.DateTimeField()),
                ("purpose", models.CharField(max_length=20)),
                ("legal_basis", models.CharField(max_length=20)),
                ("valid_until", models.DateField(null=True)),
            ],
            options={
                "db_table": "evidence_attribute",
                "constraints": [
                    models.UniqueConstraint(fields=("person_id", "key", "source"), name="evidence_attribute_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "key__in",
                                [
                                    "name",
                                    "birth_date",
                                    "birth_place",
                                    "gender",
                                    "address",
                                    "phone",
                                    "email",
                                    "person_status",
                                    "registrations",
                                    "health_worker",
                                    "licences",
                                    "credits",
                                    "place",
                                ],
                            )
                        ),
                        name="evidence_attribute_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["known", "pending", "typed", "absent"])),
                        name="evidence_attribute_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value_sealed__isnull", False), ("state__in", ["pending", "absent"]), _connector="OR"
                        ),
                        name="evidence_attribute_known_has_a_value",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceCall",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField()),
                ("region_id", models.SmallIntegerField()),
                ("agency_id", models.UUIDField(null=True)),
                ("officer_id", models.UUIDField(null=True)),
                ("role", models.CharField(max_length=30)),
                ("source", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=40)),
                ("purpose", models.CharField(max_length=20)),
                ("legal_basis", models.CharField(max_length=20)),
                ("reason", models.CharField(blank=True, max_length=20)),
                ("asked_at", models.DateTimeField()),
                ("took_ms", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "evidence_source_call",
                "indexes": [
                    models.Index(fields=["person_id", "-asked_at"], name="evidence_call_of_person"),
                    models.Index(fields=["region_id", "source", "-asked_at"], name="evidence_call_of_source"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["ikd", "dukcapil", "kki", "sisdmk", "facility", "citizen"])),
                        name="evidence_call_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purpose__in", ["prefill", "submission", "decision", "confirmation", "reporting"])
                        ),
                        name="evidence_call_purpose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("legal_basis__in", ["consent", "public_task", "legal_duty"])),
                        name="evidence_call_legal_basis",
                    ),
                ],
            },
        ),
    ]
