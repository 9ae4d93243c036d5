"""The codebook of REFI-QDA: codes in their tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from dabir.formats.qda.writing import XmlWriter

CODEBOOK = "urn:QDA-XML:codebook:1.0"


@dataclass(frozen=True, slots=True)
class Code:
    """A code with those below it; `color` as ``#RRGGBB``."""

    guid: UUID
    name: str
    description: str = ""
    color: str = ""
    children: tuple[Code, ...] = ()
    codable: bool = True


def write_codes(out: XmlWriter, codes: Sequence[Code]) -> None:
    """Write codes with all that are below them."""
    for code in codes:
        attributes = {
            "guid": str(code.guid),
            "name": code.name,
            "isCodable": "true" if code.codable else "false",
            "color": code.color,
        }
        with out.element("Code", attributes):
            if code.description:
                out.text("Description", code.description)
            write_codes(out, code.children)


def write_codebook(target: IO[bytes], codes: Sequence[Code], *, origin: str) -> None:
    """Write a codebook file (`.qdc`).

    Raises:
        ValueError: there is no code: the standard asks for one at least.
    """
    if not codes:
        message = "a codebook holds at least one code"
        raise ValueError(message)
    out = XmlWriter(target)
    with out.element("CodeBook", {"xmlns": CODEBOOK, "origin": origin}), out.element("Codes"):
        write_codes(out, codes)
    out.close()
