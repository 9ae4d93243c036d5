"""Comment sheets that came back, bound to the clauses of a version and to the comments on it.

A row that was printed from a comment carries its number and brings its outcome back; any other is a
new comment. Its clause is known by its code, by how it is called, or by its words; where none of
these is sure a person says which clause is meant, and nothing is taken over before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.translation import gettext as _
from rapidfuzz.distance import LCSseq

from dabir.domain.drafting import Edit, Numbering
from dabir.domain.drafting.spelling import spelling_key
from dabir.domain.language import search_key
from dabir.domain.language import words as words_in
from dabir.domain.language.quoting import find_quote
from dabir.domain.procedure.verdicts import Refused
from dabir.formats.comment_sheets import Cells, ReadRow, ReadSheet
from dabir.foundation.people.models import Body, Person
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.stages.texts.files.comment_sheets import WHOLE, cells_of, codes_of
from dabir.stages.texts.files.going_out import issued_mark, issued_order
from dabir.stages.texts.models import Clause, Comment, CommentDisposition, Text, Version
from dabir.stages.texts.policy.comments import may_settle
from dabir.stages.texts.queries import clauses_visible_to
from dabir.stages.texts.queries.comments import comments_visible_to
from dabir.stages.texts.snapshots import snapshot_of

Outcome = CommentDisposition.Outcome

MOST_ROWS = 2_000
"""Rows of a sheet that change something: more than a delegation comments on in one file."""

_LANGUAGES = ("fa", "en")
_LONGEST_LABEL = 300
_LONGEST_QUOTE = 2_000
_LONGEST_TEXT = 5_000
_ALIKE = 0.85
"""So much in common with a clause's words says which clause is meant."""

State = Literal["new", "known", "there", "asked"]


@dataclass(frozen=True, slots=True)
class BoundRow:
    """A row of a sheet as it would be taken over.

    `state`: a new comment, one that is known by its number, one of the same words that is there
    already, or one of which a person must say what it is on. `clause` None is the whole text;
    `place` and `language` say where its quoted words stand. `outcome` is a disposition that it
    brings for the `comment` that it is. `likely` is the clause to be offered first.
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
) -> BoundSheet:
    """Bind the rows of a sheet that is a body's to a version's clauses and the comments on it.

    Without a `body` the comments are the reader's own.
    `said` is what a person says of rows: the uid of the clause, or `WHOLE`; by the row's number.

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
    finder = _Finder(version, clauses, comments, reader, body)
    rows: list[BoundRow] = []
    changing = 0
    for row in read.rows:
        bound = finder.bind(row, said.get(row.number))
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


