"""Texts, their versions as immutable snapshots of clauses, and amendments."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dabir.domain.drafting import Kind, NumberStyle, Symbol
from dabir.domain.procedure.transitions import Life
from dabir.foundation.naming import Named, NamesField, in_language
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.trace.models import Addressable, new_id
from dabir.stages.calls.models import Call
from dabir.stages.mandates.models import Duty, Report
from dabir.stages.themes.models import Consideration


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
        APPROVED = "approved", _("approved")
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

    class Meta:
        ordering = ("pk",)


class Version(Addressable):
    """An immutable snapshot: Zero draft, Rev.1, …; the next is derived from accepted amendments."""

    KIND = "texts.version"

    text = models.ForeignKey(Text, models.PROTECT, related_name="versions")
    order = models.PositiveIntegerField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    note = models.TextField(blank=True)
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
        """What the version is called in the reader's language: zero draft, Rev.n."""
        return Symbol(self.order).label((get_language() or "fa").split("-")[0])


class HandIn(models.Model):
    """A version that was handed in for a required output, with the report that it came with."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="hand_ins")
    report = models.OneToOneField(Report, models.PROTECT, related_name="hand_in")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.version}"


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


class Amendment(Addressable):
    """A proposed change (پیشنهاد اصلاحی): operations against a base version.

    `operations` are those of `dabir.domain.drafting` as plain data. While it is pending, each new
    version becomes its base and the operations are carried over; `first_base` stays.
    """

    KIND = "texts.amendment"
    LIFE = Life(
        "amendment",
        "proposed",
        {
            "accept": (("proposed", "rejected"), "accepted"),
            "reject": (("proposed", "accepted"), "rejected"),
            "withdraw": (("proposed", "redraft"), "withdrawn"),
            "ask_redraft": (("proposed",), "redraft"),
            "redraft": (("redraft",), "proposed"),
            "carry": (("accepted",), "carried"),
        },
    )

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
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
