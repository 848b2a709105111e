"""By which channels people want to be told; each sees the own wishes."""

from django.db import migrations, models

import mpp.foundation.ids
from mpp.foundation.schema import national


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0006_codes_have_their_words_in_texts"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeWish",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField()),
                ("topic", models.CharField(max_length=20)),
                ("by_email", models.BooleanField()),
                ("by_sms", models.BooleanField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person_id", "topic"), name="notifications_wish_once")],
            },
        ),
        national("notifications_noticewish", person_column="person_id"),
    ]
