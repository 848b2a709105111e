"""What a person holds is counted at every submission: found by the person, not by reading the places of the nation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0005_given_up_place")]
    operations = [
        migrations.AddIndex(
            model_name="practiceplace",
            index=models.Index(
                models.F("person_id"),
                models.F("profession"),
                condition=models.Q(state__in=["active", "open"]),
                name="practice_place_held",
            ),
        ),
    ]
