"""A person may withdraw the consent to keep what an identity provider released."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0010_proven_anew"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="release_withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
    ]
