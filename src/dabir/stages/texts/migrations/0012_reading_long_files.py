"""Long files are read in the background; what was read so far was read at once."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def read_at_once(apps: Any, _schema_editor: Any) -> None:
    """Say that the files that came before were read when they came."""
    files = apps.get_model("texts", "DraftFile").objects
    files.filter(read_at=None).update(read_at=F("at"))


class Migration(migrations.Migration):
    """A table of readings, and when the file of a draft was read."""

    dependencies = [("texts", "0011_comment_sheets")]

    operations = [
        migrations.CreateModel(
            name="FileReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("outcome", models.JSONField(blank=True, null=True)),
                ("refusal", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "received",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="texts.receivedfile",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("received", "key"), name="one_reading_of_a_kind"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="draftfile",
            name="read_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="draftfile",
            name="refusal",
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(read_at_once, migrations.RunPython.noop),
    ]
