"""Files that are there wholly or not at all, and are the same bytes for the same rows."""

import errno
import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from dabir.analysis.errors import BusyError, RunError

ROW_GROUP = 1 << 17
TEMPORARY = ".unfinished"
_REFUSED = frozenset(
    {
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.EEXIST,
        errno.ENAMETOOLONG,
        errno.EFBIG,
    }
)


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Give a path to write to, which becomes ``target`` when all went well, else goes away.

    Raises RunError when the disk is full or refuses, BusyError when another run writes the file.
    """
    unfinished = target.with_name(f"{target.name}{TEMPORARY}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        claim = _claimed(unfinished)
    except OSError as error:
        raise refused_by_disk(error, target) from error
    with claim:
        try:
            yield unfinished
            os.replace(unfinished, target)  # noqa: PTH105 (Path.replace is the same, less known)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise refused_by_disk(error, target) from error
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def _claimed(unfinished: Path) -> BinaryIO:
    """Open a file that no other process writes as long as it is open. Raises BusyError."""
    while True:
        opened = unfinished.open("ab")
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            opened.close()
            name = unfinished.name.removesuffix(TEMPORARY)
            raise BusyError(f"Another run is writing {unfinished.with_name(name)}.") from error
        except OSError:
            return opened  # a file system without locks
        with suppress(FileNotFoundError):
            if os.path.samestat(unfinished.stat(), os.fstat(opened.fileno())):
                return opened
        opened.close()  # whoever wrote it was done just then


def refused_by_disk(error: OSError, target: Path) -> Exception:
    """Return what to raise for an error of the disk: a sentence where we know one."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT} or "No space left" in str(error):
        return RunError(
            f"There is no space left on the disk of {target.parent}. "
            "What is finished stays; make room and run the same command again."
        )
    if error.errno in _REFUSED:
        return RunError(f"{target} cannot be written ({error.strerror}).")
    return error


def write_rows(
    target: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch], *, keep: bool = False
) -> int:
    """Write batches as one Parquet file, and return how many rows there were.

    The bytes depend on the rows alone, not on how they were batched. A file to ``keep`` is
    compressed; one that is only passed to the next stage is not, for that is quicker.
    """
    rows = 0
    with (
        whole_file(target) as path,
        pq.ParquetWriter(
            path,
            schema,
            compression="zstd" if keep else "none",
            use_dictionary=keep,
            write_statistics=keep,
            version="2.6",
        ) as writer,
    ):
        for table in _regrouped(schema, batches):
            rows += table.num_rows
            writer.write_table(table, row_group_size=ROW_GROUP)
    return rows


def _regrouped(schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Yield tables of ROW_GROUP rows each, and the rest."""
    waiting: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        waiting.append(batch)
        count += batch.num_rows
        while count >= ROW_GROUP:
            table = pa.Table.from_batches(waiting, schema)
            # combined, for the writer cuts its pages where a chunk ends
            yield table.slice(0, ROW_GROUP).combine_chunks()
            waiting = table.slice(ROW_GROUP).to_batches()
            count -= ROW_GROUP
    if count:
        yield pa.Table.from_batches(waiting, schema).combine_chunks()


def write_json(target: Path, value: Any) -> None:
    """Write a value as JSON, with its keys in order."""
    with whole_file(target) as path:
        text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
        path.write_text(text + "\n", encoding="utf-8")
