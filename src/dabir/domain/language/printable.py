"""Text made fit for paper: what cannot be printed, or would print in another order, goes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

# Controls but tab and newline; overrides that reverse letters; marks of the byte order;
# surrogates and non-characters, which no XML or PDF may hold.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufeff\ud800-\udfff\ufffe\uffff]"
)
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def printable(text: str) -> str:
    r"""Return ``text`` with ``\\n`` as its only line end and nothing that paper cannot hold."""
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text))


def printable_data(value: Any) -> Any:
    """Turn a model into plain lists and mappings of printable text, for a template.

    Bytes are left out (pictures and attachments travel as files); dates become ISO 8601.
    """
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return printable_data(asdict(value))
    if isinstance(value, Mapping):
        return {
            key: printable_data(item) for key, item in value.items() if not isinstance(item, bytes)
        }
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [printable_data(item) for item in value]
    return value
