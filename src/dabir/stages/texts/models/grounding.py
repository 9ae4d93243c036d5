"""Passages in which clauses are grounded, and links that a machine proposes by wording."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dabir.domain.procedure.transitions import Life
from dabir.foundation.people.models import Person
from dabir.stages.submissions.models import Passage
from dabir.stages.texts.models.clauses import Clause
from dabir.stages.texts.models.examining import UpstreamClause
from dabir.stages.themes.models import Consideration


class PassageGround(models.Model):
    """A passage that a clause answers directly; carried along to later versions by `uid`."""

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="passage_grounds")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="grounded_clauses")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("clause", "passage"), name="grounded_in_passage_once"),
        )

    def __str__(self) -> str:
        return f"{self.clause} ← {self.passage_id}"


class Likeness(models.Model):
    """That a clause shares wording with something it may rest on, or be examined against.

    It proposes a link, until a person confirms or dismisses it; whoever may not see both of its
    ends does not see it. `score` is in thousandths; `spans` are ``[clause start, clause end, other
    start, other end]``, characters: never words, so that what is erased is gone from here too.
    """

    LIFE = Life(
        "likeness",
        "proposed",
        {"confirm": (("proposed",), "confirmed"), "dismiss": (("proposed",), "dismissed")},
    )

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        DISMISSED = "dismissed", _("dismissed")

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="likenesses")
    consideration = models.ForeignKey(
        Consideration, models.PROTECT, null=True, blank=True, related_name="+"
    )
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="+")
    upstream = models.ForeignKey(
        UpstreamClause, models.PROTECT, null=True, blank=True, related_name="likenesses"
    )
    score = models.PositiveSmallIntegerField()
    spans = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-score", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("clause", "consideration"), name="like_a_consideration_once"
            ),
            models.UniqueConstraint(fields=("clause", "passage"), name="like_a_passage_once"),
            models.UniqueConstraint(fields=("clause", "upstream"), name="like_upstream_once"),
            models.CheckConstraint(
                condition=(
                    Q(consideration__isnull=False, passage__isnull=True, upstream__isnull=True)
                    | Q(consideration__isnull=True, passage__isnull=False, upstream__isnull=True)
                    | Q(consideration__isnull=True, passage__isnull=True, upstream__isnull=False)
                ),
                name="like_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.clause} ~ {self.percent} %"

    @property
    def percent(self) -> int:
        """How much they share, in hundredths."""
        return round(self.score / 10)
