"""Stewards and requests are a region's own; in which regions somebody answers is told by the own NIK."""

from pathlib import Path

from django.db import migrations

from mpp.foundation.schema import protect, sql_file

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("facilities", "0001_stewards_and_requests"), ("foundation", "0002_jobs")]
    operations = [protect("facility_steward"), protect("practice_request"), sql_file(SQL / "stewards.sql")]
