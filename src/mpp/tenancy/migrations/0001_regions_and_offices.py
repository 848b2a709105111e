"""Regions, offices, officers and appointments."""

import django.db.models.deletion
from django.db import migrations, models

import mpp.foundation.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("name_id", models.CharField(max_length=160)),
                ("name_en", models.CharField(max_length=160)),
                ("address", models.CharField(max_length=200)),
                ("city", models.CharField(max_length=60)),
                ("postal_code", models.CharField(max_length=5)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("email", models.CharField(blank=True, max_length=120)),
                ("website", models.CharField(blank=True, max_length=120)),
                ("founded_at", models.DateTimeField()),
                ("closed_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Province",
            fields=[
                ("code", models.CharField(max_length=2, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("timezone", models.CharField(max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name="Officer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("nik_index", models.BinaryField(unique=True)),
                ("nik_sealed", models.BinaryField()),
                ("name", models.CharField(max_length=120)),
                ("nip", models.CharField(blank=True, max_length=18)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("nik_index__length", 32)), name="tenancy_officer_index_is_a_digest"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("record_id", models.UUIDField(default=mpp.foundation.ids.uuid7, editable=False, unique=True)),
                ("slug", models.CharField(max_length=80, unique=True)),
                ("kind", models.CharField(max_length=10)),
                ("timezone", models.CharField(max_length=20)),
                ("is_3t", models.BooleanField()),
                ("is_autonomous", models.BooleanField()),
                ("population_class", models.SmallIntegerField()),
                ("aliases", models.CharField(blank=True, max_length=200)),
                ("amended_basis", models.CharField(blank=True, max_length=200)),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="regions", to="tenancy.province"
                    ),
                ),
                (
                    "served_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="serves",
                        to="tenancy.region",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("role", models.CharField(max_length=40)),
                ("tenure", models.CharField(max_length=12)),
                ("decree", models.CharField(max_length=80)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="tenancy.agency",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appointments", to="tenancy.officer"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="tenancy.region",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="agency",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="agencies", to="tenancy.region"
            ),
        ),
        migrations.CreateModel(
            name="RegionName",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=5)),
                ("name", models.CharField(max_length=100)),
                ("decree", models.CharField(max_length=80)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="names", to="tenancy.region"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegionSettings",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.IntegerField()),
                ("colour_primary", models.CharField(max_length=7)),
                ("colour_accent", models.CharField(max_length=7)),
                ("motif", models.CharField(max_length=20)),
                ("government_id", models.CharField(max_length=100)),
                ("government_en", models.CharField(max_length=100)),
                ("recorded_at", models.DateTimeField()),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="settings", to="tenancy.region"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.CheckConstraint(condition=models.Q(("id__gte", 1)), name="tenancy_region_key_is_real"),
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["kabupaten", "kota", "provinsi"])), name="tenancy_region_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.CheckConstraint(
                condition=models.Q(("timezone__in", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])),
                name="tenancy_region_zone",
            ),
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.CheckConstraint(
                condition=models.Q(("population_class__range", (1, 5))), name="tenancy_region_population_class"
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["region", "role", "starts_on"], name="tenancy_posts_of_region"),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "petugas_mpp",
                            "verifikator_dpmptsp",
                            "kepala_dpmptsp",
                            "verifikator_dinkes",
                            "kepala_dinkes",
                            "operator_disdukcapil",
                            "verifikator_disdukcapil",
                            "kepala_disdukcapil",
                            "admin_daerah",
                            "admin_gerai",
                            "auditor",
                            "admin_nasional",
                            "pengawas_nasional",
                        ],
                    )
                ),
                name="tenancy_appointment_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("tenure__in", ["definitive", "plt", "plh"])), name="tenancy_appointment_tenure"
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="tenancy_appointment_lasts",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_on__isnull", True)),
                fields=("region", "kind"),
                name="tenancy_one_agency_a_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["dpmptsp", "dinkes", "disdukcapil"])), name="tenancy_agency_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="regionname",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)), fields=("region",), name="tenancy_one_name_a_region"
            ),
        ),
        migrations.AddConstraint(
            model_name="regionname",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)), fields=("code",), name="tenancy_one_region_a_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="regionname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                ),
                name="tenancy_name_lasts",
            ),
        ),
        migrations.AddConstraint(
            model_name="regionsettings",
            constraint=models.UniqueConstraint(fields=("region", "version"), name="tenancy_settings_version"),
        ),
        migrations.AddConstraint(
            model_name="regionsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)), name="tenancy_settings_version_counts_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="regionsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("motif__in", ["kawung", "parang", "poleng", "songket", "rain", "river", "tumpal", "carving"])
                ),
                name="tenancy_settings_motif",
            ),
        ),
    ]
