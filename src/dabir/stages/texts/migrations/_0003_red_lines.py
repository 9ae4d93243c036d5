"""Red lines that a person judges: who does, what is asked, and what was found."""

import dabir.foundation.naming
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

OPERATIONS = [
    migrations.AddField(
        model_name="guard",
        name="judge",
        field=models.ForeignKey(
            blank=True,
            null=True,
            on_delete=django.db.models.deletion.PROTECT,
            related_name="red_lines_judged",
            to=settings.AUTH_USER_MODEL,
        ),
    ),
    migrations.AddField(
        model_name="guard",
        name="questions",
        field=dabir.foundation.naming.NamesField(default=dict),
    ),
    migrations.AddField(
        model_name="guard",
        name="rule",
        field=models.CharField(
            choices=[
                ("words", "phrases that it must, or must not, contain"),
                ("judgement", "a person’s judgement"),
            ],
            default="words",
            max_length=10,
        ),
    ),
    migrations.AlterField(
        model_name="guard",
        name="uid",
        field=models.UUIDField(blank=True, null=True),
    ),
    migrations.CreateModel(
        name="Judgement",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("digest", models.CharField(max_length=32)),
            ("crossed", models.BooleanField()),
            ("reason", models.TextField()),
            ("about", models.CharField(max_length=120)),
            ("at", models.DateTimeField()),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "guard",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="judgements",
                    to="texts.guard",
                ),
            ),
        ],
        options={
            "ordering": ("pk",),
        },
    ),
    migrations.AddConstraint(
        model_name="judgement",
        constraint=models.UniqueConstraint(
            fields=("guard", "digest"), name="judged_once_a_wording"
        ),
    ),
]
