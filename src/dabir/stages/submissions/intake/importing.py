"""Bringing in many submissions from one file: looked through first, then row by row.

Everything here is outside the transactions of the acts: reading a stranger's file, mapping its
rows, making keys and seals. What comes out only has to be written.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.formats.errors import Unreadable
from dabir.formats.names import safe_name
from dabir.formats.rows import Row, RowSource, open_rows
from dabir.foundation.files.streams import Streamed, keep_stream, readable
from dabir.stages.calls.models import Call
from dabir.stages.calls.policy import is_late
from dabir.stages.submissions import policy
from dabir.stages.submissions.intake.contents import Content, Incoming
from dabir.stages.submissions.intake.mapping import Applying, Mapping, RowDraft, RowProblem
from dabir.stages.submissions.intake.preparing import Prepared, prepare
from dabir.stages.submissions.intake.taking_in import compose
from dabir.stages.submissions.models import Import, Submission


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was looked through and lies encrypted on the disk; `begin_import` gives it a row.

    `sample` is its first rows, for guessing what its columns are.
    """

    name: str
    format: str
    columns: tuple[str, ...]
    streamed: Streamed
    sample: tuple[Row, ...] = ()


SAMPLE = 20


def look_through(source: Path | bytes, name: str) -> Upload:
    """Open a table, a mailbox or an archive, and keep it encrypted; may take long.

    Raises:
        Refused: it is none of these, or damaged, or built to do harm.
    """
    name = safe_name(name)
    try:
        rows = open_rows(source, name)
        sample = tuple(_first(rows, SAMPLE))
    except Unreadable as error:
        raise Refused(
            _("“%(file)s” was not taken. %(why)s")
            % {"file": name, "why": _(error.message) % error.parameters}
        ) from error
    with BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
        streamed = keep_stream(file)
    return Upload(name, rows.format, rows.columns, streamed, sample)


def _first(rows: RowSource, most: int) -> Iterator[Row]:
    for number, row in enumerate(rows):
        if number == most:
            return
        yield row


@contextmanager
def opened(source: Import) -> Iterator[RowSource]:
    """Open an import's file as rows. Raises what reading its original raises, and `Unreadable`."""
    with readable(source.original) as path:
        yield open_rows(path, source.original.name)


@dataclass(frozen=True, slots=True)
class PreparedRow:
    """A row that only has to be written; `key` makes it count once for its call."""

    number: int
    key: uuid.UUID
    prepared: Prepared


@dataclass(slots=True)
class Slice:
    """What a slice of rows came to: those to be taken in, and what is wrong with others.

    `problems` that are not fatal are of rows that are taken in all the same.
    """

    rows: list[PreparedRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


class Reading:
    """An import's rows, read by its mapping; made once for many slices."""

    def __init__(self, source: Import) -> None:
        self._call: Call = source.call
        self._apply = Applying(Mapping.from_json(source.mapping), self._call, at=source.begun_at)
        self._secret = hashlib.sha256(
            f"dabir import keys 1 {settings.SECRET_KEY}".encode()
        ).digest()

    def key_of(self, draft: RowDraft) -> uuid.UUID:
        """Return what makes a row count once for the call: nobody can tell its contents from it."""
        said = f"{self._call.pk}\n{draft.key}".encode()
        return uuid.UUID(bytes=hmac.digest(self._secret, said, "sha256")[:16])

    def checked(self, row: Row) -> tuple[RowDraft, Content] | RowProblem:
        """Return what a row says, or why it cannot be taken in."""
        draft = self._apply(row)
        if isinstance(draft, RowProblem):
            return draft
        if not policy.takes(self._call, draft.received_at):
            return RowProblem.untimely(row.number, self._call, draft.received_at)
        try:
            content = compose(
                self._call,
                draft.answers,
                draft.files,
                sector=draft.sector,
                province=draft.province,
                language=draft.language,
                publication=draft.publication,
                consents=(),
            )
        except Refused as error:
            return RowProblem.said(row.number, str(error))
        return draft, content

    def is_late(self, draft: RowDraft) -> bool:
        """Whether a row came after the call's deadline."""
        return is_late(self._call, draft.received_at)

    def prepared(self, rows: Sequence[Row]) -> Slice:
        """Prepare the rows of a slice."""
        found = Slice()
        for row in rows:
            checked = self.checked(row)
            if isinstance(checked, RowProblem):
                found.problems.append(checked)
                continue
            draft, content = checked
            one = prepare(self._incoming(draft, content, row))
            found.problems += draft.notes
            found.rows.append(PreparedRow(row.number, self.key_of(draft), one))
        return found

    def _incoming(self, draft: RowDraft, content: Content, row: Row) -> Incoming:
        received = json.dumps(row.values, ensure_ascii=False)
        return Incoming(
            call=self._call,
            content=content,
            contributor=draft.contributor,
            received_at=draft.received_at,
            road=Submission.Road.IMPORT,
            sha256=hashlib.sha256(received.encode()).hexdigest(),
            received=received,
            acknowledged=False,
            asked=False,
        )
