"""What people's codes teach: a classifier a question, and the codes it proposes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from dabir.domain.procedure.transitions import Life
from dabir.foundation.people.models import Group, Person
from dabir.stages.calls.models import Call, Question
from dabir.stages.submissions.models import Passage
from dabir.stages.themes.models.coding import Stance
from dabir.stages.themes.models.naming import Theme


class Classifier(models.Model):
    """What the codes on the answers to one question teach; nothing of it but figures is kept.

    It is taught anew from the codes each time. `precision` is what its proposals must reach in
    cross-validation (a part of one): where a theme does not, it abstains. Without a `question` it
    is for what was said freely, and on clauses. `asked` counts how often it was to be taught;
    `figures` are those of `analysis.teaching.Report`.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="classifiers")
    call = models.ForeignKey(Call, models.PROTECT, related_name="classifiers")
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="classifiers"
    )
    precision = models.FloatField(default=0.9)
    seed = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    asked = models.PositiveIntegerField(default=0)
    taught_at = models.DateTimeField(null=True, blank=True)
    taught_with = models.PositiveIntegerField(default=0)
    figures = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("call", "question"), name="one_classifier_a_question"),
            models.UniqueConstraint(
                fields=("call",), condition=Q(question=None), name="one_classifier_of_the_rest"
            ),
        )

    def __str__(self) -> str:
        return self.question.prompt if self.question else self.call.name


class LearntCode(models.Model):
    """A code that a classifier proposes, until a person accepts or refuses it.

    `confidence` and `stance_confidence` are calibrated chances; `stance` is empty where it
    abstains. `words` are the stretches of the passage that spoke for it, ``[start, end]`` each.
    """

    LIFE = Life(
        "learnt_code",
        "proposed",
        {
            "accept": (("proposed",), "accepted"),
            "refuse": (("proposed",), "refused"),
        },
    )

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("learnt code", "proposed")
        ACCEPTED = "accepted", pgettext_lazy("learnt code", "accepted")
        REFUSED = "refused", pgettext_lazy("learnt code", "refused")

    classifier = models.ForeignKey(Classifier, models.PROTECT, related_name="learnt")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="learnt_codes")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="learnt_codes")
    stance = models.CharField(max_length=8, choices=Stance, blank=True)
    confidence = models.FloatField()
    stance_confidence = models.FloatField(default=0)
    words = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    made_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-confidence", "pk")
        constraints = (
            models.UniqueConstraint(fields=("passage", "theme"), name="one_learnt_code_a_theme"),
        )
        indexes = (models.Index(fields=("classifier", "state", "passage")),)

    def __str__(self) -> str:
        return f"{self.theme}"


class Doubt(models.Model):
    """A passage of which a classifier is unsure: coding it teaches most. The greatest come first.

    `doubt` is between 0 and 1: how near its chance lies to the threshold of a theme.
    """

    classifier = models.ForeignKey(Classifier, models.CASCADE, related_name="doubts")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="doubts")
    doubt = models.FloatField()

    class Meta:
        ordering = ("-doubt", "pk")
        constraints = (
            models.UniqueConstraint(fields=("classifier", "passage"), name="one_doubt_a_passage"),
        )

    def __str__(self) -> str:
        return f"{self.doubt:.2f}"
