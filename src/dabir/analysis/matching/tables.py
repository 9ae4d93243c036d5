"""Reads queries and candidates from tables, and writes what matches."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from dabir.analysis.errors import InputError
from dabir.analysis.matching.ranking import LEAST, TOP, Given, matches
from dabir.analysis.reading.rows import MEGABYTE, Reason, Rows
from dabir.analysis.reading.sources import open_table, refuse_to_write_over
from dabir.analysis.runs.watching import Unwatched, Watch
from dabir.analysis.runs.writing import write_rows
from dabir.analysis.schemas import MATCHES, SKIPPED

LARGEST_TEXT = 2 * MEGABYTE
"""A longer text is no clause or proposal but a book; it is skipped and listed."""

SKIPPED_OF_TABLES = SKIPPED.insert(0, pa.field("table", pa.string(), nullable=False))
"""Which table (queries or candidates), and then as for submissions."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a matching."""

    queries: int
    candidates: int
    matched: int
    """Queries that have a candidate at least."""

    rows: int
    skipped: Mapping[str, int]
    """Rows of both tables that were skipped, by reason; they are listed in ``listed``."""

    listed: Path | None


def match_tables(
    queries: Path,
    candidates: Path,
    out: Path,
    *,
    top: int = TOP,
    least: float = LEAST,
    threads: int = 2,
    watch: Watch | None = None,
) -> Outcome:
    """Match two tables (CSV, JSON lines or Parquet) into a file of the table MATCHES.

    Each table has ``id`` and ``text``, or ``id``, ``old`` and ``new``. Rows that cannot be read are
    listed beside ``out``, under its name with ``.skipped.parquet``. Raises InputError, RunError.
    """
    watch = watch or Unwatched()
    listed = out.with_name(f"{out.stem}.skipped.parquet")
    for source in (queries, candidates):
        refuse_to_write_over(source, (out, listed))
    skipped: list[pa.RecordBatch] = []
    ours = read_wordings(queries, "queries", skipped, watch)
    theirs = read_wordings(candidates, "candidates", skipped, watch)
    reasons: Counter[str] = Counter()
    for batch in skipped:
        reasons.update(batch.column("reason").to_pylist())
    if reasons:
        write_rows(listed, SKIPPED_OF_TABLES, skipped, keep=True)
    else:
        listed.unlink(missing_ok=True)
    watch.begin("matching", len(ours.id))
    matched = 0

    def told() -> Iterator[pa.RecordBatch]:
        nonlocal matched
        for done, batch in matches(ours, theirs, top=top, least=least, threads=threads):
            matched += len(pc.unique(batch.column("query")))
            watch.advance(done)
            yield batch

    rows = write_rows(out, MATCHES, told(), keep=True)
    return Outcome(
        len(ours.id), len(theirs.id), matched, rows, dict(reasons), listed if reasons else None
    )


def read_wordings(source: Path, name: str, skipped: list[pa.RecordBatch], watch: Watch) -> Given:
    """Read one table; what cannot be read is appended to ``skipped``.

    A row that repeats the id of an earlier one is named ``id#row``. Raises InputError.
    """
    table = open_table(source)
    plain = {column.strip().casefold(): column for column in reversed(table.names)}
    wanted = ("id", "new", "old") if "new" in plain else ("id", "text")
    missing = [column for column in wanted if column not in plain]
    if missing:
        raise InputError(
            f"{source.name} needs the columns id and text, or id, old and new; "
            f"it has no {missing[0]}, but: {', '.join(table.names) or 'none'}."
        )
    columns = [plain[column] for column in wanted]
    watch.begin(f"reading {name}", sum(file.stat().st_size for file in table.files))
    kept: list[list[pa.Array]] = []
    for stretch in table.rows(columns):
        good, lost = _sorted_out(stretch, columns)
        kept.append(good)
        if lost:
            skipped.append(
                pa.RecordBatch.from_pylist(
                    [
                        {"table": name, "row": row, "id": id_, "reason": why}
                        for row, id_, why in lost
                    ],
                    SKIPPED_OF_TABLES,
                )
            )
        watch.advance(stretch.done)
    if not any(len(each[0]) for each in kept):
        raise InputError(f"{source} has no row that can be read.")
    places, ids, *texts = (
        pa.chunked_array(each).combine_chunks() for each in zip(*kept, strict=True)
    )
    old = texts[1] if len(texts) > 1 else None
    if old is not None and not pc.any(pc.not_equal(old, "")).as_py():
        old = None
    return Given(_distinct(ids, places), texts[0], old)


Lost = tuple[int, str | None, str]


def _sorted_out(stretch: Rows, columns: list[str]) -> tuple[list[pa.Array], list[Lost]]:
    """Return places, ids and wordings of the rows that can be read, and the others."""
    cells = [stretch.columns[column].fill_null(b"") for column in columns]
    lost: list[Lost] = [(row, None, str(why)) for row, why in stretch.broken]
    good = pc.greater(pc.binary_length(cells[0]), 0)
    _lose(lost, stretch, cells[0], good, pc.invert(good), Reason.ID)
    sizes = [pc.binary_length(cell) for cell in cells[1:]]
    empty = pc.equal(sizes[0], 0)
    for size in sizes[1:]:
        empty = pc.and_(empty, pc.equal(size, 0))
    good = _lose(lost, stretch, cells[0], good, empty, Reason.TEXT)
    for size in sizes:
        good = _lose(lost, stretch, cells[0], good, pc.greater(size, LARGEST_TEXT), Reason.SIZE)
    texts = []
    for cell in cells:
        try:
            texts.append(cell.cast(pa.large_string()))
        except pa.ArrowInvalid:
            raw = cell.to_pylist()
            wrong = pa.array([not _is_utf8(each) for each in raw])
            good = _lose(lost, stretch, cells[0], good, wrong, Reason.ENCODING)
            texts.append(
                pa.array([each.decode(errors="replace") for each in raw], pa.large_string())
            )
    lost.sort(key=lambda each: each[0])
    return [each.filter(good) for each in (stretch.places, *texts)], lost


def _lose(
    lost: list[Lost], stretch: Rows, ids: pa.Array, good: pa.Array, bad: pa.Array, why: Reason
) -> pa.Array:
    """List the good rows that are bad for this reason; return those that stay good."""
    newly = bad if why is Reason.ID else pc.and_(good, bad)
    for row, name in zip(
        stretch.places.filter(newly).to_pylist(), ids.filter(newly).to_pylist(), strict=True
    ):
        lost.append((row, name.decode(errors="replace") or None, str(why)))
    return pc.and_(good, pc.invert(bad))


def _is_utf8(cell: bytes) -> bool:
    try:
        cell.decode()
    except UnicodeDecodeError:
        return False
    return True


def _distinct(ids: pa.Array, places: pa.Array) -> pa.Array:
    ids = ids.cast(pa.string())
    if len(pc.unique(ids)) == len(ids):
        return ids
    names = ids.to_pylist()
    taken = set(names)
    seen: set[str] = set()
    for at, (name, place) in enumerate(zip(names, places.to_pylist(), strict=True)):
        if name in seen:
            new = f"{name}#{place}"
            while new in taken:
                new += "#"
            taken.add(new)
            names[at] = new
        seen.add(name)
    return pa.array(names, pa.string())
