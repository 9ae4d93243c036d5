"""Operations as plain data, for storage and exchange: JSON values and nothing else.

Each operation is a mapping with its `kind` ("edit", "add", "delete", "move") and its fields.

Errors:
    Unreadable          the data is no operation
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dabir.domain.drafting.amendments import Add, Delete, Edit, Move, Operation
from dabir.domain.drafting.clauses import Kind, NumberStyle, Part

Plain = dict[str, Any]


class Unreadable(ValueError):
    """The data is no operation."""


def to_plain(operation: Operation) -> Plain:
    """Return an operation as JSON values."""
    match operation:
        case Edit():
            return {
                "kind": "edit",
                "clause": operation.uid,
                "part": operation.part.value,
                "language": operation.language,
                "start": operation.start,
                "end": operation.end,
                "old": operation.old,
                "new": operation.new,
            }
        case Add():
            return {
                "kind": "add",
                "clause": operation.uid,
                "parent": operation.parent,
                "after": operation.after,
                "clause_kind": operation.kind.value,
                "style": operation.style.value,
                "heading": dict(operation.heading),
                "text": dict(operation.text),
            }
        case Delete():
            return {"kind": "delete", "clause": operation.uid}
        case Move():
            return {
                "kind": "move",
                "clause": operation.uid,
                "parent": operation.parent,
                "after": operation.after,
            }


def from_plain(data: Mapping[str, Any]) -> Operation:
    """Return the operation that `to_plain` wrote.

    Raises:
        Unreadable: a field is missing, or is not what it should be.
    """
    try:
        return _read(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"no operation: {error}") from error


def to_plain_list(operations: Iterable[Operation]) -> list[Plain]:
    """Return operations as JSON values, in their order."""
    return [to_plain(operation) for operation in operations]


def from_plain_list(data: Iterable[Mapping[str, Any]]) -> tuple[Operation, ...]:
    """Return the operations that `to_plain_list` wrote.

    Raises:
        Unreadable: one of them is no operation.
    """
    return tuple(from_plain(each) for each in data)


def _read(data: Mapping[str, Any]) -> Operation:
    uid = _text(data["clause"])
    match data["kind"]:
        case "edit":
            return Edit(
                uid,
                _text(data["language"]),
                _place(data["start"]),
                _place(data["end"]),
                _text(data["old"]),
                _text(data["new"]),
                Part(data["part"]),
            )
        case "add":
            return Add(
                uid,
                _text_or_none(data["parent"]),
                _text_or_none(data["after"]),
                Kind(data["clause_kind"]),
                NumberStyle(data["style"]),
                _wordings(data["heading"]),
                _wordings(data["text"]),
            )
        case "delete":
            return Delete(uid)
        case "move":
            return Move(uid, _text_or_none(data["parent"]), _text_or_none(data["after"]))
        case kind:
            raise ValueError(f"no kind of operation: {kind!r}")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not a text: {value!r}")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _place(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"not an offset: {value!r}")
    return value


def _wordings(value: Mapping[str, object]) -> dict[str, str]:
    return {_text(language): _text(words) for language, words in value.items()}
