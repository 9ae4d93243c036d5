"""Rules of red lines, and what people judged where a rule cannot be checked by words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.foundation.naming import NamesField, in_language
from dabir.foundation.people.models import Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.texts.models.texts import Text
from dabir.stages.themes.models import Consideration


class Guard(Addressable):
    """The rule of a red line: what a text must say, and must not, or a question put to a person.

    `uid` is the clause that keeps it, with what stands in it; None: the whole text. The red line
    itself is a consideration; a guard is as confidential as that. `questions` is for a judgement,
    which `judge` gives.
    """

    KIND = "texts.guard"

    class Rule(models.TextChoices):
        WORDS = "words", _("phrases that it must, or must not, contain")
        JUDGEMENT = "judgement", _("a person’s judgement")

    text = models.ForeignKey(Text, models.PROTECT, related_name="guards")
    uid = models.UUIDField(null=True, blank=True)
    consideration = models.ForeignKey(Consideration, models.PROTECT, related_name="guards")
    language = models.CharField(max_length=5, default="fa")
    rule = models.CharField(max_length=10, choices=Rule, default=Rule.WORDS)
    must_contain = models.JSONField(default=list, blank=True)
    must_not_contain = models.JSONField(default=list, blank=True)
    questions = NamesField()
    judge = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="red_lines_judged"
    )
    explanations = NamesField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return in_language(self.explanations)

    @property
    def question(self) -> str:
        """What the judge is asked, in the reader's language."""
        return in_language(self.questions)

    @property
    def whole(self) -> bool:
        """Whether it is about the whole text."""
        return self.uid is None

    @property
    def judged(self) -> bool:
        """Whether a person says if it is crossed."""
        return self.rule == self.Rule.JUDGEMENT


class Judgement(models.Model):
    """What a guard's judge said of certain words; as confidential as the guard.

    It is about words, not about where they were read: `digest` names them (that of
    `dabir.domain.drafting.guards`), so that the answer holds wherever the same words come again,
    and the question is open anew once they change. `about` says where they were read.
    """

    guard = models.ForeignKey(Guard, models.PROTECT, related_name="judgements")
    digest = models.CharField(max_length=32)
    crossed = models.BooleanField()
    reason = models.TextField()
    about = models.CharField(max_length=120)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("guard", "digest"), name="judged_once_a_wording"),
        )

    def __str__(self) -> str:
        return self.reason
