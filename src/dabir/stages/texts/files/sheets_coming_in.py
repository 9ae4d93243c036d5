"""Comment sheets that came back, bound to the clauses of a version and to the comments on it.

A row that was printed from a comment carries its number and brings its outcome back; any other is a
new comment. Where it is not sure which clause a row is on, a person says it, and nothing is taken
over before. Whatever is written in a row is taken over, or the row says why it is not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.translation import gettext as _

from dabir.domain.language import search_key
from dabir.domain.language.digits import to_ascii_digits
from dabir.domain.procedure.verdicts import Refused
from dabir.formats.comment_sheets import Cells, ReadRow, ReadSheet
from dabir.foundation.people.models import Body, Person
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.stages.texts.files.comment_sheets import cells_of
from dabir.stages.texts.files.going_out import issued_mark, issued_order
from dabir.stages.texts.files.sheet_clauses import LANGUAGES, ClauseFinder, is_whole, said_key
from dabir.stages.texts.models import Clause, Comment, CommentDisposition, Text, Version
from dabir.stages.texts.policy.comments import may_settle
from dabir.stages.texts.queries import clauses_visible_to
from dabir.stages.texts.queries.comments import comments_visible_to

Outcome = CommentDisposition.Outcome

MOST_ROWS = 2_000
"""Rows of a sheet that change something: more than a delegation comments on in one file."""

_NUMBER = re.compile(r"\W*([0-9]{1,18})(?:\.0+)?\W*")
"""The number of a comment, whatever programs put around it."""

State = Literal["new", "known", "there", "twice", "asked", "left"]


@dataclass(frozen=True, slots=True)
class BoundRow:
    """A row of a sheet as it would be taken over.

    `state`: a new comment, one that is known by its number, one of the same words that is there
    already or stands further up in the sheet, one of which a person must say what it is on, or one
    of which nothing is made. `clause` None is the whole text; `place` and `language` say where its
    quoted words stand. `outcome` is a disposition that it brings for the `comment` that it is.
    `likely` is the clause to be offered first.
    """

    number: int
    state: State
    said: Cells
    named: str
    clause: Clause | None = None
    language: str = ""
    place: tuple[int, int] | None = None
    comment: Comment | None = None
    outcome: Outcome | None = None
    likely: Clause | None = None
    notes: tuple[str, ...] = ()

    @property
    def settles(self) -> bool:
        """Whether it disposes of a comment that is open."""
        return self.outcome is not None

    @property
    def words(self) -> str:
        """The words of its comment, with what of the row has no place of its own."""
        said = self.said
        words = said.comment or ("" if said.wording else said.reason)
        if said.quote and self.place is None:
            words = f"«{said.quote}» {words}".strip()
        if self.clause is None and self.named and self.named.casefold() not in {"", "all"}:
            words = f"{self.named}: {words}" if words else self.named
        return f"{said.by}: {words}" if said.by and words else words

    @property
    def reason(self) -> str:
        """The reason of its comment, where it is not all that is said."""
        return self.said.reason if self.said.comment or self.said.wording else ""


@dataclass(frozen=True)
class BoundSheet:
    """What a sheet says, bound to a version; `other` names a version that it says it is of."""

    rows: tuple[BoundRow, ...]
    facts: Mapping[str, str]
    other: str = ""

    @property
    def asked(self) -> tuple[BoundRow, ...]:
        """The rows of which a person must say what they are on."""
        return tuple(row for row in self.rows if row.state == "asked")

    @property
    def made(self) -> tuple[BoundRow, ...]:
        """The rows that become comments."""
        return tuple(row for row in self.rows if row.state == "new")

    @property
    def settled(self) -> tuple[BoundRow, ...]:
        """The rows that dispose of comments."""
        return tuple(row for row in self.rows if row.settles)


def version_named(read: ReadSheet, text: Text, versions: Sequence[Version]) -> Version | None:
    """Return the version that a sheet says it was printed from, if it is one of these."""
    order = issued_order(text, read.facts.get("draft", "").strip())
    return next((each for each in versions if each.order == order), None)


def bind(
    read: ReadSheet,
    version: Version,
    reader: Person,
    *,
    body: Body | None = None,
    said: Mapping[int, str] | None = None,
    also: Collection[int] = (),
) -> BoundSheet:
    """Bind the rows of a sheet that is a body's to a version's clauses and the comments on it.

    Without a `body` the comments are the reader's own.
    `said` is what a person says of rows: the uid of the clause, or `WHOLE`; by the row's number.
    `also` are the numbers of rows that say the same as one above and are meant nevertheless.

    Raises:
        Refused: more rows would change something than can be taken over at once.
    """
    said = said or {}
    clauses = list(clauses_visible_to(reader).filter(version=version).order_by("order"))
    # A number is known whichever version the comment was made on: it is never a new one.
    comments = list(
        comments_visible_to(reader).filter(text=version.text_id).prefetch_related("dispositions")
    )
    for comment in comments:
        comment.text = version.text
    finder = ClauseFinder(version, clauses, read.rows)
    binder = _Binder(finder, version, comments, reader, body=body, also=frozenset(also))
    rows: list[BoundRow] = []
    changing = 0
    for row in read.rows:
        bound = binder.bind(row, said.get(row.number))
        if bound is None:
            continue
        rows.append(bound)
        changing += bound.state != "known" or bound.settles
        if changing > MOST_ROWS:
            raise Refused(
                _("This sheet has more rows than can be taken over at once: send it in parts.")
            )
    named = read.facts.get("draft", "").strip()
    other = named if named and named != issued_mark(version) else ""
    return BoundSheet(tuple(rows), read.facts, other)


Key = tuple[object, ...]


class _Binder:
    """Binds rows one after another, and knows what was said further up."""

    def __init__(
        self,
        finder: ClauseFinder,
        version: Version,
        comments: Sequence[Comment],
        reader: Person,
        *,
        body: Body | None,
        also: frozenset[int],
    ) -> None:
        self._finder = finder
        self._reader = reader
        self._also = also
        self._comments = {each.pk: each for each in comments}
        self._there: dict[Key, Comment] = {}
        self._printed: dict[Key, Comment] = {}
        for each in comments:
            said = (each.quoted, each.words, each.wording, each.reason)
            own = each.body == body if body is not None else each.by_id == reader.pk
            if own and each.version_id == version.pk:
                self._there[_same(each.clause_id, *said)] = each
            printed = _same(each.clause.uid if each.clause is not None else None, *said)
            for by in _names(each):
                self._printed.setdefault((by, *printed), each)
        self._above: set[Key] = set()
        self._settled: set[int] = set()

    def bind(self, row: ReadRow, answer: str | None) -> BoundRow | None:
        cells = row.cells
        named = "" if is_whole(row) else row.clause or row.code
        known = self._numbered(cells.number)
        if known is not None:
            return self._known(row, known)
        notes: tuple[str, ...] = ()
        if cells.number:
            notes = (_("There is no comment of this number that you may see: it is taken as new."),)
        if self._finder.rewritten(row) and not cells.wording:
            cells = replace(cells, wording=row.text)
            notes = (
                *notes,
                _("The clause's own text was changed here: it is taken for proposed wording."),
            )
        if not (cells.comment or cells.wording or cells.reason):
            return _left(row, named)
        sure, clause, likely = self._finder.find(row, answer)
        if sure and not cells.number:
            printed = self._as_printed(cells, clause)
            if printed is not None:
                note = _("It is known by its words: its number is gone.")
                return self._known(row, printed, note)
        notes += tuple(self._not_taken(row, cells))
        if not sure:
            return BoundRow(row.number, "asked", cells, named, likely=likely, notes=notes)
        return self._new(row.number, cells, named, clause, notes)

    def _numbered(self, written: str) -> Comment | None:
        found = _NUMBER.fullmatch(to_ascii_digits(written)) if written else None
        return self._comments.get(int(found[1])) if found else None

    def _as_printed(self, cells: Cells, clause: Clause | None) -> Comment | None:
        """Return the comment that was printed in a row, where that says whose it is."""
        if not cells.by:
            return None
        uid = clause.uid if clause is not None else None
        said = (cells.quote, cells.comment, cells.wording, cells.reason)
        return self._printed.get((said_key(cells.by), *_same(uid, *said)))

    def _not_taken(self, row: ReadRow, cells: Cells) -> Iterator[str]:
        """Say what of the row of a new comment is not taken over."""
        if cells.outcome or cells.answer:
            yield _("An outcome and an answer are only taken for comments that are known.")
        if cells.wording != row.text and self._finder.rewritten(row):
            yield _own_text(row)

    def _new(
        self,
        number: int,
        cells: Cells,
        named: str,
        clause: Clause | None,
        notes: tuple[str, ...],
    ) -> BoundRow:
        language, quoted, place = "", "", None
        if clause is not None and cells.quote:
            language, quoted, place = self._finder.place(cells.quote, clause)
        row = BoundRow(number, "new", cells, named, clause, language, place, notes=notes)
        key = _same(clause.pk if clause else None, quoted, row.words, cells.wording, row.reason)
        there = self._there.get(key)
        if there is not None:
            note = _("The same comment is there already.")
            return replace(row, state="there", comment=there, notes=(*notes, note))
        if clause is not None and cells.quote and place is None:
            note = _(
                "“%(words)s” does not stand in this clause: it is taken for the whole clause."
            ) % {"words": cells.quote}
            notes = (*notes, note)
        if key in self._above and number not in self._also:
            note = _("The same stands further up in this sheet: it is taken once.")
            return replace(row, state="twice", notes=(*notes, note))
        self._above.add(key)
        return replace(row, notes=notes)

    def _known(self, row: ReadRow, comment: Comment, *more: str) -> BoundRow:
        cells, stored, notes = row.cells, cells_of(comment), list(more)
        changed = [
            each
            for each, was in (
                (cells.quote, stored.quote),
                (cells.comment, stored.comment),
                (cells.wording, stored.wording),
                (cells.reason, stored.reason),
            )
            if said_key(each) != said_key(was)
        ]
        if changed:
            notes.append(
                _("Its words were changed in the sheet, and stay as they were: %(words)s")
                % {"words": " · ".join(each or "—" for each in changed)}
            )
        if self._finder.rewritten(row):
            notes.append(_own_text(row))
        outcome, why_not = self._outcome(cells, comment)
        notes += [why_not] if why_not else []
        if outcome is not None:
            self._settled.add(comment.pk)
        return BoundRow(
            row.number,
            "known",
            cells,
            row.clause or row.code,
            comment.clause,
            comment=comment,
            outcome=outcome,
            notes=tuple(notes),
        )

    def _outcome(self, cells: Cells, comment: Comment) -> tuple[Outcome | None, str]:
        """Return the disposition that a row brings for its comment, or why it brings none."""
        outcome = _outcome_of(cells.outcome)
        if cells.outcome and outcome is None:
            return None, _("“%(words)s” is no outcome.") % {"words": cells.outcome}
        holds = comment.disposition
        if holds is not None:
            again = outcome in {None, holds.outcome} and not _other(holds.reason, cells.answer)
            why = _("It is settled already: open it again to settle it otherwise.")
            return None, "" if again else why
        if outcome is None:
            why = _("There is an answer without an outcome: it is not taken.")
            return None, why if cells.answer else ""
        if not may_settle(self._reader, comment, outcome):
            return None, _("It is not for you to settle this comment.")
        if not cells.answer:
            return None, _("There is no reason for this outcome: it is not taken.")
        if comment.pk in self._settled:
            return None, _("A row further up disposes of this comment: this one is not taken.")
        if any(
            each.outcome == outcome and not _other(each.reason, cells.answer)
            for each in comment.dispositions.all()
        ):
            # It was printed before that was taken back; nobody says it again.
            return None, _("It was opened again since this was printed: the outcome is not taken.")
        return outcome, ""


def _own_text(row: ReadRow) -> str:
    return _("The clause's own text was changed here, which is not taken: %(words)s") % {
        "words": row.text
    }


def _left(row: ReadRow, named: str) -> BoundRow | None:
    """Return a row that says something of which no comment is made, with the reason, or None."""
    cells = row.cells
    if cells.number:
        why = _("There is no comment of this number that you may see: nothing is taken.")
    elif cells.outcome or cells.answer:
        why = _("An outcome and an answer are only taken for comments that are known.")
    elif cells.quote:
        why = _("Words are quoted here, and nothing is said of them: nothing is taken.")
    else:
        return None
    return BoundRow(row.number, "left", cells, named, notes=(why,))


def _names(comment: Comment) -> set[str]:
    """Return how a sheet may call those whose comment it is."""
    named = comment.body if comment.body is not None else comment.by
    return {said_key(each) for each in (str(named), *named.names.values()) if each}


def _same(clause: object, *said: str) -> Key:
    return clause, *(said_key(each) for each in said)


def _other(one: str, two: str) -> bool:
    return bool(two) and said_key(one) != said_key(two)


def _outcome_of(written: str) -> Outcome | None:
    """Return the outcome that a cell means, in any language of ours; None for none."""
    key = search_key(written).strip(" .،,;؛!\"'()«»*")
    if not key:
        return None
    for language in LANGUAGES:
        with reading_as(Preferences.of_language(language)):
            for each in Outcome:
                if key in {search_key(str(each.label)), search_key(each.value)}:
                    return each
    return None
