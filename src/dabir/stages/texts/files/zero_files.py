"""Files read as the clauses of a zero draft: proposed, mended by people, written at last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dabir.domain.drafting import Kind, NumberStyle
from dabir.domain.drafting.copies.outlining import (
    ReadClause,
    clauses_of_lines,
    clauses_of_version,
)
from dabir.domain.procedure.verdicts import Refused
from dabir.formats.akoma_ntoso import read_akoma_ntoso
from dabir.formats.drafts import Draft, read_draft
from dabir.formats.drafts.reading import recognise_draft
from dabir.formats.errors import Unreadable
from dabir.formats.texts import read_markdown
from dabir.stages.texts.models import DraftFile, Text

_MARKDOWN = {".md", ".markdown"}
MOST_CLAUSES = 5_000
"""A text of more clauses is a collection of texts."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file says: the clauses that are proposed, and what is to be known of the reading."""

    rows: tuple[ReadClause, ...]
    format: str
    notes: tuple[str, ...]
    verified: bool


def recognise_zero(data: bytes, name: str) -> None:
    """Look whether a file is of a kind that can be read, without reading it.

    Raises:
        Refused: it is not; says which file, and why.
    """
    name = PurePath(name).name
    try:
        recognise_draft(data, name)
    except Unreadable as error:
        why = _(error.message) % error.parameters
        raise Refused(
            _("“%(file)s” was not taken. %(why)s") % {"file": name, "why": why}
        ) from error


def read_zero(data: bytes, name: str, text: Text) -> ReadFile:
    """Read a file as the draft of a text, in the text's own language.

    Akoma Ntoso and Markdown keep what they say of their clauses, and Akoma Ntoso its translations;
    other files are read by the marks of their lines.

    Raises:
        Refused: it cannot be read, or not in this language; says which file, and why.
    """
    name = PurePath(name).name
    try:
        read = _read(data, name, text)
    except Unreadable as error:
        why = _(error.message) % error.parameters
        raise Refused(
            _("“%(file)s” was not taken. %(why)s") % {"file": name, "why": why}
        ) from error
    if len(read.rows) > MOST_CLAUSES:
        raise Refused(
            _("“%(file)s” was not taken: it has more clauses than any text.") % {"file": name}
        )
    return read


def _read(data: bytes, name: str, text: Text) -> ReadFile:
    draft = read_draft(data, name=name)
    own = text.language
    if draft.format == "akn":
        found = read_akoma_ntoso(data)
        if own not in found.languages:
            raise Refused(
                _("“%(file)s” was not taken: it does not have the language of the text.")
                % {"file": name}
            )
        rows = clauses_of_version(found.version, found.numbers)
        return ReadFile(rows, draft.format, draft.notes, draft.verified)
    notes = draft.notes
    if own in {"fa", "en"} and draft.language != own:
        notes = (*notes, gettext_noop("The file seems to be in another language than the text."))
    if PurePath(name).suffix.lower() in _MARKDOWN:
        version = read_markdown(data, language=own).version
        marked = [in_language(row, own) for row in clauses_of_version(version, {})]
        if marked:
            return ReadFile(tuple(marked), "md", notes, draft.verified)
    rows = clauses_of_lines(draft.lines, own, [name for name in text.names.values() if name])
    return ReadFile(rows, draft.format, _with_pdf(notes, draft), draft.verified)


def _with_pdf(notes: tuple[str, ...], draft: Draft) -> tuple[str, ...]:
    if draft.verified:
        return notes
    return (
        *notes,
        gettext_noop("Letters of a PDF may differ from what is printed: read it again."),
    )


def in_language(row: ReadClause, language: str) -> ReadClause:
    """Return a clause with its words in one language, whichever they were read in."""
    heading, text = ("".join(part.values()) for part in (row.heading, row.text))
    return replace(
        row,
        heading={language: heading} if heading else {},
        text={language: text} if text else {},
    )


def fill(file: DraftFile, read: ReadFile | None, *, at: datetime, refusal: str = "") -> None:
    """Write down what was read of a file, or why it could not be."""
    file.refusal, file.read_at = refusal, at
    if read is not None:
        file.rows = kept(read.rows)
        file.notes = [str(note) for note in read.notes]
        file.format, file.verified = read.format, read.verified
    file.save(update_fields=["refusal", "read_at", "rows", "notes", "format", "verified"])


def kept(rows: Iterable[ReadClause]) -> list[dict[str, Any]]:
    """Return proposed clauses as `DraftFile.rows` keeps them."""
    return [asdict(row) | {"heading": dict(row.heading), "text": dict(row.text)} for row in rows]


def rows_of(data: Sequence[Mapping[str, Any]]) -> tuple[ReadClause, ...]:
    """Return the proposed clauses that are kept in `DraftFile.rows`."""
    return tuple(
        ReadClause(
            Kind(row["kind"]),
            NumberStyle(row["style"]),
            row["depth"],
            row["mark"],
            row["heading"],
            row["text"],
            row["left_out"],
        )
        for row in data
    )
