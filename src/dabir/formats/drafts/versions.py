"""Versions with ids as printed lines, for files that carry their clauses' ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dabir.domain.drafting import Clause, Kind, Numbering, Part, Version
from dabir.domain.drafting.copies import PrintedClause
from dabir.formats.drafts.draft import HEADING

_DASHED = {Kind.ARTICLE, Kind.NOTE, Kind.CHAPTER, Kind.ANNEX}


def lines_of_version(
    version: Version,
    language: str,
    numbers: Mapping[str, str] | None = None,
    *,
    apart: bool = False,
) -> list[PrintedClause]:
    """Return the clauses of a version in the order of reading, each with its id.

    `numbers` are marks as they were printed, by uid; where there is none it is the derived one. A
    clause with a heading is one line whose words begin with it, the text below; with `apart` it is
    two, the first named by the id and ".heading", as in Word.
    """
    numbering = Numbering(version)
    lines: list[PrintedClause] = []
    for depth, clause in version.walk():
        mark = (numbers or {}).get(clause.uid) or numbering.label(clause.uid, language).mark
        if mark and clause.kind in _DASHED:
            mark = f"{mark} ـ" if language == "fa" else f"{mark}."
        for uid, words, heading in _parts(clause, language, apart=apart):
            before = f"{mark} " if mark and words else mark
            mark = ""
            if before or words:
                line = PrintedClause(
                    line=before + words,
                    start=len(before),
                    kind=clause.kind,
                    depth=depth,
                    uid=uid,
                    heading=heading,
                )
                lines.append(line)
    return lines


def _parts(clause: Clause, language: str, *, apart: bool) -> Iterator[tuple[str, str, bool]]:
    """Yield ``(uid, words, whether it is a heading alone)`` of each line of a clause."""
    heading = clause.wording(Part.HEADING, language)
    text = clause.wording(Part.TEXT, language)
    if not apart or not heading:
        words = "\n".join(part for part in (heading, text) if part)
        yield clause.uid, words, bool(heading) and not text
        return
    yield f"{clause.uid}{HEADING}", heading, True
    if text:
        yield clause.uid, text, False
