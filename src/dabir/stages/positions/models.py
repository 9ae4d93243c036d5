"""Rounds, actors, issues, statements; and the group's own positions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.domain.procedure.transitions import Life
from dabir.foundation.files.models import Original
from dabir.foundation.naming import Named, NamesField, in_language
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.mandates.models import Axis
from dabir.stages.themes.models import Consideration


class Round(Addressable, Named):
    """A consultative or negotiating round (نشست مشورتی)."""

    KIND = "positions.round"

    group = models.ForeignKey(Group, models.PROTECT, related_name="rounds")
    place = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("starts_on", "pk")


class Actor(Addressable, Named):
    """A state, a formal bloc, a loose current, or a body that takes positions."""

    KIND = "positions.actor"

    class Kind(models.TextChoices):
        STATE = "state", pgettext_lazy("actor", "state")
        BLOC = "bloc", pgettext_lazy("actor", "bloc")
        CURRENT = "current", pgettext_lazy("actor", "current")
        BODY = "body", pgettext_lazy("actor", "body")

    GATHERING = (Kind.BLOC, Kind.CURRENT)
    """The kinds that have members."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="actors")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STATE)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    blocs = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="members")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")


class Alignment(Addressable):
    """How an actor stands to the group's own side, from a day, until a day; often confidential."""

    KIND = "positions.alignment"

    class Kind(models.TextChoices):
        LIKE_MINDED = "like_minded", _("like-minded")
        ALIGNED = "aligned", _("aligned")
        NEUTRAL = "neutral", pgettext_lazy("alignment", "neutral")
        RIVAL = "rival", _("rival")

    actor = models.ForeignKey(Actor, models.PROTECT, related_name="alignments")
    kind = models.CharField(max_length=12, choices=Kind)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("-since", "-pk")

    def __str__(self) -> str:
        return f"{self.actor}: {self.get_kind_display()}"


class Issue(Addressable, Named):
    """A question on which actors take positions: a column of the actor × issue matrix."""

    KIND = "positions.issue"

    group = models.ForeignKey(Group, models.PROTECT, related_name="issues")
    axis = models.ForeignKey(Axis, models.PROTECT, null=True, blank=True, related_name="issues")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")


class Statement(Addressable):
    """What an actor declared on an issue, with the words quoted from their source."""

    KIND = "positions.statement"

    class Stance(models.TextChoices):
        SUPPORTS = "supports", pgettext_lazy("stance", "supports")
        CONDITIONAL = "conditional", pgettext_lazy("stance", "supports with conditions")
        NEUTRAL = "neutral", pgettext_lazy("stance", "neutral")
        RESERVED = "reserved", pgettext_lazy("stance", "has reservations")
        OPPOSES = "opposes", pgettext_lazy("stance", "opposes")

    actor = models.ForeignKey(Actor, models.PROTECT, related_name="statements")
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="statements")
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    stance = models.CharField(max_length=12, choices=Stance)
    quote = models.TextField()
    source = models.CharField(max_length=200, blank=True)
    original = models.ForeignKey(
        Original, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    stated_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-stated_on", "-pk")

    def __str__(self) -> str:
        return self.quote[:80]


class OwnPosition(Addressable):
    """The group's own position on an issue; internal until every competent body has approved."""

    KIND = "positions.own_position"
    LIFE = Life(
        "own_position",
        "draft",
        {
            "change": (("draft", "returned"), "draft"),
            "circulate": (("draft", "returned"), "circulated"),
            "approve": (("circulated",), "approved"),
            "return": (("circulated",), "returned"),
            "declare": (("approved",), "declared"),
        },
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        CIRCULATED = "circulated", _("circulated for approval")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")
        DECLARED = "declared", _("declared")

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="own_positions")
    texts = NamesField()
    stance = models.CharField(max_length=12, choices=Statement.Stance)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    considerations = models.ManyToManyField(Consideration, blank=True, related_name="own_positions")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def text(self) -> str:
        """The position in the reader's language."""
        return in_language(self.texts)


class Approval(models.Model):
    """A competent body's word on an own position: still awaited, given, or returned."""

    class Answer(models.TextChoices):
        AWAITED = "awaited", _("awaited")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")

    position = models.ForeignKey(OwnPosition, models.PROTECT, related_name="approvals")
    body = models.ForeignKey(Body, models.PROTECT, related_name="approvals")
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.AWAITED)
    note = models.TextField(blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("position", "body"), name="one_approval_a_body"),
        )

    def __str__(self) -> str:
        return f"{self.body}: {self.answer}"
