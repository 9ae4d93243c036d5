"""From the rows of a table to submissions in parts, and the list of what was skipped."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dabir.analysis.engines import Parts, part_name
from dabir.analysis.errors import InputError
from dabir.analysis.reading.columns import Asked, Chosen, choose_columns
from dabir.analysis.reading.identities import Identities
from dabir.analysis.reading.rows import LARGEST_CELL, MEGABYTE, Reason, Rows
from dabir.analysis.reading.sources import left_aside, open_table
from dabir.analysis.reading.stances import Stances
from dabir.analysis.runs.watching import Watch
from dabir.analysis.runs.writing import write_rows
from dabir.analysis.schemas import SKIPPED, SUBMISSIONS

PART_BYTES = 64 * MEGABYTE
PART_ROWS = 1 << 17


@dataclass(frozen=True, slots=True)
class Read:
    """What was read."""

    submissions: Parts
    columns: Chosen
    rows: int
    skipped: dict[str, int]
    """How many rows were skipped, by reason."""

    renamed: int
    """How many rows share an id with an earlier one, and got one of their own."""

    named: int
    """How many rows have no id that can be read, and got one of their own."""

    stances: Mapping[str, Mapping[str, int]]
    """By what it was read as: what was written for a stance, and in how many submissions."""

    other_stances: int
    """How many submissions have a stance that is not listed there."""


def read_submissions(source: Path, asked: Asked, into: Path, skipped: Path, watch: Watch) -> Read:
    """Write the submissions of a table as parts into a folder, and what was skipped as a file.

    A row that repeats the id of an earlier one is named ``id#row``, one that has none ``#row``;
    nothing is merged. Raises InputError when there is no table, or not one submission in it.
    """
    table = open_table(source)
    if aside := left_aside(source):
        watch.say(
            f"{len(aside):,} files of the folder are not read, for they are named neither CSV nor "
            f"JSON lines nor Parquet; the first is “{aside[0].relative_to(source)}”."
        )
    chosen = choose_columns(table, asked)
    for sentence in chosen.said:
        watch.say(sentence)
    watch.begin("reading", sum(file.stat().st_size for file in table.files))
    reader = _Reader(chosen, into, watch)
    write_rows(skipped, SKIPPED, reader.read(table.rows(chosen.names, [chosen.text])), keep=True)
    if reader.kept == 0:
        reasons = ", ".join(f"{count} {reason}" for reason, count in reader.reasons.items())
        raise InputError(f"{source} has no submission that can be read ({reasons or 'no rows'}).")
    submissions = Parts(into, schema_of(chosen.stance))
    renamed = reader.identities.make_distinct(submissions)
    if reader.named:
        watch.say(
            f"{reader.named:,} rows have no id that can be read; they are named by their number, "
            "from 0, as “#204”."
        )
    return Read(
        submissions,
        chosen,
        reader.rows,
        dict(reader.reasons),
        renamed,
        reader.named,
        reader.stances.told(),
        reader.stances.others,
    )


class _Reader:
    def __init__(self, chosen: Chosen, into: Path, watch: Watch) -> None:
        self.rows = self.kept = self.named = 0
        self.reasons: Counter[str] = Counter()
        self.identities = Identities()
        self.stances = Stances()
        self._chosen = chosen
        self._into = into
        self._watch = watch
        self._waiting: list[pa.RecordBatch] = []
        self._written = 0

    def read(self, stretches: Iterator[Rows]) -> Iterator[pa.RecordBatch]:
        """Write submissions as they come; yield what is skipped."""
        for stretch in stretches:
            good, skipped, named = _sorted_out(stretch, self._chosen)
            self.named += named
            self.rows += good.num_rows + skipped.num_rows
            self.reasons.update(skipped.column("reason").to_pylist())
            self.kept += good.num_rows
            if self._chosen.stance is not None:
                read = self.stances.read(good.column("stance"))
                good = good.set_column(good.schema.get_field_index("stance"), "stance", read)
            self._keep(good)
            yield skipped
            self._watch.advance(stretch.done)
        self._write()

    def _keep(self, batch: pa.RecordBatch) -> None:
        if batch.num_rows == 0:
            return
        self.identities.see(batch.column("id"))
        self._waiting.append(batch)
        if (
            sum(each.nbytes for each in self._waiting) >= PART_BYTES
            or sum(each.num_rows for each in self._waiting) >= PART_ROWS
        ):
            self._write()

    def _write(self) -> None:
        if self._waiting:
            schema = schema_of(self._chosen.stance)
            write_rows(self._into / part_name(self._written), schema, self._waiting)
            self._written += 1
            self._waiting = []


def schema_of(stance: str | None) -> pa.Schema:
    """Return the columns of the submissions: with their stance when a column holds it."""
    return SUBMISSIONS if stance is None else SUBMISSIONS.append(pa.field("stance", pa.string()))


def sorted_out(stretch: Rows, chosen: Chosen) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """Return the submissions of some rows, and the rows that are none with the reason."""
    good, skipped, _ = _sorted_out(stretch, chosen)
    return good, skipped


def _sorted_out(stretch: Rows, chosen: Chosen) -> tuple[pa.RecordBatch, pa.RecordBatch, int]:
    """Return also how many of the submissions had no id that could be read."""
    count = len(stretch.places)
    reasons = np.full(count, "", object)
    text, text_ok = _decoded(stretch.columns[chosen.text])
    reasons[~text_ok] = Reason.ENCODING
    reasons[_is_blank(text) & (reasons == "")] = Reason.TEXT
    long = pc.greater(pc.binary_length(stretch.columns[chosen.text]), LARGEST_CELL)
    reasons[_places(long)] = Reason.SIZE
    told = number = stretch.places.cast(pa.string())
    unnamed = np.zeros(count, bool)
    if chosen.id is not None:
        told, right = _decoded(stretch.columns[chosen.id], pa.string())
        unnamed = ~right | _is_blank(told)
    made = pc.binary_join_element_wise("", number, "#")
    identity = pc.if_else(pa.array(unnamed), made, told) if unnamed.any() else told
    language = pa.nulls(count, pa.string())
    if chosen.language is not None:
        language = _languages(_decoded(stretch.columns[chosen.language], pa.string())[0])
    columns = [stretch.places, identity, text, language]
    if chosen.stance is not None:
        columns.append(_decoded(stretch.columns[chosen.stance], pa.string())[0])
    rows = pa.record_batch(columns, schema_of(chosen.stance))
    good = reasons == ""
    bad = np.flatnonzero(~good)
    lost = [
        *zip(
            stretch.places.take(pa.array(bad)).to_pylist(),
            told.take(pa.array(bad)).to_pylist(),
            reasons[bad].tolist(),
            strict=True,
        ),
        *((place, None, reason) for place, reason in stretch.broken),
    ]
    lost.sort(key=lambda each: each[0])
    skipped = pa.record_batch(
        [
            pa.array([place for place, _, _ in lost], pa.int64()),
            pa.array([name or None for _, name, _ in lost], pa.string()),
            pa.array([str(reason) for _, _, reason in lost], pa.string()),
        ],
        SKIPPED,
    )
    kept = rows if not len(bad) else rows.filter(pa.array(good))
    return kept, skipped, int((unnamed & good).sum())


def _is_blank(texts: pa.Array) -> np.ndarray:
    """Return which of some texts are empty or white space alone."""
    return _places(pc.or_(pc.equal(pc.binary_length(texts), 0), pc.utf8_is_space(texts)))


def _places(where: pa.BooleanArray) -> np.ndarray:
    found: np.ndarray = pc.coalesce(where, pa.scalar(value=False)).to_numpy(zero_copy_only=False)
    return found


def _decoded(
    column: pa.LargeBinaryArray, kind: pa.DataType | None = None
) -> tuple[pa.Array, np.ndarray]:
    """Return a column as text, without nulls, and which of its cells are UTF-8.

    A cell that is not is given as far as it can be, with U+FFFD where it cannot.
    """
    wanted = kind or pa.large_string()
    filled = column.fill_null(b"") if column.null_count else column
    try:
        return filled.cast(wanted), np.ones(len(column), bool)
    except pa.ArrowInvalid:
        cells = filled.to_pylist()
        right = np.array([_is_utf8(cell) for cell in cells], bool)
        return pa.array([cell.decode(errors="replace") for cell in cells], wanted), right


def _is_utf8(cell: bytes) -> bool:
    try:
        cell.decode()
    except UnicodeDecodeError:
        return False
    return True


def _languages(column: pa.StringArray) -> pa.StringArray:
    """Return ISO 639-1 codes in lower case: “fa-IR” is “fa”; null for what is no code."""
    plain = pc.utf8_lower(pc.utf8_trim_whitespace(column))
    code = pc.struct_field(pc.extract_regex(plain, r"^(?P<code>[a-z]{2})(?:[-_].*)?$"), "code")
    return pc.if_else(pc.equal(code, ""), pa.scalar(None, pa.string()), code)
