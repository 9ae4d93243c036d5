"""Comment sheets of a call: made from its clauses, and bound to them again when they come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from dabir.domain.language.direction import direction
from dabir.domain.language.passages import Span
from dabir.domain.language.quoting import find_quote
from dabir.domain.language.search_key import search_key
from dabir.domain.procedure.verdicts import Refused
from dabir.formats.comment_sheets import (
    Cells,
    CommentSheet,
    ReadRow,
    ReadSheet,
    Section,
)
from dabir.formats.documents import Language
from dabir.foundation.people.preferences import show_digits
from dabir.stages.calls.models import Call, Exhibit
from dabir.stages.submissions.intake.contents import AnswerDraft, Contributor, FileDraft
from dabir.stages.submissions.models import Answer

MOST_ROWS = 5_000
"""Rows of a sheet that are bound: more than any draft has clauses and a person comments."""

_LONGEST_LABEL = 300
_LONGEST_QUOTE = 2_000
_SOUGHT = 5_000_000
"""Letters of clauses in which the quotes of one sheet are looked for; others are kept as words."""

CODE_LENGTH = 8
"""Signs of a clause's permanent id that stand in the sheet; longer where two would be alike."""

Part = Answer.Part


def codes_of(exhibits: Iterable[Exhibit]) -> dict[str, Exhibit]:
    """Return the clauses of a call by the codes that stand in its sheets."""
    exhibits = list(exhibits)
    for length in (CODE_LENGTH, 32):
        found = {exhibit.uid.hex[-length:]: exhibit for exhibit in exhibits}
        if len(found) == len(exhibits):
            break
    return found


def in_one_language(names: Mapping[str, str], language: str) -> str:
    """Return words in the sheet's language, else in the one that there is."""
    return names.get(language) or next((text for text in names.values() if text), "")


def sheet_of(
    call: Call,
    exhibits: Sequence[Exhibit],
    *,
    language: Language,
    said: Mapping[int, Sequence[Cells]] | None = None,
    facts: Mapping[str, str] | None = None,
    room: int = 2,
    with_answers: bool = False,
    with_receipts: bool = False,
) -> CommentSheet:
    """Return a call's comment sheet: empty, or with what was said on each clause by its key."""
    said = said or {}
    title = in_one_language(call.names, language)
    guidance = _(
        "Write in the columns that are white: one comment a row; add rows where you need them. "
        "Leave the code of each row as it is."
    )
    return CommentSheet(
        language=language,
        direction="rtl" if direction(title) == "rtl" else "ltr",
        title=_("Comments on: %(title)s") % {"title": title},
        guidance=guidance,
        facts={"call": call.code, **(facts or {})},
        sections=tuple(
            Section(
                code,
                in_one_language(exhibit.labels, language),
                in_one_language(exhibit.texts, language),
                tuple(said.get(exhibit.pk, ())),
            )
            for code, exhibit in codes_of(exhibits).items()
        ),
        room=room,
        with_answers=with_answers,
        with_receipts=with_receipts,
    )


