"""A redline of two files as one web page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dabir.domain.drafting.copies.redlining import (
    ChangeKind,
    CopyRedline,
    ListedChange,
    RedlinedLine,
)
from dabir.formats.documents import Language
from dabir.formats.drafts.draft import Draft
from dabir.formats.drafts.pages import depth_class, fact, page, stretches, text
from dabir.formats.drafts.redline_data import what_became_of
from dabir.formats.drafts.words import say

_FOLDED = 3
"""More unchanged clauses in a row than this are folded."""
_QUOTED = 160


def redline_page(redline: CopyRedline, old: Draft, new: Draft, language: Language) -> str:
    """Return the page: what it comes to, the list of changes, the text with its changes."""
    title = f"{say(language, 'redline')}: {new.title}"
    return page(title=title, language=language, body=_body(redline, old, new, language))


def _body(redline: CopyRedline, old: Draft, new: Draft, language: Language) -> Iterator[str]:
    yield f"<header><h1><bdi>{text(new.title)}</bdi></h1>\n"
    names = {"new": f"<bdi>{text(new.name)}</bdi>", "old": f"<bdi>{text(old.name)}</bdi>"}
    yield f'<p class="lead">{say(language, "against", **names)}</p>\n<ul class="facts">'
    for number, key in (
        (redline.words_deleted, "words deleted"),
        (redline.words_inserted, "words inserted"),
        (_changes(redline.changes), "changes"),
    ):
        yield fact(language, number, key)
    yield (
        f"<li><ins>{say(language, 'put in')}</ins> <del>{say(language, 'taken out')}</del> "
        f'<ins class="respelled">{say(language, "spelling")}</ins></li></ul></header>\n'
    )
    yield from _notes((old, new), language)
    yield from _doubts(redline, old, new, language)
    if not redline.changes:
        yield f"<p>{text(say(language, 'same'))}</p>\n"
    else:
        yield from _list(redline, language)
    yield "<main>\n"
    for changed, group in groupby(enumerate(redline.lines), key=lambda each: each[1].changed):
        lines = list(group)
        folded = not changed and len(lines) > _FOLDED and bool(redline.changes)
        if folded:
            count = say(language, "unchanged", count=len(lines))
            yield f'<details><summary class="kept">{text(count)}</summary>\n'
        for place, line in lines:
            yield _clause(place, line, language)
        if folded:
            yield "</details>\n"
    yield "</main>\n"


def _changes(changes: Sequence[ListedChange]) -> int:
    return sum(change.kind is not ChangeKind.RENUMBER for change in changes)


def _notes(drafts: Sequence[Draft], language: Language) -> Iterator[str]:
    notes = [(draft.name, note) for draft in drafts for note in draft.notes]
    if notes:
        yield f"<details><summary>{text(say(language, 'notes'))}</summary><ul>"
        for name, note in notes:
            yield f'<li><bdi>{text(name)}</bdi>: <bdi dir="auto">{text(note)}</bdi></li>'
        yield "</ul></details>\n"


def _doubts(redline: CopyRedline, old: Draft, new: Draft, language: Language) -> Iterator[str]:
    if not redline.aligned.doubtful:
        return
    places = {line.pairing: place for place, line in enumerate(redline.lines) if not line.leaves}
    yield f'<div class="doubts"><p>{text(say(language, "doubts"))}</p><ul>'
    for pairing in redline.aligned.doubtful:
        one, other = old.lines[pairing.old[0]], new.lines[pairing.new[0]]
        yield (
            f'<li><a href="#l{places[pairing]}"><bdi>{text(_short(one.line))}</bdi> → '
            f"<bdi>{text(_short(other.line))}</bdi></a></li>"
        )
    yield "</ul></div>\n"


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _QUOTED else flat[:_QUOTED].rsplit(" ", 1)[0] + "…"


_TAGS: dict[ChangeKind, tuple[str, str]] = {
    ChangeKind.ADD_CLAUSE: ("added", "in"),
    ChangeKind.DELETE_CLAUSE: ("deleted", "out"),
    ChangeKind.MOVE: ("moved", "move"),
    ChangeKind.SPLIT: ("split", "move"),
    ChangeKind.JOIN: ("joined", "move"),
    ChangeKind.SPELLING: ("spelling", ""),
}


def _list(redline: CopyRedline, language: Language) -> Iterator[str]:
    yield f'<details class="screen"><summary>{text(say(language, "list"))}</summary>\n'
    yield '<ol class="changes">'
    for change in redline.changes:
        if change.kind is ChangeKind.RENUMBER:
            continue
        yield f'<li><a href="#l{change.place}"><bdi>{text(change.clause)}</bdi></a> '
        if change.kind in _TAGS:
            key, colour = _TAGS[change.kind]
            yield f'<span class="tag {colour}">{text(say(language, key))}</span>'
        if change.kind is ChangeKind.MOVE:
            yield text(_short(change.new))
        elif change.kind not in {ChangeKind.SPLIT, ChangeKind.JOIN}:
            yield f"<del>{text(_short(change.old))}</del> " if change.old else ""
            yield f"<ins>{text(_short(change.new))}</ins>" if change.new else ""
        yield "</li>\n"
    yield "</ol></details>\n"


def _clause(place: int, line: RedlinedLine, language: Language) -> str:
    what = what_became_of(line)
    classes = f"clause {what}{depth_class(line.depth)}"
    classes += " changed" if line.changed else ""
    classes += " heading" if line.heading else ""
    content = f"{_tags(line, what, language)}{stretches(line.mark)}{stretches(line.words)}"
    return f'<p class="{classes}" id="l{place}" dir="auto">{content}</p>\n'


def _tags(line: RedlinedLine, what: str, language: Language) -> str:
    tags = [(what, {"added": "in", "deleted": "out"}.get(what, "move"))] * (what in _TAGGED)
    if not line.leaves:
        if len(line.pairing.new) > 1:
            tags.append(("split", "move"))
        if len(line.pairing.old) > 1:
            tags.append(("joined", "move"))
        if line.pairing.doubtful:
            tags.append(("doubtful", "doubt"))
    return "".join(
        f'<span class="tag {colour}">{text(say(language, key))}</span>' for key, colour in tags
    )


_TAGGED = {"added", "deleted", "moved", "left"}
