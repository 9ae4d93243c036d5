"""Comments on the clauses of a draft, as the form sends them: on some words, or on the whole.

Each comment has five fields, named by part, clause and number: `words` are those it is on, as the
contributor sees or types them, and `range` where the form's script found them, as ``fa:12:40`` in
code points. A range that does not say what the words say is let go: the words are what was meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from dabir.domain.language.passages import Span
from dabir.domain.language.quoting import find_quote
from dabir.foundation.naming import language_of
from dabir.stages.calls.models import Exhibit
from dabir.stages.submissions.intake.contents import AnswerDraft
from dabir.stages.submissions.models import Answer

MORE = "more"
"""The button that asks for room for another comment; its value is the key of the clause."""

PARTS = {
    "comment": Answer.Part.COMMENT,
    "wording": Answer.Part.WORDING,
    "reason": Answer.Part.REASON,
}
_FIELD = re.compile(r"(?:words|range|comment|wording|reason)-([0-9]{1,18})-([0-9]{1,3})")
_RANGE = re.compile(r"([a-z]{2}):([0-9]{1,7}):([0-9]{1,7})")


@dataclass(frozen=True)
class Comment:
    """One comment on a clause as it was typed; `number` tells it from others on the same clause."""

    exhibit: Exhibit
    number: int
    words: str = ""
    range: str = ""
    comment: str = ""
    wording: str = ""
    reason: str = ""

    @property
    def key(self) -> str:
        """What its fields' names end with."""
        return f"{self.exhibit.pk}-{self.number}"

    @property
    def said(self) -> bool:
        """Whether anything is said in it, beyond which words it is on."""
        return any((self.comment, self.wording, self.reason))

    @cached_property
    def place(self) -> tuple[str, Span] | None:
        """The language of the clause's text and where the words stand; None where they do not."""
        texts = self.exhibit.texts
        if (given := _RANGE.fullmatch(self.range)) is not None:
            language, start, end = given[1], int(given[2]), int(given[3])
            if texts.get(language, "")[start:end].split() == self.words.split():
                return language, Span(start, end)
        seen = language_of(texts)
        for language in dict.fromkeys([seen, *texts]):
            if (span := find_quote(texts.get(language, ""), self.words)) is not None:
                return language, span
        return None

    @property
    def trouble(self) -> str:
        """Why it cannot be sent as it stands; "" when it can."""
        if self.said and self.words and self.place is None:
            return _(
                "These words do not stand in the clause. Copy them from it, or leave it empty."
            )
        return ""

    def answers(self, item: int) -> Iterator[AnswerDraft]:
        """Yield its parts that say something, as one row of comments."""
        language, span = self.place if self.words and self.place else ("", None)
        for name, part in PARTS.items():
            if text := str(getattr(self, name)):
                yield AnswerDraft(
                    text,
                    exhibit=self.exhibit,
                    item=item,
                    part=part,
                    start=span.start if span else None,
                    end=span.end if span else None,
                    range_language=language,
                )


def comments_in(values: Mapping[str, Any], exhibits: Iterable[Exhibit]) -> dict[int, list[Comment]]:
    """Return the comments among the values of a form, by the key of their clause, in their order.

    Fields about clauses of other calls, and comments in which every field is empty, are left out.
    """
    numbers: dict[int, set[int]] = defaultdict(set)
    for name in values:
        if (match := _FIELD.fullmatch(name)) is not None:
            numbers[int(match[1])].add(int(match[2]))
    found: dict[int, list[Comment]] = {}
    for exhibit in exhibits:
        comments = [_read(values, exhibit, number) for number in sorted(numbers[exhibit.pk])]
        found[exhibit.pk] = [one for one in comments if one.said or one.words]
    return found


def _read(values: Mapping[str, Any], exhibit: Exhibit, number: int) -> Comment:
    def value(part: str) -> str:
        return str(values.get(f"{part}-{exhibit.pk}-{number}") or "").strip()

    return Comment(
        exhibit,
        number,
        words=value("words"),
        range=value("range"),
        comment=value("comment"),
        wording=value("wording"),
        reason=value("reason"),
    )


def answers_of(comments: Mapping[int, list[Comment]]) -> list[AnswerDraft]:
    """Return what the comments say; those that say nothing have no row."""
    said = [one for each in comments.values() for one in each if one.said]
    return [answer for item, one in enumerate(said, start=1) for answer in one.answers(item)]


def clause_of(button: str) -> int:
    """Return the key of the clause on which another comment is asked for; 0 for none."""
    return int(button) if re.fullmatch("[0-9]{1,18}", button) else 0


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause under consultation as the form shows it; the last of its comments is still empty."""

    exhibit: Exhibit
    comments: tuple[Comment, ...]

    @property
    def begun(self) -> bool:
        """Whether somebody has written on it."""
        return len(self.comments) > 1

    @property
    def language(self) -> str:
        """The language in which its text is shown."""
        return language_of(self.exhibit.texts)


def clauses_with(
    exhibits: Iterable[Exhibit], comments: Mapping[int, list[Comment]]
) -> list[Clause]:
    """Return the clauses with what was typed on each, and one more to be typed."""
    shown = []
    for exhibit in exhibits:
        typed = comments.get(exhibit.pk, [])
        following = max((one.number for one in typed), default=-1) + 1
        shown.append(Clause(exhibit, (*typed, Comment(exhibit, following))))
    return shown
