"""Texts under negotiation and their versions, immutable snapshots of clauses."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dabir.domain.drafting import Symbol
from dabir.domain.procedure.transitions import Life
from dabir.foundation.naming import Named
from dabir.foundation.people.models import Group, Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.calls.models import Call
from dabir.stages.mandates.models import Duty, Report


class Text(Addressable, Named):
    """A text under negotiation: a national approach, a plan, a joint statement, a working paper."""

    KIND = "texts.text"
    LIFE = Life(
        "text",
        "drafting",
        {
            "submit": (("drafting", "returned"), "submitted"),
            "approve": (("submitted",), "approved"),
            "return": (("submitted",), "returned"),
            "issue": (("approved",), "issued"),
            "shelve": (("drafting", "returned"), "shelved"),
        },
    )

    class Kind(models.TextChoices):
        APPROACH = "approach", _("approach")
        PLAN = "plan", _("plan")
        STATEMENT = "statement", _("joint statement")
        PAPER = "paper", _("working paper")
        RULES = "rules", _("rules")

    class State(models.TextChoices):
        DRAFTING = "drafting", _("in drafting")
        SUBMITTED = "submitted", _("submitted to the higher body")
        RETURNED = "returned", _("returned for revision")
        APPROVED = "approved", pgettext_lazy("a text", "approved")
        ISSUED = "issued", _("issued")
        SHELVED = "shelved", _("shelved")

    group = models.ForeignKey(Group, models.PROTECT, related_name="texts")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PLAN)
    language = models.CharField(max_length=5, default="fa")
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="texts")
    consultation = models.ForeignKey(
        Call, models.PROTECT, null=True, blank=True, related_name="consulted_texts"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTING)
    external = models.BooleanField(default=False)
    """Whether it is negotiated elsewhere: followed revision by revision, never amended here."""
    issuer = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)


class Version(Addressable):
    """An immutable snapshot: Zero draft, Rev.1, …; the next is derived from accepted amendments."""

    KIND = "texts.version"

    text = models.ForeignKey(Text, models.PROTECT, related_name="versions")
    order = models.PositiveIntegerField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    note = models.TextField(blank=True)
    issued_symbol = models.CharField(max_length=80, blank=True)
    """Of an external text: what its issuer calls the version."""
    issued_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("text", "order"), name="versions_are_in_order"),
        )

    def __str__(self) -> str:
        return self.symbol

    @property
    def symbol(self) -> str:
        """What it is called: zero draft, Rev.n in the reader's language, or as its issuer does."""
        if self.issued_symbol:
            return self.issued_symbol
        return Symbol(self.order).label((get_language() or "fa").split("-")[0])


class HandIn(models.Model):
    """A version that was handed in for a required output, with the report that it came with."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="hand_ins")
    report = models.OneToOneField(Report, models.PROTECT, related_name="hand_in")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.version}"
