"""Proposals to leave words out, contestations, likenesses, public copies of files."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add what the handling of submissions keeps."""

    dependencies = [
        ("calls", "0005_kinds_of_questions"),
        ("files", "0001_initial"),
        ("letters", "0001_initial"),
        ("people", "0003_seat_the_members"),
        ("submissions", "0004_received_sheets"),
        ("trace", "0002_show_items_to_carriers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Band",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Contestation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("outcome", "what was done with it"),
                            ("summary", "how it was summed up"),
                            ("theme", "the theme it was put under"),
                            ("words", "how my words were cut or left out"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("answered", "answered")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("changed", "it is understood anew"),
                            ("stands", "the reading stands"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Fingerprint",
            fields=[
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="fingerprint",
                        serialize=False,
                        to="submissions.submission",
                    ),
                ),
                ("text", models.BigIntegerField()),
                ("sketch", models.BinaryField(max_length=128)),
                ("author", models.CharField(blank=True, max_length=64)),
                ("alike", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="PublicCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "redacted",
                                "Something is left out of its words: read them on this page.",
                            ),
                            ("proposed", "Its words wait to be looked through for personal data."),
                            (
                                "unread",
                                "Its words cannot be examined, and its author is not to be named.",
                            ),
                            (
                                "signed",
                                "It is signed electronically: cleaning breaks the signature.",
                            ),
                            (
                                "active",
                                "It holds programs or other files, which cannot be cleaned.",
                            ),
                            ("damaged", "It cannot be cleaned of the traces of who wrote it."),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="RedactionProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("national_id", "national id"),
                            ("legal_id", "id of a legal person"),
                            ("card", "bank card"),
                            ("account", "bank account"),
                            ("mobile", "mobile number"),
                            ("phone", "telephone number"),
                            ("email", "e-mail address"),
                            ("passport", "passport number"),
                            ("birth_certificate", "birth certificate number"),
                            ("postal_code", "postal code"),
                            ("plate", "number plate"),
                            ("address", "postal address"),
                            ("birth", "date of birth"),
                            ("name", "name"),
                            ("sender", "the contributor's own data"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("personal", "personal data"),
                            ("third_party", "another person's data"),
                            ("insult", "insult or threat"),
                            ("secret", "trade or official secret"),
                        ],
                        default="personal",
                        max_length=12,
                    ),
                ),
                ("rule", models.CharField(max_length=40)),
                ("confidence", models.PositiveSmallIntegerField()),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("accepted", "accepted"),
                            ("dismissed", "dismissed"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("passage", "start"),
            },
        ),
        migrations.AddField(
            model_name="contestation",
            name="answered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="contestation",
            name="passage",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contestations",
                to="submissions.passage",
            ),
        ),
        migrations.AddField(
            model_name="fingerprint",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="calls.call"
            ),
        ),
        migrations.AddField(
            model_name="fingerprint",
            name="leader",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followers",
                to="submissions.fingerprint",
            ),
        ),
        migrations.AddField(
            model_name="band",
            name="leader",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bands",
                to="submissions.fingerprint",
            ),
        ),
        migrations.AddField(
            model_name="publiccopy",
            name="attachment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="public_copy",
                to="submissions.attachment",
            ),
        ),
        migrations.AddField(
            model_name="publiccopy",
            name="original",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="public_copy_of",
                to="files.original",
            ),
        ),
        migrations.AddField(
            model_name="redactionproposal",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="calls.call"
            ),
        ),
        migrations.AddField(
            model_name="redactionproposal",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="redactionproposal",
            name="passage",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="redaction_proposals",
                to="submissions.passage",
            ),
        ),
        migrations.AddField(
            model_name="redactionproposal",
            name="redaction",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposal",
                to="submissions.redaction",
            ),
        ),
        migrations.AddField(
            model_name="redactionproposal",
            name="submission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="redaction_proposals",
                to="submissions.submission",
            ),
        ),
        migrations.AddConstraint(
            model_name="contestation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("passage",),
                name="one_open_contestation_a_passage",
            ),
        ),
        migrations.AddIndex(
            model_name="fingerprint",
            index=models.Index(fields=["call", "text"], name="submissions_call_id_8f6c99_idx"),
        ),
        migrations.AddIndex(
            model_name="redactionproposal",
            index=models.Index(
                condition=models.Q(("state", "proposed")),
                fields=["call", "submission"],
                name="open_redaction_proposals",
            ),
        ),
        migrations.AddIndex(
            model_name="redactionproposal",
            index=models.Index(
                condition=models.Q(("state", "dismissed")),
                fields=["call", "digest"],
                name="dismissed_words_of_calls",
            ),
        ),
        migrations.AddConstraint(
            model_name="redactionproposal",
            constraint=models.UniqueConstraint(
                fields=("passage", "start", "end"), name="one_proposal_a_stretch"
            ),
        ),
    ]
