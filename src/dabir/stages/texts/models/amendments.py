"""Amendments: operations proposed against a base version."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.domain.procedure.transitions import Life
from dabir.foundation.naming import NamesField, in_language
from dabir.foundation.people.models import Body, Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.texts.models.texts import Text, Version


class Amendment(Addressable):
    """A proposed change (پیشنهاد اصلاحی): operations against a base version.

    `operations` are those of `dabir.domain.drafting` as plain data, each with its permanent `place`
    in the amendment. While some are open, each new version becomes the base and these are carried
    over; `first_base` stays, and `edition` counts how often `operations` changed. The state follows
    from the rulings on the operations.

    An amendment that `amends` another one is made to the words which that one would bring; one that
    `merges` others was worded by the secretariat in their stead.
    """

    KIND = "texts.amendment"
    LIFE = Life(
        "amendment",
        "proposed",
        {
            "accept": (("proposed", "bracketed", "rejected"), "accepted"),
            "reject": (("proposed", "bracketed", "accepted"), "rejected"),
            "bracket": (("proposed", "accepted", "rejected"), "bracketed"),
            "reopen": (("bracketed", "accepted", "rejected"), "proposed"),
            "withdraw": (("proposed", "bracketed", "redraft"), "withdrawn"),
            "ask_redraft": (("proposed", "bracketed"), "redraft"),
            "redraft": (("redraft",), "proposed"),
            "carry": (("accepted",), "carried"),
        },
    )

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
        BRACKETED = "bracketed", _("in brackets")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REDRAFT = "redraft", _("redraft needed")
        CARRIED = "carried", _("carried into a version")

    text = models.ForeignKey(Text, models.PROTECT, related_name="amendments")
    first_base = models.ForeignKey(Version, models.PROTECT, related_name="amendments_begun")
    base = models.ForeignKey(Version, models.PROTECT, related_name="amendments")
    number = models.PositiveIntegerField()
    proposer = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    sponsors = models.ManyToManyField(Body, blank=True, related_name="amendments_sponsored")
    operations = models.JSONField()
    edition = models.PositiveIntegerField(default=0)
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="amended_by"
    )
    merges = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="merged_by")
    reasons = NamesField()
    rulings = NamesField()
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    carried_into = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="carried"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("text", "number"), name="amendments_are_numbered"),
        )

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def reason(self) -> str:
        """Why it is proposed, in the reader's language."""
        return in_language(self.reasons)

    @property
    def ruling(self) -> str:
        """Why it was accepted, rejected or sent back, in the reader's language."""
        return in_language(self.rulings)
