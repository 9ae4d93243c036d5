"""The duplicates of a table as it was handed over, by any engine."""

import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dabir.analysis.duplicates.finding import find_duplicates
from dabir.analysis.duplicates.needing import TooMuchError
from dabir.analysis.duplicates.sources import FromTable
from dabir.analysis.duplicates.spread import find_duplicates_on
from dabir.analysis.engines.opening import kind_of, open_engine
from dabir.analysis.reading import Asked, read_submissions
from dabir.analysis.reading.columns import choose_columns
from dabir.analysis.reading.sources import open_table, refuse_to_write_over
from dabir.analysis.runs.memory import threads_within, usual_memory
from dabir.analysis.runs.watching import Unwatched, Watch
from dabir.analysis.runs.writing import write_rows
from dabir.analysis.schemas import SKIPPED


@dataclass(frozen=True, slots=True)
class FoundInTable:
    """What was found in a table, and what of it was skipped or renamed, in numbers."""

    counts: Mapping[str, int]
    skipped: Mapping[str, int]
    """Rows that are no submissions, by reason."""

    renamed: int
    """Rows that share an id with an earlier one, and got one of their own."""


def find_in_table(
    source: Path,
    asked: Asked,
    out: Path,
    *,
    engine: str,
    threads: int,
    say: Callable[[str], None],
    memory: int | None = None,
) -> FoundInTable:
    """Write DUPLICATES of a table to a Parquet file; ``say`` is told how it was read.

    Rows that are no submissions are listed in the file ``skipped_beside(out)``, which is not there
    when there are none. The local engine reads the table in place while ``memory`` bytes (else
    what is usual) suffice; then, as any other, it works in a folder beside ``out``, which is gone
    afterwards, whatever happens. Raises InputError, MissingError, RunError.
    """
    skipped = skipped_beside(out)
    refuse_to_write_over(source, (out, skipped))
    skipped.unlink(missing_ok=True)
    memory = usual_memory() if memory is None else memory
    watch: Watch = _Saying(say)
    if kind_of(engine) == "local":
        threads = threads_within(threads, memory)
        table = open_table(source)
        chosen = choose_columns(table, asked)
        for sentence in chosen.said:
            say(sentence)
        rows = FromTable(table, chosen)
        try:
            found = find_duplicates(rows, out, threads=threads, rename=True, memory=memory)
        except TooMuchError as error:
            say(str(error))
            watch = Unwatched()  # how the table is read was said
        else:
            lost = rows.skipped
            if lost.num_rows:
                write_rows(skipped, SKIPPED, lost.to_batches(), keep=True)
            return FoundInTable(found.counts, Counter(lost["reason"].to_pylist()), found.renamed)
    room = out.absolute().with_name(f".{out.name}.run")
    shutil.rmtree(room, ignore_errors=True)  # of a run that was killed
    try:
        read = read_submissions(source, asked, room / "submissions", skipped, watch)
        if not read.skipped:
            skipped.unlink()
        with open_engine(
            engine, scratch=room / "engine", threads=threads, memory=memory, watch=watch
        ) as running:
            counts = find_duplicates_on(running, read.submissions, room, out)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    return FoundInTable(counts, read.skipped, read.renamed)


def skipped_beside(out: Path) -> Path:
    """Return the file in which rows are listed that are no submissions: as ``out``, .skipped."""
    return out.with_name(f"{out.stem}.skipped.parquet")


class _Saying(Unwatched):
    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say

    def say(self, sentence: str) -> None:
        """Pass on what a person should know."""
        self._say(sentence)
