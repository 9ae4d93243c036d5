"""What clauses are like, in wording and in ground: passages, considerations, upstream documents."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

OPERATIONS = [
    migrations.AddField(
        model_name="upstream",
        name="original",
        field=models.ForeignKey(
            blank=True,
            null=True,
            on_delete=django.db.models.deletion.PROTECT,
            related_name="upstream_documents",
            to="files.original",
        ),
    ),
    migrations.AlterField(
        model_name="finding",
        name="outcome",
        field=models.CharField(
            choices=[
                ("consistent", "consistent"),
                ("conflict", "contrary"),
                ("gap", "gap"),
                ("opportunity", "opportunity"),
                ("threat", "threat"),
            ],
            max_length=12,
        ),
    ),
    migrations.CreateModel(
        name="Likeness",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("score", models.PositiveSmallIntegerField()),
            ("spans", models.JSONField(default=list)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("proposed", "proposed"),
                        ("confirmed", "confirmed"),
                        ("dismissed", "dismissed"),
                    ],
                    default="proposed",
                    max_length=10,
                ),
            ),
            ("decided_at", models.DateTimeField(null=True)),
            (
                "clause",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="likenesses",
                    to="texts.clause",
                ),
            ),
            (
                "consideration",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="themes.consideration",
                ),
            ),
            (
                "decided_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "passage",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="submissions.passage",
                ),
            ),
            (
                "upstream",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="likenesses",
                    to="texts.upstreamclause",
                ),
            ),
        ],
        options={
            "ordering": ("-score", "pk"),
        },
    ),
    migrations.CreateModel(
        name="PassageGround",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
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
                "clause",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="passage_grounds",
                    to="texts.clause",
                ),
            ),
            (
                "passage",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="grounded_clauses",
                    to="submissions.passage",
                ),
            ),
        ],
        options={
            "ordering": ("pk",),
        },
    ),
    migrations.AddConstraint(
        model_name="likeness",
        constraint=models.UniqueConstraint(
            fields=("clause", "consideration"), name="like_a_consideration_once"
        ),
    ),
    migrations.AddConstraint(
        model_name="likeness",
        constraint=models.UniqueConstraint(
            fields=("clause", "passage"), name="like_a_passage_once"
        ),
    ),
    migrations.AddConstraint(
        model_name="likeness",
        constraint=models.UniqueConstraint(
            fields=("clause", "upstream"), name="like_upstream_once"
        ),
    ),
    migrations.AddConstraint(
        model_name="likeness",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(
                    ("consideration__isnull", False),
                    ("passage__isnull", True),
                    ("upstream__isnull", True),
                ),
                models.Q(
                    ("consideration__isnull", True),
                    ("passage__isnull", False),
                    ("upstream__isnull", True),
                ),
                models.Q(
                    ("consideration__isnull", True),
                    ("passage__isnull", True),
                    ("upstream__isnull", False),
                ),
                _connector="OR",
            ),
            name="like_one_thing",
        ),
    ),
    migrations.AddConstraint(
        model_name="passageground",
        constraint=models.UniqueConstraint(
            fields=("clause", "passage"), name="grounded_in_passage_once"
        ),
    ),
]
