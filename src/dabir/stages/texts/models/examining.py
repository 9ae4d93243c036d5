"""Higher-ranking documents, what was found against them, and opinions on texts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.domain.procedure.transitions import Life
from dabir.foundation.files.models import Original
from dabir.foundation.naming import Named, NamesField, in_language
from dabir.foundation.people.models import Group, Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.texts.models.clauses import Clause
from dabir.stages.texts.models.texts import Version


class Upstream(Addressable, Named):
    """A higher-ranking document (سند فرادست) that the group's texts are examined against.

    `original` is the file that its clauses were read from, where they were not typed in.
    """

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
    original = models.ForeignKey(
        Original, models.PROTECT, null=True, blank=True, related_name="upstream_documents"
    )

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
        OPPORTUNITY = "opportunity", _("opportunity")
        THREAT = "threat", _("threat")

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="findings")
    upstream = models.ForeignKey(UpstreamClause, models.PROTECT, related_name="findings")
    outcome = models.CharField(max_length=12, choices=Outcome)
    notes = NamesField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("clause__order", "pk")

    def __str__(self) -> str:
        return self.note

    @property
    def note(self) -> str:
        """What was found, in the reader's language."""
        return in_language(self.notes)


class Examination(Addressable):
    """A version's examination by a committee of the group that follows the text.

    The committee writes an opinion on each clause that asks for one and hands the whole to its
    parent group, which adopts it or returns it with the reason. A group without a committee for it
    examines by itself and adopts. `carried_from` is that of the version before, whose opinions
    this one began with.
    """

    KIND = "texts.examination"
    LIFE = Life(
        "examination",
        "drafting",
        {
            "hand": (("drafting", "returned"), "handed"),
            "adopt": (("drafting", "returned", "handed"), "adopted"),
            "return": (("handed",), "returned"),
        },
    )

    class State(models.TextChoices):
        DRAFTING = "drafting", _("being written")
        HANDED = "handed", _("handed to the group")
        RETURNED = "returned", _("returned with the reason")
        ADOPTED = "adopted", pgettext_lazy("an opinion", "adopted")

    version = models.ForeignKey(Version, models.PROTECT, related_name="examinations")
    committee = models.ForeignKey(Group, models.PROTECT, related_name="examinations")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTING)
    reason = models.TextField(blank=True)
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("version", "committee"), name="one_examination_a_committee"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version}: {self.committee}"

    @property
    def own(self) -> bool:
        """Whether the group that follows the text examines it by itself."""
        return self.committee_id == self.version.text.group_id


ASPECTS = {
    "opportunities": _("Opportunity"),
    "threats": _("Threat"),
    "strategies": _("Strategy"),
    "wordings": _("Proposed wording"),
    "recommendations": _("Recommendation"),
}
"""What an opinion says, by the field that holds it, in the order of the table."""


class Opinion(Addressable):
    """What an examination says of one clause: opportunity, threat, strategy, wording, advice.

    `look_again`: it was carried from the version before, and the clause has changed since.
    """

    KIND = "texts.opinion"

    examination = models.ForeignKey(Examination, models.PROTECT, related_name="opinions")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="opinions")
    opportunities = NamesField()
    threats = NamesField()
    strategies = NamesField()
    wordings = NamesField()
    recommendations = NamesField()
    look_again = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("clause__order", "pk")

    def __str__(self) -> str:
        return next((words for _label, words in self.said()), "")

    def said(self) -> list[tuple[str, str]]:
        """Return what it says in the reader's language, each with its label; empty ones not."""
        found = [(str(label), in_language(getattr(self, name))) for name, label in ASPECTS.items()]
        return [(label, words) for label, words in found if words]
