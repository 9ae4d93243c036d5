"""What submissions are found and counted by; the database's own part is written after migrating."""

import django.db.models.deletion
from django.db import migrations, models


def keep_objects(apps, schema_editor):
    """They are written once everything is migrated."""


def drop_triggers(apps, schema_editor):
    """Drop the triggers that write into the tables that go next."""
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'submissions_*'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute("DROP TABLE IF EXISTS submissions_words")
        else:
            cursor.execute(
                "SELECT tgname, tgrelid::regclass::text FROM pg_trigger"
                " WHERE NOT tgisinternal AND tgname LIKE 'submissions\\_%'"
            )
            for name, table in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name} ON {table}")
            cursor.execute("DROP FUNCTION IF EXISTS submissions_found CASCADE")


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
        migrations.RunPython(keep_objects, drop_triggers),
    ]
