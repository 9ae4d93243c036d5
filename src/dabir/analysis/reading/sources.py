"""What an input is: files of one kind, told by their names and their first bytes."""

from collections.abc import Iterable
from pathlib import Path

from dabir.analysis.errors import InputError
from dabir.analysis.reading.comma_separated import CommaSeparated
from dabir.analysis.reading.json_lines import JsonLines
from dabir.analysis.reading.parquet_files import ParquetFiles
from dabir.analysis.reading.rows import Table

KINDS: dict[str, type[ParquetFiles] | type[JsonLines] | type[CommaSeparated]] = {
    ".parquet": ParquetFiles,
    ".pq": ParquetFiles,
    ".jsonl": JsonLines,
    ".ndjson": JsonLines,
    ".csv": CommaSeparated,
    ".tsv": CommaSeparated,
}
PARQUET = b"PAR1"
OTHERS = {
    b"PK\x03\x04": "a workbook or an archive; save the sheet as CSV",
    b"\x1f\x8b": "compressed; unpack it first",
    b"(\xb5/\xfd": "compressed; unpack it first",
    b"%PDF": "a PDF file",
    b"ARROW1": "an Arrow file; save it as Parquet",
    b"SQLite": "a database",
    b"\xff\xfe": "in UTF-16; save it as UTF-8",
    b"\xfe\xff": "in UTF-16; save it as UTF-8",
}
"""What people hand over by mistake, by its first bytes."""


def open_table(source: Path) -> Table:
    """Return the table in a file, or in the files of a folder in the order of their names.

    Raises InputError when there is none: it is not there, is empty, or is no table.
    """
    files = _files(source)
    kinds = {_kind(file) for file in files}
    if len(kinds) > 1:
        raise InputError(f"The files of {source} are of several kinds; one kind at a time.")
    return kinds.pop()(files)


def left_aside(source: Path) -> list[Path]:
    """Return the files of a folder that are not read, for their names say that they are no tables.

    Files whose names begin with a dot or an underscore belong to programs, and are not among them.
    """
    if not source.is_dir():
        return []
    return [file for file in _within(source) if file.suffix.lower() not in KINDS]


def refuse_to_write_over(source: Path, written: Iterable[Path]) -> None:
    """Raise InputError when one of the files to be written is the input, or would be read as of it.

    That is a file in a folder that is the input: the next run would take its results for rows.
    """
    here = source.resolve()
    for file in written:
        there = file.resolve()
        if there == here:
            raise InputError(f"{source} would be written over; write the results somewhere else.")
        if here.is_dir() and there.is_relative_to(here) and _is_read(there, here):
            raise InputError(
                f"{file} would lie in the folder that is read; write the results somewhere else."
            )


def _within(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*")) if file.is_file() and _is_read(file, folder)]


def _is_read(file: Path, folder: Path) -> bool:
    return not any(part.startswith((".", "_")) for part in file.relative_to(folder).parts)


def _files(source: Path) -> list[Path]:
    if not source.exists():
        raise InputError(f"{source} is not there.")
    if not source.is_dir():
        files = [source]
    else:
        files = [file for file in _within(source) if file.suffix.lower() in KINDS]
        if not files:
            raise InputError(f"{source} holds no .csv, .jsonl or .parquet file.")
    # an empty file among others holds no rows; alone it is no table
    filled = [file for file in files if file.stat().st_size]
    if not filled:
        raise InputError(f"{source} is empty.")
    return filled


def _kind(file: Path) -> type[ParquetFiles] | type[JsonLines] | type[CommaSeparated]:
    try:
        with file.open("rb") as opened:
            head = opened.read(4096)
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror}).") from error
    if head.startswith(PARQUET):
        return ParquetFiles
    for first, what in OTHERS.items():
        if head.startswith(first):
            raise InputError(f"{file} is {what}.")
    named = KINDS.get(file.suffix.lower())
    if named is ParquetFiles:
        raise InputError(f"{file} is named as Parquet and is none.")
    if b"\x00" in head and named is None:
        raise InputError(f"{file} is no table: neither CSV nor JSON lines nor Parquet.")
    begins = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if begins == b"[" and named is not CommaSeparated:
        raise InputError(f"{file} is one JSON list; one object in each line is needed.")
    if named is None:
        return JsonLines if begins == b"{" else CommaSeparated
    return named
