"""Finding the clause that a row of a comment sheet is on, and the words of it that it quotes.

A clause is known by its code, by how it is called, or by its words. A row that names none belongs
to the one above it, unless the rows were sorted since: then nobody knows where it stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from django.utils.translation import gettext as _
from rapidfuzz.distance import LCSseq

from dabir.domain.drafting import Edit, Numbering
from dabir.domain.drafting.spelling import spelling_key
from dabir.domain.language import search_key
from dabir.domain.language import words as words_in
from dabir.domain.language.quoting import find_quote
from dabir.formats.comment_sheets import ReadRow
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.stages.texts.files.comment_sheets import WHOLE, codes_of
from dabir.stages.texts.models import Clause, Version, Wording
from dabir.stages.texts.snapshots import snapshot_of

LANGUAGES = ("fa", "en")

_LONGEST_LABEL = 300
_LONGEST_QUOTE = 2_000
_LONGEST_TEXT = 5_000
_ALIKE = 0.85
"""So much in common with a clause's words says which clause is meant."""
_CUT = 32_000
"""Letters from which a cell may have been cut by a spreadsheet program."""

_TYPED = str.maketrans(
    {
        **dict.fromkeys("“”„«»‹›", '"'),
        **dict.fromkeys("‘’‚`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)
"""What word processors put in the stead of what was typed, and back."""


def said_key(said: str) -> str:
    """Return what two cells have in common that say the same, whatever programs made of them."""
    return spelling_key(" ".join(said.split())).translate(_TYPED)


def _printed_key(text: str) -> str:
    return search_key(" ".join(text.split())).translate(_TYPED)


class ClauseFinder:
    """Finds clauses of a version by the rows of a sheet; `rows` are all of them."""

    def __init__(
        self, version: Version, clauses: Sequence[Clause], rows: Iterable[ReadRow]
    ) -> None:
        self._version = version
        self._own = version.text.language
        self._codes = codes_of(clauses)
        self._orders = {each.pk: place for place, each in enumerate(clauses)}
        self._prints: dict[int, set[str]] = {}
        self._texts = {clause.pk: _texts(clause) for clause in clauses}
        self.by_uid = {str(clause.uid): clause for clause in clauses}
        self._labels: dict[str, Clause | None] = {}
        numbering = Numbering(snapshot_of(version, clauses))
        for clause in clauses:
            labels = {
                search_key(label)
                for language in LANGUAGES
                for label in (
                    numbering.citation(str(clause.uid), language),
                    numbering.label(str(clause.uid), language).mark,
                )
            } - {""}
            for label in labels:
                # Two clauses of one name: neither is meant for certain.
                self._labels[label] = None if label in self._labels else clause
        self._sorted = self._was_sorted(rows)

    def find(self, row: ReadRow, answer: str | None) -> tuple[bool, Clause | None, Clause | None]:
        """Return whether it is sure, which clause it is (None: all), and which it may be.

        `answer` is what a person says of the row: the uid of a clause, or `WHOLE`.
        """
        if answer is not None and (answer == WHOLE or answer in self.by_uid):
            return True, self.by_uid.get(answer), None
        if row.inherited and self._sorted:
            alike, score = self._alike(row.text)
            sure = score >= _ALIKE
            return sure, alike if sure else None, alike
        if is_whole(row):
            return True, None, None
        coded, labelled = self._coded(row), self._labelled(row)
        if coded is not None:
            if labelled in {None, coded}:
                return True, coded, None
            # Its code and its name are those of two clauses: its words decide, or a person.
            alike, score = self._alike(row.text)
            sure = score >= _ALIKE and alike == coded
            return sure, coded if sure else None, labelled
        if not (row.code or row.clause or row.text):
            return True, None, None
        alike, score = self._alike(row.text)
        if labelled is not None and (not row.text or alike in {None, labelled} or score < _ALIKE):
            sure = not row.text or alike == labelled
            return sure, labelled, labelled
        if labelled is None and alike is not None and score >= _ALIKE and not row.code:
            return True, alike, None
        return False, None, labelled or alike

    def place(self, quote: str, clause: Clause) -> tuple[str, str, tuple[int, int] | None]:
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

    def rewritten(self, row: ReadRow) -> bool:
        """Whether somebody wrote into the text of the clause that a row names, or names no more.

        What that says in any version, or what a program cut off of it, was written by nobody.
        """
        if is_whole(row) or not row.text:
            return bool(row.text)
        named = [each for each in (self._coded(row), self._labelled(row)) if each is not None]
        if (row.inherited and self._sorted) or not (row.code or row.clause):
            named = list(self.by_uid.values())
        written = _printed_key(row.text)
        if any(written in self._printed(each) for each in named):
            return False
        if any(written in self._printed_ever.get(each.uid, ()) for each in named):
            return False
        cut = len(row.text) >= _CUT
        return bool(named) and not (
            cut and any(text.startswith(written) for each in named for text in self._printed(each))
        )

    def _coded(self, row: ReadRow) -> Clause | None:
        code = search_key(row.code[:_LONGEST_LABEL]).replace(" ", "")
        found = self._codes.get(code)
        if found is None and code.isascii() and code.isdigit():
            # A program took it for a number.
            width = len(next(iter(self._codes), ""))
            found = self._codes.get(code.zfill(width))
        return found

    def _labelled(self, row: ReadRow) -> Clause | None:
        if len(row.clause) > _LONGEST_LABEL:
            return None
        return self._labels.get(search_key(row.clause))

    def _was_sorted(self, rows: Iterable[ReadRow]) -> bool:
        """Whether the rows that name a clause are in another order than its clauses."""
        last = -1
        for row in rows:
            if row.inherited or is_whole(row):
                continue
            clause = self._coded(row) or self._labelled(row)
            if clause is None:
                continue
            order = self._orders[clause.pk]
            if order < last:
                return True
            last = order
        return False

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

    def _printed(self, clause: Clause) -> set[str]:
        found = self._prints.get(clause.pk)
        if found is None:
            wordings = [(each.heading, each.text) for each in clause.wordings.all()]
            found = {_printed_key(each) for one in wordings for each in _as_printed(*one)}
            self._prints[clause.pk] = found
        return found

    @cached_property
    def _printed_ever(self) -> dict[object, set[str]]:
        """What each clause says in the other versions of the text, by its uid."""
        found: dict[object, set[str]] = {}
        uids = [clause.uid for clause in self.by_uid.values()]
        rows = (
            Wording.objects.filter(clause__version__text=self._version.text_id)
            .exclude(clause__version=self._version)
            .filter(clause__uid__in=uids)
            .values_list("clause__uid", "heading", "text")
        )
        for uid, heading, text in rows:
            keys = {_printed_key(each) for each in _as_printed(heading, text)}
            found.setdefault(uid, set()).update(keys)
        return found


def is_whole(row: ReadRow) -> bool:
    """Whether a row says that it is on the whole text: by its code, or without one by its name."""
    if row.code:
        return search_key(row.code[:_LONGEST_LABEL]) == WHOLE
    return bool(row.clause) and search_key(row.clause[:_LONGEST_LABEL]) in _names_of_all()


@lru_cache
def _names_of_all() -> frozenset[str]:
    """Return how sheets of ours name the whole text, as they go out in each language."""
    names = set()
    for language in LANGUAGES:
        with reading_as(Preferences.of_language(language)):
            names.add(search_key(_("The whole text")))
    return frozenset(names)


def _as_printed(heading: str, text: str) -> list[str]:
    """Return what may be printed as a clause's text: its words, with and without its heading."""
    return [each for each in (text, "\n".join(filter(None, (heading, text)))) if each]


def _texts(clause: Clause) -> list[list[str]]:
    return [
        [search_key(text[one.start : one.end]) for one in words_in(text[:_LONGEST_TEXT])]
        for wording in clause.wordings.all()
        for text in _as_printed(wording.heading, wording.text)
    ]
