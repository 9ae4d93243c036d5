"""Inserting very many rows at once, in the caller's transaction, with keys that are known before.

A slice of a bulk import writes some fifteen thousand rows into a few tables that refer to each
other. Keys are reserved first, so that no row is read back; PostgreSQL then takes each table by
COPY, SQLite by one prepared statement. What is inserted are plain values: to make and save fifteen
thousand model instances would take several times as long. No signals are sent for the rows.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from django.db import connection, models
from psycopg.types.json import Jsonb


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Return `count` keys of a model that nobody else will get, in ascending order.

    Called within the transaction that inserts the rows.
    """
    if not count:
        return []
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return sorted(key for (key,) in cursor.fetchall())
        # Writing transactions come one at a time, and an inserted key raises the table's sequence.
        cursor.execute(
            f"SELECT coalesce((SELECT max(id) FROM {table}), 0),"  # noqa: S608 - a table of ours
            " coalesce((SELECT seq FROM sqlite_sequence WHERE name = %s), 0)",
            [model._meta.db_table],
        )
        last = max(cursor.fetchone())
        return list(range(last + 1, last + count + 1))


def insert_rows(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows of values of these fields, named as in `attname`; other fields get defaults.

    A key that is not among the fields is given by the database. Values are text, numbers, bytes,
    booleans, UUIDs and instants; JSON is given as its text.

    Raises:
        IntegrityError: a row breaks a constraint; the transaction is lost.
    """
    rows = list(rows)
    if not rows:
        return
    filled = _filled(model, fields)
    if connection.vendor == "postgresql":
        _copy(filled, rows)
    else:
        _execute(filled, rows)


def insert_items(items: Sequence[models.Model]) -> None:
    """Insert instances of one model, whose keys are set, as they stand."""
    if not items:
        return
    model = type(items[0])
    fields = [field.attname for field in model._meta.concrete_fields]
    insert_rows(model, fields, map(attrgetter(*fields), items))
    for item in items:
        item._state.adding = False  # noqa: SLF001 - as saving them one by one would leave them
        item._state.db = connection.alias  # noqa: SLF001 - likewise


@dataclass(frozen=True, slots=True)
class _Filled:
    """The columns of a table that rows fill, and the defaults of those that they do not."""

    table: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    rest: tuple[Any, ...]


def _filled(model: type[models.Model], fields: Sequence[str]) -> _Filled:
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    left = [
        field
        for name, field in by_name.items()
        if name not in fields and not isinstance(field, models.AutoField)
    ]
    named = [by_name[name] for name in fields]
    quoted = connection.ops.quote_name
    return _Filled(
        quoted(model._meta.db_table),
        tuple(quoted(str(field.column)) for field in (*named, *left)),
        tuple((field.db_type(connection) or "").split("(")[0] for field in (*named, *left)),
        tuple(field.get_default() for field in left),
    )


def _execute(filled: _Filled, rows: Sequence[Sequence[Any]]) -> None:
    rest = [_plain(value) for value in filled.rest]
    values = [[*map(_plain, row), *rest] for row in rows]
    places = ", ".join(["%s"] * len(filled.columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {filled.table} ({', '.join(filled.columns)}) VALUES ({places})",  # noqa: S608 - names of ours
            values,
        )


def _plain(value: Any) -> Any:
    """Return a value as Django stores it in SQLite."""
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(tzinfo=None))
    # A plain string, not a member of an enumeration.
    return str(value) if isinstance(value, str) else value


def _copy(filled: _Filled, rows: Sequence[Sequence[Any]]) -> None:
    """Send rows as the server keeps them: a fifth of the work of writing each value as text."""
    statement = f"COPY {filled.table} ({', '.join(filled.columns)}) FROM STDIN (FORMAT BINARY)"
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(statement) as copy,
    ):
        copy.set_types([_TYPES.get(kind, kind) for kind in filled.types])
        write = copy.write_row
        json_places = [place for place, kind in enumerate(filled.types) if kind == "jsonb"]
        if json_places:
            rows = [_with_json(row, json_places) for row in rows]
        if filled.rest:
            for row in rows:
                write((*row, *filled.rest))
        else:
            for row in rows:
                write(row)


def _with_json(row: Sequence[Any], places: Sequence[int]) -> list[Any]:
    """Return a row whose texts in these places are sent as the JSON that they are."""
    values = list(row)
    for place in places:
        if place < len(values) and isinstance(values[place], str):
            values[place] = Jsonb(values[place], dumps=str)
    return values


_TYPES = {
    "varchar": "text",
    "bigint": "int8",
    "integer": "int4",
    "smallint": "int2",
    "boolean": "bool",
    "timestamp with time zone": "timestamptz",
    "double precision": "float8",
}
"""The names by which types are sent, where they are not those of the columns."""
