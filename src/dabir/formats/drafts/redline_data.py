"""A redline of two files as data: what `docs/reference/redline.schema.json` describes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from dabir.domain.drafting.comparing.differences import Change
from dabir.domain.drafting.copies.printed import PrintedClause
from dabir.domain.drafting.copies.redlining import CopyRedline, RedlinedLine
from dabir.formats.drafts.draft import Draft

FORMAT = "dabir.redline/1"

Data = dict[str, Any]


def redline_data(redline: CopyRedline, old: Draft, new: Draft) -> Data:
    """Return a redline as JSON values."""
    kinds = Counter(change.kind.value for change in redline.changes)
    return {
        "format": FORMAT,
        "old": _file(old),
        "new": _file(new),
        "language": new.language,
        "words_deleted": redline.words_deleted,
        "words_inserted": redline.words_inserted,
        "words_respelled": redline.words_respelled,
        "counts": dict(sorted(kinds.items())),
        "changes": [
            {
                "kind": change.kind.value,
                "old": change.old,
                "new": change.new,
                "clause": change.clause,
                "line": change.place,
            }
            for change in redline.changes
        ],
        "uncertain": [
            {
                "old": _quoted(old.lines[pairing.old[0]]),
                "new": _quoted(new.lines[pairing.new[0]]),
                "confidence": pairing.confidence,
                "moved": pairing.moved,
            }
            for pairing in redline.aligned.doubtful
        ],
        "lines": [_line(line) for line in redline.lines],
    }


def _file(draft: Draft) -> Data:
    return {
        "file": draft.name,
        "format": draft.format,
        "language": draft.language,
        "lines": len(draft.lines),
        "verified": draft.verified,
        "notes": list(draft.notes),
    }


def _quoted(line: PrintedClause) -> Data:
    return {"clause": line.mark, "text": line.words}


def _line(line: RedlinedLine) -> Data:
    pairing = line.pairing
    data: Data = {
        "what": what_became_of(line),
        "depth": line.depth,
        "old": list(pairing.old),
        "new": list(pairing.new),
        "mark": _stretches(line.mark),
        "words": _stretches(line.words),
    }
    if pairing.old and pairing.new:
        data |= {"paired_by": pairing.method.value, "confidence": pairing.confidence}
    return data


def what_became_of(line: RedlinedLine) -> str:
    """Return kept, reworded, renumbered, moved, left (where it stood), added or deleted."""
    if line.leaves:
        return "left"
    if line.added:
        return "added"
    if line.deleted:
        return "deleted"
    if line.pairing.moved:
        return "moved"
    if any(each.kind != "equal" for each in line.words):
        return "reworded"
    return "renumbered" if line.changed else "kept"


def _stretches(changes: Iterable[Change]) -> list[Data]:
    stretches: list[Data] = []
    for change in changes:
        if change.kind == "equal":
            stretches.append({"equal": change.new})
            continue
        stretch: Data = {}
        if change.old:
            stretch["delete"] = change.old
        if change.new:
            stretch["insert"] = change.new
        if change.spelling_only:
            stretch["spelling"] = True
        stretches.append(stretch)
    return stretches
