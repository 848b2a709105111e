"""The national index of practitioners is one more source, and what it says one more fact."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0009_source_answers"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="attribute",
            name="evidence_attribute_key",
        ),
        migrations.RemoveConstraint(
            model_name="sourcecall",
            name="evidence_call_source",
        ),
        migrations.AddConstraint(
            model_name="attribute",
            constraint=models.CheckConstraint(
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
                            "regional_licences",
                            "practice",
                            "practitioner",
                        ],
                    )
                ),
                name="evidence_attribute_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcecall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "source__in",
                        [
                            "ikd",
                            "inapas",
                            "dukcapil",
                            "kki",
                            "sisdmk",
                            "nakes_index",
                            "facility",
                            "region",
                            "steward",
                            "citizen",
                        ],
                    )
                ),
                name="evidence_call_source",
            ),
        ),
    ]
