"""Parquet files as rows of bytes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dabir.analysis.errors import InputError
from dabir.analysis.reading.rows import MEGABYTE, SAMPLE, Rows

STRETCH = 32 * MEGABYTE
MOST_ROWS = 1 << 16


class ParquetFiles:
    """Parquet files whose columns have the names of the first file's."""

    def __init__(self, files: Sequence[Path]) -> None:
        self.files = files
        self._schema = _schema(files[0])
        self.names = self._schema.names
        for file in files[1:]:
            if set(_schema(file).names) != set(self.names):
                raise InputError(f"{file.name} has other columns than {files[0].name}.")

    def rows(
        self,
        columns: Sequence[str],
        texts: Sequence[str] | None = None,  # noqa: ARG002 (a column is text as a whole, or none)
    ) -> Iterator[Rows]:
        """Yield all rows, with the columns that are wanted."""
        place = 0
        for file in self.files:
            try:
                with pq.ParquetFile(file) as opened:
                    for name in columns:
                        if opened.schema_arrow.names.count(name) > 1:
                            raise InputError(f"{file.name} has two columns “{name}”.")
                    for batch in _stretches(opened, columns):
                        yield Rows(
                            pa.array(range(place, place + batch.num_rows), pa.int64()),
                            {name: _bytes(file, name, batch.column(name)) for name in columns},
                            done=batch.nbytes,
                        )
                        place += batch.num_rows
            except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
                raise InputError(f"{file} is damaged: {_first_line(error)}") from error

    def sample(self, columns: Sequence[str]) -> dict[str, pa.LargeBinaryArray]:
        """Return cells of the first rows, of columns whose kind is text or can be written so."""
        file = self.files[0]
        single = [name for name in columns if len(self._schema.get_all_field_indices(name)) == 1]
        readable: dict[str, pa.LargeBinaryArray] = {}
        for name in single:
            kind = self._schema.field(name).type
            try:
                readable[name] = _bytes(file, name, pa.array([], kind))
            except (InputError, pa.ArrowInvalid, pa.ArrowNotImplementedError):
                continue
        first = next(self.rows(list(readable)), None) if readable else None
        if first is None:
            return readable
        return {name: column.slice(0, SAMPLE) for name, column in first.columns.items()}


def _schema(file: Path) -> pa.Schema:
    try:
        return pq.read_schema(file)
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"{file} is damaged: {_first_line(error)}") from error


def _stretches(opened: pq.ParquetFile, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """Yield batches of about STRETCH bytes, by what each row group says of itself."""
    for group in range(opened.num_row_groups):
        meta = opened.metadata.row_group(group)
        wide = max(1, meta.total_byte_size // max(1, meta.num_rows))
        size = max(16, min(MOST_ROWS, STRETCH // wide))
        yield from opened.iter_batches(batch_size=size, row_groups=[group], columns=list(columns))


def _bytes(file: Path, name: str, column: pa.Array) -> pa.LargeBinaryArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if pa.types.is_nested(kind):
        raise InputError(f"Column “{name}” of {file.name} holds {kind}, not text.")
    if _is_bytes(kind):
        return column.cast(pa.large_binary())
    if pa.types.is_fixed_size_binary(kind):
        return column.cast(pa.binary()).cast(pa.large_binary())
    return pc.cast(column, pa.large_string()).cast(pa.large_binary())


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_string_view(kind)
        or pa.types.is_binary_view(kind)
    )


def _first_line(error: Exception) -> str:
    return str(error).split("\n", maxsplit=1)[0]
