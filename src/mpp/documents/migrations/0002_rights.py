"""Row security, write guard and least rights of the tables of documents."""

from django.db import migrations

from mpp.foundation.schema import national, protect


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_documents"), ("foundation", "0001_scope_and_ledgers")]
    operations = [
        protect("document"),
        protect("number_counter"),
        # For everybody who has the paper in his hand; holds what he may read.
        national("verification"),
        # Jobs of all regions: ids and sealed envelopes.
        national("signing_item"),
        national("signing_key", delete=True),
    ]
