"""A sign-in keeps what the person did for it; of those that are open now nothing is said."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("federation", "0002_rights")]

    operations = [
        migrations.AddField(
            model_name="grant",
            name="methods",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
