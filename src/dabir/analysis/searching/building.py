"""Building an index over passages, so that it is there wholly or not at all."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from dabir.analysis.engines import Parts, read_part
from dabir.analysis.runs.writing import TEMPORARY, refused_by_disk
from dabir.analysis.searching.keys import keys_of

HEAP = 256 << 20
"""Bytes that the writer holds before it puts a segment on the disk."""

_TOGETHER = 2_000
"""Passages whose words are found together."""


class Passage(NamedTuple):
    """A passage: its submission, its number there, from which character to which, its text."""

    id: str
    passage: int
    start: int
    end: int
    text: str


def schema() -> tantivy.Schema:
    """Return the fields: what passages are found by (id, key), and what is told of them."""
    build = tantivy.SchemaBuilder()
    build.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    # an unsigned field kills the writer's thread
    for name in ("passage", "start", "end"):
        build.add_integer_field(name, stored=True)
    # one text field is searched and another one kept: what is kept is shown as it was written
    build.add_bytes_field("text", stored=True)
    build.add_text_field("key", tokenizer_name="whitespace", index_option="position")
    return build.build()


def passages_of(submissions: Parts, passages: Parts) -> Iterator[Passage]:
    """Yield the passages with their texts; part n of both tables holds the same submissions."""
    for texts, cuts in zip(submissions.files, passages.files, strict=True):
        rows = _rows(texts, ["id", "text"])
        name, text = "", ""
        for id_, passage, start, end in _rows(cuts, ["id", "passage", "start", "end"]):
            while id_ != name:
                name, text = next(rows)
            yield Passage(name, passage, start, end, text[start:end])


def _rows(file: Path, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    for batch in read_part(file, columns):
        for at in range(0, batch.num_rows, _TOGETHER):
            some = batch.slice(at, _TOGETHER)
            yield from zip(*(column.to_pylist() for column in some.columns), strict=True)


def build_index(folder: Path, passages: Iterable[Passage]) -> int:
    """Write an index into ``folder``, in place of one that is there; return how many passages.

    It is built beside it and takes its place when it is whole; what a killed build has left is
    cleared away by the next one. Raises RunError when the disk is full.
    """
    unfinished = folder.with_name(f"{folder.name}{TEMPORARY}")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        count = _write(unfinished, passages)
        replace_folder(folder, unfinished)
    except (OSError, ValueError) as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        # tantivy says of a full disk what the system said, as a ValueError
        raise refused_by_disk(OSError(*error.args), folder) from error
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return count


def replace_folder(folder: Path, new: Path) -> None:
    """Put a folder in the place of another one, which goes away."""
    old = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _write(folder: Path, passages: Iterable[Passage]) -> int:
    index = tantivy.Index(schema(), path=str(folder))
    count = 0
    with index.writer(HEAP, num_threads=1) as writer:
        for some in _together(passages):
            keys = keys_of([each.text for each in some]).words
            for each, key in zip(some, keys, strict=True):
                document = tantivy.Document()
                document.add_text("id", each.id)
                document.add_integer("passage", each.passage)
                document.add_integer("start", each.start)
                document.add_integer("end", each.end)
                document.add_bytes("text", each.text.encode())
                document.add_text("key", key)
                writer.add_document(document)
            count += len(some)
    index.writer(HEAP, num_threads=1).wait_merging_threads()
    return count


def _together(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    waiting: list[Passage] = []
    for each in passages:
        waiting.append(each)
        if len(waiting) == _TOGETHER:
            yield waiting
            waiting = []
    if waiting:
        yield waiting
