"""Versions, clauses and changes as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import (
    Change,
    ClauseChange,
    Kind,
    Numbering,
    NumberStyle,
    Part,
    apply,
    compare_versions,
)
from dabir.domain.drafting.amendments import Edit
from dabir.domain.drafting.comparing.differences import ChangeKind
from dabir.stages.texts.models import Amendment, Clause, Text, Wording
from dabir.stages.texts.sentences import language_of_reader
from dabir.stages.texts.snapshots import as_drafted
from dabir.web.texts.commenting.beside import Beside


def direction(language: str) -> str:
    """Return the direction in which a language is written."""
    return "rtl" if language in {"fa", "ar"} else "ltr"


@dataclass(frozen=True, slots=True)
class Side:
    """A clause's words in one language. `stale` says that the text's own language has moved on."""

    language: str
    direction: str
    mark: str
    heading: str
    text: str
    stale: bool = False
    marked: SafeString | None = None
    """The words with links where comments are on them, if there are any."""


@dataclass(slots=True)
class Row:
    """A clause on a reading page, with what stands in it."""

    clause: Clause
    sides: list[Side]
    urls: Mapping[str, str]
    """The pages about it: "clause", "words", "comment" and "trace"."""
    pending: int = 0
    comments: Beside | None = None
    within: list[Row] = field(default_factory=list)

    @property
    def lone_mark(self) -> bool:
        """Whether the mark stands before the words rather than above them."""
        return self.clause.kind in {Kind.CLAUSE.value, Kind.ITEM.value}


def languages_of(clauses: Iterable[Clause], own: str) -> list[str]:
    """Return the languages in which the clauses have words, the text's own first."""
    met = {each.language for clause in clauses for each in clause.wordings.all()}
    return [own, *sorted(met - {own})]


class Addresses:
    """Where the pages about each clause of a text are; resolved once, as a text has hundreds."""

    _ANY = UUID(int=0)

    def __init__(self, text: Text) -> None:
        where = [text.group.code, text.pk, self._ANY]
        self._of_any = {
            "clause": reverse("texts:clause", args=where),
            "words": reverse("texts:words", args=where),
            "comment": reverse("texts:comment_on", args=where),
        }
        self._trace = reverse("trace", args=[self._ANY])

    def of(self, clause: Clause) -> dict[str, str]:
        """Return the pages about one clause."""
        anything, uid = str(self._ANY), str(clause.uid)
        urls = {name: url.replace(anything, uid) for name, url in self._of_any.items()}
        return urls | {"trace": self._trace.replace(anything, str(clause.address_id))}


def rows(
    clauses: Sequence[Clause],
    addresses: Addresses,
    languages: Sequence[str],
    own: str,
    *,
    pending: Mapping[str, int],
    comments: Mapping[UUID, Beside] | None = None,
) -> list[Row]:
    """Return the top clauses with all that stands in them, in the order of reading."""
    beside = comments or {}
    by_uid: dict[object, Row] = {}
    top: list[Row] = []
    for clause in clauses:
        row = Row(
            clause,
            _sides(clause, languages, own, beside.get(clause.uid)),
            addresses.of(clause),
            pending.get(str(clause.uid), 0),
            beside.get(clause.uid),
        )
        by_uid[clause.uid] = row
        above = by_uid.get(clause.parent_uid)
        (above.within if above is not None else top).append(row)
    return top


def _sides(
    clause: Clause, languages: Sequence[str], own: str, comments: Beside | None
) -> list[Side]:
    worded: dict[str, Wording] = {each.language: each for each in clause.wordings.all()}
    since = worded[own].since if own in worded else 0
    sides = []
    for language in languages:
        wording = worded.get(language)
        sides.append(
            Side(
                language,
                direction(language),
                clause.marks.get(language if language == "fa" else "en", ""),
                wording.heading if wording else "",
                wording.text if wording else "",
                stale=wording is not None and wording.since < since,
                marked=comments.marked(language, wording.text) if comments and wording else None,
            )
        )
    return sides


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A clause as it was read from plain text."""

    depth: int
    mark: str
    heading: str
    text: str


def preview_rows(clauses: Sequence[drafting.Clause], language: str) -> list[PreviewRow]:
    """Return clauses that were read from plain text, with the marks they will have."""
    if not clauses:
        return []
    drafted = drafting.Version.of(drafting.ZERO_DRAFT, clauses)
    numbering = Numbering(drafted)
    return [
        PreviewRow(
            depth,
            numbering.label(clause.uid, language).mark,
            clause.heading.get(language, ""),
            clause.text.get(language, ""),
        )
        for depth, clause in drafted.walk()
    ]


@dataclass(frozen=True, slots=True)
class Wordings:
    """How the heading or the words of a clause changed in one language; the label names a part."""

    label: str
    language: str
    direction: str
    changes: tuple[Change, ...]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What became of one clause. `what` is added, deleted, moved or reworded."""

    uid: str
    what: str
    headline: str
    label: str
    wordings: tuple[Wordings, ...]


