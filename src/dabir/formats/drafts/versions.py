"""Versions with ids as printed lines, for files that carry their clauses' ids."""

from __future__ import annotations

from collections.abc import Mapping

from dabir.domain.drafting import Kind, Numbering, Part, Version
from dabir.domain.drafting.copies import PrintedClause

_DASHED = {Kind.ARTICLE, Kind.NOTE, Kind.CHAPTER, Kind.ANNEX}


def lines_of_version(
    version: Version, language: str, numbers: Mapping[str, str] | None = None
) -> list[PrintedClause]:
    """Return the clauses of a version in the order of reading, each with its id.

    `numbers` are marks as they were printed, by uid; where there is none it is the derived one. A
    clause with a heading is one line whose words begin with it, the text below.
    """
    numbering = Numbering(version)
    lines: list[PrintedClause] = []
    for depth, clause in version.walk():
        mark = (numbers or {}).get(clause.uid) or numbering.label(clause.uid, language).mark
        heading = clause.wording(Part.HEADING, language)
        text = clause.wording(Part.TEXT, language)
        words = "\n".join(part for part in (heading, text) if part)
        if mark and clause.kind in _DASHED:
            mark = f"{mark} ـ" if language == "fa" else f"{mark}."
        before = f"{mark} " if mark and words else mark
        if not before and not words:
            continue
        lines.append(
            PrintedClause(
                line=before + words,
                start=len(before),
                kind=clause.kind,
                depth=depth,
                uid=clause.uid,
                heading=bool(heading) and not text,
            )
        )
    return lines
