"""What people comment on a text or on words of it, what is answered, and how it was disposed of."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from dabir.domain.procedure.transitions import Life
from dabir.foundation.people.models import Body, Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.texts.models.amendments import Amendment
from dabir.stages.texts.models.clauses import Clause
from dabir.stages.texts.models.texts import Text, Version


class Comment(Addressable):
    """A comment on words of a clause, on a whole clause, or on the whole text (no `clause`).

    It is on what `version` says, and stays with it: `start` and `end` count code points of the
    clause's words in `language`, and `quoted` is what stands there; all three are empty where it
    is on the whole clause or text. Where those words stand later follows from the wordings
    (`queries.comments.standing`). Besides `words`, or instead, it may propose another `wording`
    of them, with a `reason`. With a `body`, it is that body's.
    """

    KIND = "texts.comment"
    LIFE = Life(
        "comment",
        "open",
        {"settle": (("open",), "settled"), "reopen": (("settled",), "open")},
    )

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("comment on a text", "open")
        SETTLED = "settled", pgettext_lazy("comment on a text", "settled")

    text = models.ForeignKey(Text, models.PROTECT, related_name="comments")
    version = models.ForeignKey(Version, models.PROTECT, related_name="comments")
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="comments"
    )
    language = models.CharField(max_length=5, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quoted = models.TextField(blank=True)
    words = models.TextField(blank=True)
    wording = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="comments")
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    by = models.ForeignKey(Person, models.PROTECT, related_name="comments_on_texts")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("text", "state"), name="comments_by_state"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True, language="", quoted="")
                | Q(clause__isnull=False, start__lt=F("end")) & ~Q(language=""),
                name="comments_are_on_words_or_on_all",
            ),
        )

    def __str__(self) -> str:
        return (self.words or self.wording)[:80]

    @property
    def place(self) -> tuple[int, int] | None:
        """Where its words begin and end in what `version` says; None for all of it."""
        if self.start is None or self.end is None:
            return None
        return self.start, self.end

    @property
    def disposition(self) -> CommentDisposition | None:
        """What holds of how it was disposed of; None while it is open."""
        return next((each for each in self.dispositions.all() if each.holds), None)


class CommentReply(models.Model):
    """An answer to a comment; as confidential as that. With a `body`, it is that body's."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="replies")
    words = models.TextField()
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.words[:80]


class CommentDisposition(models.Model):
    """How a comment was disposed of, why, and where it led; it holds until it is taken back.

    Those taken back are kept, with who opened the comment again and why. The amendment or clause
    that it led to has its own readers.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("comment on a text", "accepted")
        IN_PART = "in_part", pgettext_lazy("comment on a text", "accepted with changes")
        NOT_ACCEPTED = "not_accepted", pgettext_lazy("comment on a text", "not accepted")
        NOTED = "noted", pgettext_lazy("comment on a text", "noted")
        ANSWERED = "answered", pgettext_lazy("comment on a text", "answered")
        WITHDRAWN = "withdrawn", pgettext_lazy("comment on a text", "withdrawn")

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="dispositions")
    outcome = models.CharField(max_length=12, choices=Outcome)
    reason = models.TextField()
    amendment = models.ForeignKey(
        Amendment, models.PROTECT, null=True, blank=True, related_name="comments_led_to_it"
    )
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="comments_led_to_it"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reopened_because = models.TextField(blank=True)
    reopened_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("comment",),
                condition=Q(reopened_at__isnull=True),
                name="one_disposition_of_a_comment_holds",
            ),
        )

    def __str__(self) -> str:
        return self.get_outcome_display()

    @property
    def holds(self) -> bool:
        """Whether it was not taken back."""
        return self.reopened_at is None
