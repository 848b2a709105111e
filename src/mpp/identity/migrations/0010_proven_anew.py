"""A session knows whether its door looked at the person; of those that are open now nothing is claimed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0009_closing"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="is_anew",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