def shown_changes(before: drafting.Version, after: drafting.Version) -> list[Shown]:
    """Return what differs between two versions, clause by clause, in words and in places."""
    language = language_of_reader()
    old, new = Numbering(before), Numbering(after)
    return [
        _shown(
            change,
            old.citation(change.uid, language) if change.before is not None else "",
            new.citation(change.uid, language) if change.after is not None else "",
        )
        for change in compare_versions(before, after)
    ]


def _shown(change: ClauseChange, old: str, new: str) -> Shown:
    if change.added:
        what, headline = "added", _("%(clause)s is added.") % {"clause": new}
    elif change.deleted:
        what, headline = "deleted", _("%(clause)s is taken out.") % {"clause": old}
    elif change.moved:
        headline = _("%(old)s becomes %(new)s.") % {"old": old, "new": new}
        if old == new:
            headline = _("%(clause)s changes its place.") % {"clause": new}
        what = "moved"
    elif change.spelling_only:
        what, headline = "reworded", _("%(clause)s is respelt.") % {"clause": new}
    else:
        what, headline = "reworded", _("%(clause)s is changed.") % {"clause": new}
    mine = language_of_reader()
    wordings = sorted(_wordings(change), key=lambda each: each.language != mine)
    return Shown(change.uid, what, headline, new or old, tuple(wordings))


def _wordings(change: ClauseChange) -> Iterator[Wordings]:
    if change.added or change.deleted:
        clause = change.after or change.before
        assert clause is not None  # noqa: S101 (one of them is there)
        for (part, language), words in clause.wordings().items():
            old, new = ("", words) if change.added else (words, "")
            kind: ChangeKind = "insert" if change.added else "delete"
            yield _worded(part, language, (Change(kind, old, new),), old, new)
        return
    for each in change.wording:
        old = "".join(stretch.old for stretch in each.changes)
        new = "".join(stretch.new for stretch in each.changes)
        yield _worded(each.part, each.language, each.changes, old, new)


def _worded(part: Part, language: str, changes: tuple[Change, ...], old: str, new: str) -> Wordings:
    label = _("heading") if part is Part.HEADING else ""
    return Wordings(label, language, direction(language), changes, old, new)


def amendment_changes(base: drafting.Version, amendment: Amendment) -> list[Shown]:
    """Return what an amendment changes in its base."""
    return changes_of(as_drafted(amendment), base)


def changes_of(amendment: drafting.Amendment, base: drafting.Version) -> list[Shown]:
    """Return what operations change in the version that they are made to."""
    return _changes_of(amendment, base, Numbering(base))


def _changes_of(
    amendment: drafting.Amendment, base: drafting.Version, numbering: Numbering
) -> list[Shown]:
    if not all(isinstance(operation, Edit) for operation in amendment.operations):
        return shown_changes(base, apply(base, amendment.proposed()))
    # Edits move nothing: the clauses they touch are enough, whatever the length of the text.
    touched = dict.fromkeys(operation.uid for operation in amendment.operations)
    few = drafting.Version.of(base.symbol, [replace(base[uid], parent=None) for uid in touched])
    language = language_of_reader()
    shown = []
    for change in compare_versions(few, apply(few, amendment.proposed())):
        label = numbering.citation(change.uid, language)
        shown.append(_shown(change, label, label))
    return shown


ADDABLE = (
    Clause.Kind.ARTICLE,
    Clause.Kind.NOTE,
    Clause.Kind.CLAUSE,
    Clause.Kind.ITEM,
    Clause.Kind.CHAPTER,
    Clause.Kind.ANNEX,
    Clause.Kind.PARAGRAPH,
)
"""The kinds of a clause that somebody may propose to add."""

STYLES = {
    Kind.CLAUSE.value: NumberStyle.LETTERS,
    Kind.ITEM.value: NumberStyle.DIGITS,
    Kind.CHAPTER.value: NumberStyle.ORDINAL,
    Kind.PARAGRAPH.value: NumberStyle.NONE,
}
"""How a new clause is numbered where it has no siblings of its kind to follow."""