class _Finder:
    """Finds the clause that a row means and the comment that it is."""

    def __init__(
        self,
        version: Version,
        clauses: Sequence[Clause],
        comments: Sequence[Comment],
        reader: Person,
        body: Body | None,
    ) -> None:
        self._reader = reader
        self._own = version.text.language
        self._codes = codes_of(clauses)
        self._uids = {str(clause.uid): clause for clause in clauses}
        self._comments = {str(comment.pk): comment for comment in comments}
        self._there = {
            _same(each.clause_id, each.quoted, each.words, each.wording, each.reason): each
            for each in comments
            if each.version_id == version.pk
            and (each.body == body if body is not None else each.by_id == reader.pk)
        }
        self._texts = {clause.pk: _texts(clause) for clause in clauses}
        self._labels: dict[str, Clause | None] = {}
        drafted = snapshot_of(version, clauses)
        numbering = Numbering(drafted)
        for clause in clauses:
            labels = {
                search_key(label)
                for language in _LANGUAGES
                for label in (
                    numbering.citation(str(clause.uid), language),
                    numbering.label(str(clause.uid), language).mark,
                )
            } - {""}
            for label in labels:
                # Two clauses of one name: neither is meant for certain.
                self._labels[label] = None if label in self._labels else clause

    def bind(self, row: ReadRow, answer: str | None) -> BoundRow | None:
        cells = row.cells
        whole = search_key(row.code[:_LONGEST_LABEL]) == WHOLE
        named = "" if whole else row.clause or row.code
        known = self._comments.get(cells.number.strip()) if cells.number else None
        if known is not None:
            return self._known(row, known)
        if not (cells.comment or cells.wording or cells.reason):
            rewritten = self._rewritten(row)
            if rewritten is None:
                return None
            cells = Cells(wording=row.text, by=cells.by)
            note = _("The clause's own text was changed here: it is taken for proposed wording.")
            return self._new(row.number, cells, named, rewritten, (note,))
        notes: tuple[str, ...] = ()
        if cells.number:
            notes = (_("There is no comment of this number that you may see: it is taken as new."),)
        sure, clause, likely = self._clause(row, answer)
        if not sure:
            return BoundRow(row.number, "asked", cells, named, likely=likely, notes=notes)
        return self._new(row.number, cells, named, clause, notes)

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
            language, quoted, place = self._place(cells.quote, clause)
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
        return replace(row, notes=notes)

    def _known(self, row: ReadRow, comment: Comment) -> BoundRow:
        cells, stored, notes = row.cells, cells_of(comment), []
        changed = [
            each
            for each, was in (
                (cells.comment, stored.comment),
                (cells.wording, stored.wording),
                (cells.reason, stored.reason),
            )
            if spelling_key(" ".join(each.split())) != spelling_key(" ".join(was.split()))
        ]
        if changed:
            notes.append(
                _("Its words were changed in the sheet, and stay as they were: %(words)s")
                % {"words": " · ".join(each or "—" for each in changed)}
            )
        outcome = _outcome(cells.outcome)
        if cells.outcome and outcome is None:
            notes.append(_("“%(words)s” is no outcome.") % {"words": cells.outcome})
        holds = comment.disposition
        if outcome is not None and holds is not None:
            if holds.outcome != outcome or _other(holds.reason, cells.answer):
                notes.append(_("It is settled already: open it again to settle it otherwise."))
            outcome = None
        elif outcome is not None and not may_settle(self._reader, comment, outcome):
            notes.append(_("It is not for you to settle this comment."))
            outcome = None
        elif outcome is not None and not cells.answer:
            notes.append(_("There is no reason for this outcome: it is not taken."))
            outcome = None
        elif any(
            each.outcome == outcome and not _other(each.reason, cells.answer)
            for each in comment.dispositions.all()
        ):
            # It was printed before that was taken back; nobody says it again.
            notes.append(_("It was opened again since this was printed: the outcome is not taken."))
            outcome = None
        elif cells.answer and outcome is None and holds is None:
            notes.append(_("There is an answer without an outcome: it is not taken."))
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

    def _clause(
        self, row: ReadRow, answer: str | None
    ) -> tuple[bool, Clause | None, Clause | None]:
        """Return whether it is sure, which clause it is (None: all), and which it may be."""
        if answer is not None and (answer == WHOLE or answer in self._uids):
            return True, self._uids.get(answer), None
        code = search_key(row.code[:_LONGEST_LABEL]).replace(" ", "")
        if code == WHOLE:
            return True, None, None
        if code in self._codes:
            return True, self._codes[code], None
        if not (row.code or row.clause or row.text):
            return True, None, None
        label = search_key(row.clause) if len(row.clause) <= _LONGEST_LABEL else ""
        named = self._labels.get(label)
        alike, score = self._alike(row.text)
        if named is not None and (not row.text or alike in {None, named} or score < _ALIKE):
            sure = not row.text or alike == named
            return sure, named, named
        if named is None and alike is not None and score >= _ALIKE and not row.code:
            return True, alike, None
        return False, None, named or alike

    def _alike(self, text: str) -> tuple[Clause | None, float]:
        """Return the clause whose words are the likest to these, if any is like them."""
        wanted = [search_key(text[one.start : one.end]) for one in words_in(text[:_LONGEST_TEXT])]
        best: tuple[Clause | None, float] = (None, 0.0)
        if len(wanted) < 3:
            return best
        for clause in self._codes.values():
            for other in self._texts[clause.pk]:
                score = LCSseq.normalized_similarity(wanted, other)
                if score > max(best[1], 0.5):
                    best = clause, score
        return best

    def _place(self, quote: str, clause: Clause) -> tuple[str, str, tuple[int, int] | None]:
        """Return the language and the whole words that are quoted, and where they stand."""
        if len(quote) > _LONGEST_QUOTE:
            return "", "", None
        wordings = sorted(clause.wordings.all(), key=lambda each: each.language != self._own)
        for wording in wordings:
            if span := find_quote(wording.text, quote):
                words = wording.text[span.start : span.end]
                edit = Edit(
                    str(clause.uid), wording.language, span.start, span.end, words, words
                ).snapped(wording.text)
                return wording.language, edit.old, (edit.start, edit.end)
        return "", "", None

    def _rewritten(self, row: ReadRow) -> Clause | None:
        """Return the clause into whose own text somebody wrote, where its code says which it is."""
        code = search_key(row.code[:_LONGEST_LABEL]).replace(" ", "")
        clause = self._codes.get(code)
        if clause is None or not row.text.strip():
            return None
        written = search_key(" ".join(row.text.split()))
        texts = {search_key(" ".join(each.split())) for each in _versions_of(clause)}
        return None if written in texts else clause


def _texts(clause: Clause) -> list[list[str]]:
    return [
        [search_key(text[one.start : one.end]) for one in words_in(text[:_LONGEST_TEXT])]
        for text in _versions_of(clause)
    ]


def _versions_of(clause: Clause) -> list[str]:
    """Return what may be printed as a clause's text: its words, with and without its heading."""
    found = []
    for wording in clause.wordings.all():
        found += [wording.text, "\n".join(filter(None, (wording.heading, wording.text)))]
    return [each for each in found if each]


def _same(clause: int | None, *said: str) -> tuple[object, ...]:
    return clause, *(spelling_key(" ".join(each.split())) for each in said)


def _other(one: str, two: str) -> bool:
    return bool(two) and spelling_key(" ".join(one.split())) != spelling_key(" ".join(two.split()))


def _outcome(written: str) -> Outcome | None:
    """Return the outcome that a cell means, in any language of ours; None for none."""
    key = search_key(written)
    if not key:
        return None
    for language in _LANGUAGES:
        with reading_as(Preferences.of_language(language)):
            for each in Outcome:
                if key in {search_key(str(each.label)), search_key(each.value)}:
                    return each
    return None
