"""Clauses of a version, their words in each language, and what they are grounded in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.domain.drafting import Kind, NumberStyle
from dabir.foundation.naming import NamesField, in_language
from dabir.foundation.people.models import Person
from dabir.foundation.trace.models import Addressable, new_id
from dabir.stages.texts.models.texts import Version
from dabir.stages.themes.models import Consideration


class Clause(Addressable):
    """A clause in a version. `uid` is the same clause through all versions.

    `order` is its place in reading order. `citations` («تبصره ماده ۸») and `marks` («ماده ۸»)
    follow from where it stands; a version never changes, so they are kept by language.
    """

    KIND = "texts.clause"

    grounds_seen: list[Ground]
    """The grounds that the reader of a page may see; set by `queries.reading`."""

    class Kind(models.TextChoices):
        PREAMBLE = Kind.PREAMBLE.value, pgettext_lazy("part of a text", "preamble")
        CHAPTER = Kind.CHAPTER.value, pgettext_lazy("part of a text", "chapter")
        ARTICLE = Kind.ARTICLE.value, pgettext_lazy("part of a text", "article")
        NOTE = Kind.NOTE.value, pgettext_lazy("part of a text", "note")
        CLAUSE = Kind.CLAUSE.value, pgettext_lazy("part of a text", "clause")
        ITEM = Kind.ITEM.value, pgettext_lazy("part of a text", "item")
        PARAGRAPH = Kind.PARAGRAPH.value, pgettext_lazy("part of a text", "paragraph")
        ANNEX = Kind.ANNEX.value, pgettext_lazy("part of a text", "annex")

    class Style(models.TextChoices):
        NONE = NumberStyle.NONE.value, _("no number")
        DIGITS = NumberStyle.DIGITS.value, _("digits: 1, 2, 3")
        LETTERS = NumberStyle.LETTERS.value, _("letters in the order of the alphabet")
        ABJAD = NumberStyle.ABJAD.value, _("letters in the order of abjad")
        ORDINAL = NumberStyle.ORDINAL.value, _("first, second, third")

    version = models.ForeignKey(Version, models.PROTECT, related_name="clauses")
    uid = models.UUIDField(default=new_id)
    parent_uid = models.UUIDField(null=True, blank=True)
    order = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ARTICLE)
    style = models.CharField(max_length=8, choices=Style, default=Style.DIGITS)
    citations = NamesField()
    marks = NamesField()

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("version", "uid"), name="one_clause_a_version"),
        )
        indexes = (models.Index(fields=("uid",)),)

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The clause's full address in the reader's language: «تبصره ماده ۸»."""
        return in_language(self.citations)

    @property
    def mark(self) -> str:
        """What is printed before the clause's words in the reader's language, or nothing."""
        return in_language(self.marks)

    @property
    def heading(self) -> str:
        """The heading in the reader's language, else in another, or nothing."""
        return in_language({each.language: each.heading for each in self.wordings.all()})

    @property
    def text(self) -> str:
        """The clause's words in the reader's language, else in another."""
        return in_language({each.language: each.text for each in self.wordings.all()})


class Wording(models.Model):
    """A clause's heading and words in one language.

    `since` is the order of the version that brought them: a translation that is older than the
    wording in the text's own language no longer says the same.
    """

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="wordings")
    language = models.CharField(max_length=5)
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    since = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("clause", "language"), name="one_wording_a_language"),
        )

    def __str__(self) -> str:
        return self.text[:80]


class Ground(models.Model):
    """A consideration in which a clause is grounded; carried along to later versions by `uid`."""

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="grounds")
    consideration = models.ForeignKey(
        Consideration, models.PROTECT, related_name="grounded_clauses"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("clause", "consideration"), name="grounded_once"),
        )

    def __str__(self) -> str:
        return f"{self.clause} ← {self.consideration_id}"
