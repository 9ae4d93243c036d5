"""Texts as Akoma Ntoso 3.0 (OASIS LegalDocML), out and in.

`write_akoma_ntoso` and `read_akoma_ntoso` are each other's inverse: every kind of clause, style of
number, language and character survives. What identifiers mean is said in `naming`.
"""

from dabir.formats.akoma_ntoso.amendments import read_amendment, write_amendment
from dabir.formats.akoma_ntoso.contested import write_contested_akoma_ntoso
from dabir.formats.akoma_ntoso.errors import (
    Dangling,
    Invalid,
    NoSuchLanguage,
    NotAkomaNtoso,
    OtherBase,
    UnreadKind,
)
from dabir.formats.akoma_ntoso.naming import element_ids, first_ids
from dabir.formats.akoma_ntoso.reading import (
    ReadText,
    check_akoma_ntoso,
    merge_expressions,
    read_akoma_ntoso,
)
from dabir.formats.akoma_ntoso.remarks import Remark, RemarkKind
from dabir.formats.akoma_ntoso.tree import ReadOption
from dabir.formats.akoma_ntoso.writing import write_akoma_ntoso

__all__ = [
    "Dangling",
    "Invalid",
    "NoSuchLanguage",
    "NotAkomaNtoso",
    "OtherBase",
    "ReadOption",
    "ReadText",
    "Remark",
    "RemarkKind",
    "UnreadKind",
    "check_akoma_ntoso",
    "element_ids",
    "first_ids",
    "merge_expressions",
    "read_akoma_ntoso",
    "read_amendment",
    "write_akoma_ntoso",
    "write_amendment",
    "write_contested_akoma_ntoso",
]
