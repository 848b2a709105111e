"""What is kept about a person is found across regions: for the own copy, and for closing the account."""

from pathlib import Path

from django.db import migrations, models

from mpp.foundation.schema import sql_file

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("facilities", "0002_rights")]
    operations = [
        migrations.AddIndex(
            model_name="practicerequest",
            index=models.Index(fields=["person_id"], name="practice_request_of_person"),
        ),
        sql_file(SQL / "own.sql"),
    ]