@dataclass(frozen=True, slots=True)
class BoundRow:
    """A row of a sheet as it will be taken in: on which clause, on which words, what it says.

    `exhibit` None: on the whole of the draft, because no clause of it could be told. `notes` say
    in words what a person should look at before it is sent.
    """

    number: int
    exhibit: Exhibit | None
    clause: str
    quoted: str
    parts: tuple[AnswerDraft, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoundSheet:
    """What a sheet says, bound to the clauses of a call."""

    rows: tuple[BoundRow, ...]
    contributor: Contributor
    notes: tuple[str, ...]

    @property
    def answers(self) -> list[AnswerDraft]:
        """Everything that it says, as the acts that receive take it."""
        return [part for row in self.rows for part in row.parts]


def bind(read: ReadSheet, call: Call, exhibits: Sequence[Exhibit], *, language: str) -> BoundSheet:
    """Bind what was read to the clauses of a call; nothing that was written is lost.

    A row on a clause that is not known keeps its clause's name before its words. Where somebody
    wrote into the clause's text itself, that text is taken for the wording they propose.

    Raises:
        Refused: it has more rows than anybody fills in.
    """
    if len(read.rows) > MOST_ROWS:
        raise Refused(
            _("This sheet has more than %(most)s rows. Send it in parts.")
            % {"most": show_digits(MOST_ROWS)}
        )
    finder = _Finder(exhibits)
    rows: list[BoundRow] = []
    for row in read.rows:
        cells = row.cells
        if not (cells.comment or cells.wording or cells.reason or row.text):
            # Words that are quoted, or an answer, with nothing said of them.
            continue
        bound = _bind_row(row, finder, item=len(rows) + 1)
        if bound.parts:
            rows.append(bound)
    notes = []
    named = read.facts.get("call", "").strip()
    if named and named.casefold() != call.code.casefold():
        notes.append(
            _("This sheet says that it is for another call, “%(code)s”.") % {"code": named}
        )
    return BoundSheet(tuple(rows), _contributor(read.facts, language), tuple(notes))


def read_sheets(
    call: Call, answers: Sequence[AnswerDraft], files: Sequence[FileDraft]
) -> tuple[list[AnswerDraft], list[FileDraft]]:
    """Return what is sent with the rows of its comment sheets as answers on the call's clauses.

    A file counts as a sheet of the call where most of its rows are on clauses that it shows: its
    words are then in the rows, and not read from the file once more. Any other stays as it is.
    """
    exhibits: Sequence[Exhibit] | None = None
    said, kept = list(answers), []
    for file in files:
        if file.sheet is None:
            kept.append(file)
            continue
        if exhibits is None:
            exhibits = list(call.exhibits.all())
        bound = bind(file.sheet, call, exhibits, language="")
        on_clauses = sum(row.exhibit is not None for row in bound.rows)
        if 2 * on_clauses < len(bound.rows) or not on_clauses:
            kept.append(replace(file, sheet=None))
            continue
        taken = max((answer.item or 0 for answer in said), default=0)
        said += [replace(part, item=(part.item or 0) + taken) for part in bound.answers]
        kept.append(replace(file, sheet=None, text=""))
    return said, kept


def _contributor(facts: Mapping[str, str], language: str) -> Contributor:
    return Contributor(
        name=facts.get("name", ""),
        email=facts.get("email", ""),
        organisation=facts.get("organisation", ""),
        language=language,
    ).tidied()


class _Finder:
    """Finds the clause that a row means: by its code, else by how it is called."""

    def __init__(self, exhibits: Sequence[Exhibit]) -> None:
        self._codes = codes_of(exhibits)
        self._labels: dict[str, Exhibit | None] = {}
        for exhibit in exhibits:
            for label in set(map(search_key, exhibit.labels.values())) - {""}:
                # Two clauses of one name: neither is meant for certain.
                self._labels[label] = None if label in self._labels else exhibit
        self._texts = {one.pk: set(map(search_key, one.texts.values())) for one in exhibits}
        self._sought = 0

    def find(self, row: ReadRow) -> Exhibit | None:
        code = search_key(row.code[:_LONGEST_LABEL]).replace(" ", "")
        label = search_key(row.clause) if len(row.clause) <= _LONGEST_LABEL else ""
        return self._codes.get(code) or self._labels.get(label)

    def find_quote(self, quote: str, exhibit: Exhibit) -> tuple[str, Span] | None:
        """Return in which language and where a clause has these words, while patience lasts."""
        if len(quote) > _LONGEST_QUOTE:
            return None
        for language, text in exhibit.texts.items():
            self._sought += len(text)
            if self._sought > _SOUGHT:
                return None
            if span := find_quote(text, quote):
                return language, span
        return None

    def was_written_into(self, text: str, exhibit: Exhibit) -> bool:
        """Whether a clause's text came back as none of those that went out."""
        if text in exhibit.texts.values():
            return False
        key = search_key(text)
        return bool(key) and key not in self._texts[exhibit.pk]


def _bind_row(row: ReadRow, finder: _Finder, *, item: int) -> BoundRow:
    cells, notes = row.cells, []
    exhibit = finder.find(row)
    start = end = None
    range_language = ""
    comment, wording = cells.comment, cells.wording
    if exhibit is None:
        named = row.clause or row.code
        if named and (comment or wording or cells.reason):
            notes.append(
                _(
                    "No clause of the draft is called “%(clause)s”: "
                    "it is taken as a general comment."
                )
                % {"clause": named}
            )
            comment = f"{named}: {comment}" if comment else named
    elif cells.quote:
        if found := finder.find_quote(cells.quote, exhibit):
            range_language, (start, end) = found[0], (found[1].start, found[1].end)
        else:
            notes.append(
                _("“%(words)s” does not stand in this clause: it is taken for the whole clause.")
                % {"words": cells.quote}
            )
            comment = f"«{cells.quote}» {comment}".strip()
    if exhibit is not None and not wording and finder.was_written_into(row.text, exhibit):
        wording = row.text
        notes.append(_("The clause's own text was changed here: it is taken for proposed wording."))
    said = ((Part.COMMENT, comment), (Part.WORDING, wording), (Part.REASON, cells.reason))
    parts = tuple(
        AnswerDraft(
            text,
            exhibit=exhibit,
            item=item,
            part=part,
            start=start,
            end=end,
            range_language=range_language,
        )
        for part, text in said
        if text.strip()
    )
    quoted = exhibit.texts[range_language][start:end] if exhibit and range_language else ""
    label = str(exhibit) if exhibit else row.clause
    return BoundRow(row.number, exhibit, label, quoted, parts, tuple(notes))
