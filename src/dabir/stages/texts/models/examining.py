"""Red lines that can be checked, higher-ranking documents, and what was found against them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.foundation.naming import Named, NamesField, in_language
from dabir.foundation.people.models import Group, Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.texts.models.clauses import Clause
from dabir.stages.texts.models.texts import Text
from dabir.stages.themes.models import Consideration


class Guard(Addressable):
    """The checkable rule of a red line: what a clause must say, and must not, in a language.

    The red line itself is a consideration; a guard is as confidential as that.
    """

    KIND = "texts.guard"

    text = models.ForeignKey(Text, models.PROTECT, related_name="guards")
    uid = models.UUIDField()
    consideration = models.ForeignKey(Consideration, models.PROTECT, related_name="guards")
    language = models.CharField(max_length=5, default="fa")
    must_contain = models.JSONField(default=list, blank=True)
    must_not_contain = models.JSONField(default=list, blank=True)
    explanations = NamesField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return in_language(self.explanations)


class Upstream(Addressable, Named):
    """A higher-ranking document (سند فرادست) that the group's texts are examined against."""

    KIND = "texts.upstream"

    class Rank(models.TextChoices):
        CONSTITUTION = "constitution", _("constitution")
        POLICY = "policy", _("general policies")
        STATUTE = "statute", _("statute")
        TREATY = "treaty", _("treaty")
        REGULATION = "regulation", _("regulation")
        RESOLUTION = "resolution", _("resolution of a higher body")

    group = models.ForeignKey(Group, models.PROTECT, related_name="upstream_documents")
    rank = models.CharField(max_length=12, choices=Rank, default=Rank.STATUTE)

    class Meta:
        ordering = ("pk",)


class UpstreamClause(Addressable):
    """A clause of an upstream document, as it was written there."""

    KIND = "texts.upstream_clause"

    document = models.ForeignKey(Upstream, models.PROTECT, related_name="clauses")
    order = models.PositiveIntegerField()
    label = models.CharField(max_length=120)
    text = models.TextField()

    class Meta:
        ordering = ("document", "order")

    def __str__(self) -> str:
        return self.label


class Finding(Addressable):
    """What the examination of a draft clause against an upstream clause found."""

    KIND = "texts.finding"

    class Outcome(models.TextChoices):
        CONSISTENT = "consistent", _("consistent")
        CONFLICT = "conflict", _("contrary")
        GAP = "gap", _("gap")

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="findings")
    upstream = models.ForeignKey(UpstreamClause, models.PROTECT, related_name="findings")
    outcome = models.CharField(max_length=10, choices=Outcome)
    notes = NamesField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("clause__order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("clause", "upstream"), name="one_finding_a_pair"),
        )

    def __str__(self) -> str:
        return self.note

    @property
    def note(self) -> str:
        """What was found, in the reader's language."""
        return in_language(self.notes)
