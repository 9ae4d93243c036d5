"""Texts that others negotiate: their revisions, and what committees say of them."""

import dabir.foundation.naming
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

OPERATIONS = [
    migrations.AddField(
        model_name="text",
        name="external",
        field=models.BooleanField(default=False),
    ),
    migrations.AddField(
        model_name="text",
        name="issuer",
        field=models.CharField(blank=True, max_length=200),
    ),
    migrations.AddField(
        model_name="version",
        name="issued_on",
        field=models.DateField(blank=True, null=True),
    ),
    migrations.AddField(
        model_name="version",
        name="issued_symbol",
        field=models.CharField(blank=True, max_length=80),
    ),
    migrations.CreateModel(
        name="Examination",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("drafting", "being written"),
                        ("handed", "handed to the group"),
                        ("returned", "returned with the reason"),
                        ("adopted", "adopted"),
                    ],
                    default="drafting",
                    max_length=10,
                ),
            ),
            ("reason", models.TextField(blank=True)),
            ("at", models.DateTimeField()),
            (
                "address",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="trace.address",
                ),
            ),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "carried_from",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="carried_to",
                    to="texts.examination",
                ),
            ),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="examinations",
                    to="people.group",
                ),
            ),
            (
                "version",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="examinations",
                    to="texts.version",
                ),
            ),
        ],
        options={
            "ordering": ("-pk",),
        },
    ),
    migrations.CreateModel(
        name="Opinion",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("opportunities", dabir.foundation.naming.NamesField(default=dict)),
            ("threats", dabir.foundation.naming.NamesField(default=dict)),
            ("strategies", dabir.foundation.naming.NamesField(default=dict)),
            ("wordings", dabir.foundation.naming.NamesField(default=dict)),
            ("recommendations", dabir.foundation.naming.NamesField(default=dict)),
            ("look_again", models.BooleanField(default=False)),
            ("at", models.DateTimeField()),
            (
                "address",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="trace.address",
                ),
            ),
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
                    related_name="opinions",
                    to="texts.clause",
                ),
            ),
            (
                "examination",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="opinions",
                    to="texts.examination",
                ),
            ),
        ],
        options={
            "ordering": ("clause__order", "pk"),
        },
    ),
    migrations.CreateModel(
        name="Revision",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("symbol", models.CharField(max_length=80)),
            ("issued_on", models.DateField(blank=True, null=True)),
            ("lines", models.JSONField()),
            ("said", models.JSONField(default=dict)),
            ("verified", models.BooleanField(default=True)),
            ("notes", models.JSONField(blank=True, default=list)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("open", "to be confirmed"),
                        ("settled", "a version of the text"),
                        ("set_aside", "set aside"),
                    ],
                    default="open",
                    max_length=10,
                ),
            ),
            ("at", models.DateTimeField()),
            (
                "address",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="trace.address",
                ),
            ),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "original",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="revisions",
                    to="files.original",
                ),
            ),
            (
                "text",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="revisions",
                    to="texts.text",
                ),
            ),
            (
                "version",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="revision",
                    to="texts.version",
                ),
            ),
        ],
        options={
            "ordering": ("-pk",),
        },
    ),
    migrations.AddConstraint(
        model_name="examination",
        constraint=models.UniqueConstraint(
            fields=("version", "committee"), name="one_examination_a_committee"
        ),
    ),
    migrations.AddConstraint(
        model_name="opinion",
        constraint=models.UniqueConstraint(
            fields=("examination", "clause"), name="one_opinion_a_clause"
        ),
    ),
]
