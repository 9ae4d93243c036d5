"""Copies of a text that carry no ids: typed anew, sent back by mail, printed and read again.

A file is read into printed clauses (`read_printed`), whose marks are part of their lines as they
are on paper. Two of them are aligned (`align_copies`): by id, by the same words, by like words, or
by what a person says. From that follow a redline (`redline_copies`) and, against a base, the
operations of an amendment (`operations_of_copy`).
"""

from dabir.domain.drafting.copies.aligning import (
    Aligned,
    Method,
    Pairing,
    align_copies,
)
from dabir.domain.drafting.copies.printed import PrintedClause, read_printed
from dabir.domain.drafting.copies.redlining import (
    ChangeKind,
    CopyRedline,
    ListedChange,
    RedlinedLine,
    redline_copies,
)

__all__ = [
    "Aligned",
    "ChangeKind",
    "CopyRedline",
    "ListedChange",
    "Method",
    "Pairing",
    "PrintedClause",
    "RedlinedLine",
    "align_copies",
    "read_printed",
    "redline_copies",
]
