"""Comments as they stand beside the clauses of a version that is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from dabir.domain.drafting.comparing.ranges import Range
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.models import Clause, Comment, CommentReply, Version
from dabir.stages.texts.queries.comments import Standing, comments_visible_to, standing
from dabir.web.spans import Mark, Segment, segments

A_CLAUSE = 3
"""Open comments that are shown under a clause; the rest are behind a link."""

QUOTED, SAID = 60, 160
"""Letters of the words that a comment is on, and of what it says, as far as they are shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """An open comment under its clause, in short: a long text shows more than a thousand."""

    key: str
    language: str
    place: Range | None
    gone: bool
    who: str
    quoted: str
    said: str
    replies: int


@dataclass(slots=True)
class Beside:
    """The comments on one clause: the first open ones, and how many there are."""

    lines: list[Line] = field(default_factory=list)
    opened: int = 0
    settled: int = 0

    @property
    def total(self) -> int:
        """How many there are."""
        return self.opened + self.settled

    @property
    def left(self) -> int:
        """How many are not shown under the clause."""
        return self.total - len(self.lines)

    @property
    def summary(self) -> str:
        """How many are open, in words."""
        return ngettext("%(number)s open comment", "%(number)s open comments", self.opened) % {
            "number": show_digits(self.opened)
        }

    def marked(self, language: str, words: str) -> SafeString | None:
        """Return words of the clause with links where comments are on them; None without any."""
        marks = [
            Mark(*each.place, key=each.key)
            for each in self.lines
            if each.place is not None and each.language == language
        ]
        if not marks:
            return None
        # No blanks between the elements: places are counted in the words as they stand.
        return format_html_join("", "{}", ((_piece(each),) for each in segments(words, marks)))


def _piece(segment: Segment) -> str:
    if not segment.key:
        return segment.text
    return format_html(
        '<a class="draft-noted"{} href="#proposal-{}" data-span="{}" draggable="false">{}</a>',
        format_html(' id="span-{}"', segment.key) if segment.opens else "",
        segment.key,
        " ".join(segment.keys),
        segment.text,
    )


def _line(standing: Standing, replies: int) -> Line:
    comment = standing.comment
    return Line(
        key=str(comment.pk),
        language=comment.language,
        place=standing.place,
        gone=standing.gone,
        who=str(comment.body or comment.by),
        quoted=_short(comment.quoted, QUOTED),
        said=_short(comment.words or comment.wording, SAID),
        replies=replies,
    )


def _short(words: str, letters: int) -> str:
    """Return the first words of what is longer."""
    if len(words) <= letters:
        return words
    # What is one long word, as an address, is cut within it.
    return (words[:letters].rpartition(" ")[0] or words[:letters]) + " …"


@dataclass(slots=True)
class Commented:
    """The comments on a version: by the uid of their clause, on all of it, on clauses gone."""

    clauses: dict[UUID, Beside] = field(default_factory=dict)
    whole: int = 0
    gone: int = 0


def commented(version: Version, clauses: Sequence[Clause], reader: Reader) -> Commented:
    """Return the comments on a version that the reader may see. Seven queries at most."""
    seen = comments_visible_to(reader).filter(
        text=version.text_id, version__order__lte=version.order
    )
    # Thousands of comments are on hundreds of clauses and by few: each of these is read once.
    opened = (
        seen.filter(state=Comment.State.OPEN)
        .select_related(None)
        .prefetch_related("by", "body", "version", "clause")
    )
    settled = Counter(
        dict(
            seen.filter(state=Comment.State.SETTLED)
            .select_related(None)
            .order_by()
            .values_list("clause__uid")
            .annotate(number=Count("pk"))
        )
    )
    found = Commented(whole=settled.pop(None, 0))
    known = {clause.uid for clause in clauses}
    under: dict[UUID, list[Standing]] = {}
    for each in standing(opened, version, clauses):
        if each.comment.clause is None:
            found.whole += 1
        elif each.clause is None:
            found.gone += 1
        else:
            under.setdefault(each.clause.uid, []).append(each)
    shown = {}
    for uid, all_of_it in under.items():
        all_of_it.sort(key=lambda each: (each.gone, each.place or (0, 0), each.comment.pk))
        shown[uid] = all_of_it[:A_CLAUSE]
    replies = _replies(each.comment.pk for some in shown.values() for each in some)
    for uid, some in shown.items():
        lines = [_line(each, replies.get(each.comment.pk, 0)) for each in some]
        found.clauses[uid] = Beside(lines, len(under[uid]))
    for uid, number in settled.items():
        if uid in known:
            found.clauses.setdefault(uid, Beside()).settled = number
        else:
            found.gone += number
    return found


def _replies(comments: Iterable[int]) -> dict[int, int]:
    """Return how many answers there are, by the key of the comment, for those that have any."""
    rows = CommentReply.objects.filter(comment__in=list(comments)).order_by()
    return dict(rows.values_list("comment").annotate(number=Count("pk")))
