"""What submissions are found and counted by; the database's own part is written after migrating."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add what submissions are found by, and the counts of them."""

    dependencies = [
        ("submissions", "0005_handling_of_submissions"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="search_text",
                        serialize=False,
                        to="submissions.submission",
                    ),
                ),
                ("tokens", models.TextField()),
                ("facets", models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="Cell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(max_length=10)),
                ("sector", models.CharField(max_length=15)),
                ("road", models.CharField(max_length=10)),
                ("language", models.CharField(max_length=5)),
                ("published", models.BooleanField()),
                ("count", models.IntegerField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cells",
                        to="calls.call",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["call", "state", "sector", "road", "language", "published"],
                        name="one_cell",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "dimension",
                    models.CharField(
                        choices=[
                            ("slot", "quarter of an hour"),
                            ("question", "question"),
                            ("exhibit", "clause under consultation"),
                            ("invitation", "invited group"),
                            ("province", "province"),
                        ],
                        max_length=10,
                    ),
                ),
                ("value", models.CharField(max_length=60)),
                ("count", models.IntegerField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="calls.call",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["call", "dimension", "value"], name="one_tally")],
            },
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["call", "-id"], name="submissions_of_a_call"),
        ),
    ]
