"""Entering a scope and guarding a write cost less; what they do stays the same."""

from pathlib import Path

from django.db import migrations

from mpp.foundation.schema import sql_file

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("foundation", "0004_looks")]
    operations = [sql_file(SQL / "scope.sql")]
