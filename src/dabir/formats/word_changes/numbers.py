"""Numbers of clauses in a Word file: counted by Word where it can, typed where it cannot.

Word counts digits, Latin letters and Roman numbers. Persian letters and ordinals it either lacks
or prints in the Arabic order, and a clause that is alone («ماده واحده») has a number of its own:
there the number is typed, and tracked where it changes. Clauses that are counted together make one
list, which begins anew whatever stands before it.
"""

from __future__ import annotations

from typing import NamedTuple

from dabir.domain.drafting import Clause, Kind, Numbering, NumberStyle, Version

_UNNUMBERED = {Kind.PREAMBLE, Kind.PARAGRAPH}
_INNER = {Kind.CLAUSE, Kind.ITEM}
_DEEPEST = 8
STEP_TWIPS = 510
"""How far a clause is set in from the one it stands in; also the room for its number."""
# Before and after a number that is all signs, so that it is set from the right.
_FROM_RIGHT = "\u200f"
_FORMATS = {
    "fa": {NumberStyle.DIGITS: "decimal"},
    "en": {
        NumberStyle.DIGITS: "decimal",
        NumberStyle.LETTERS: "lowerLetter",
        NumberStyle.ABJAD: "lowerLetter",
        NumberStyle.ORDINAL: "upperRoman",
    },
}
# After so many, letters go on as «aa, ab» here and as «aa, bb» in Word.
_LETTERS = 26

_Scope = tuple[str | None, Kind]


class ListPlace(NamedTuple):
    """The list of a numbered paragraph and its level there."""

    number: int
    level: int


class _List(NamedTuple):
    """A list to define: its number, its level, the format of its numbers and their frame."""

    number: int
    level: int
    format: str
    text: str
    hanging: bool


class Inset(NamedTuple):
    """How far a paragraph stands in: `steps` from the margin, its number in a margin of its own."""

    steps: int
    hanging: bool


class Numbers:
    """The numbers of all clauses of a base and a target in one language."""

    def __init__(
        self, base: Version, target: Version, language: str, *, counted: bool = True
    ) -> None:
        self._language = "fa" if language == "fa" else "en"
        self._code = language
        self._versions = base, target
        self._labels = Numbering(base), Numbering(target)
        self._lists: dict[_Scope, _List] = {}
        members: dict[_Scope, list[list[Clause]]] = {}
        for side, version in enumerate(self._versions):
            for _, clause in version.walk():
                if self._labels[side].number(clause.uid) is not None:
                    scope = _scope(version, clause)
                    members.setdefault(scope, [[], []])[side].append(clause)
        for scope, (before, after) in members.items() if counted else ():
            self._define(scope, before, after)

    def _define(self, scope: _Scope, before: list[Clause], after: list[Clause]) -> None:
        styles = {clause.style for clause in (*before, *after)}
        kind = scope[1]
        number_format = _FORMATS[self._language].get(next(iter(styles)))
        if len(styles) > 1 or number_format is None:
            return
        most = max(len(before), len(after))
        if number_format == "lowerLetter" and most > _LETTERS:
            return
        alone = (kind is Kind.NOTE) or (kind is Kind.ARTICLE and self._language == "fa")
        if alone and 1 in {len(before), len(after)}:
            return
        sample = (before or after)[0].uid
        side = 0 if before else 1
        label = self._labels[side].label(sample, self._code).mark
        name = label.rpartition(" ")[0]
        if kind in _INNER:
            text = "(%1)" if label.startswith("(") else f"%1{label[-1]}"
            if self._language == "fa":
                text = f"{_FROM_RIGHT}{text}{_FROM_RIGHT}"
        else:
            text = f"{name} %1{self._dash}"
        version = self._versions[side]
        depth = 0 if kind is Kind.ARTICLE else sum(1 for _ in version.ancestors(sample))
        level = min(depth, _DEEPEST)
        self._lists[scope] = _List(
            len(self._lists) + 1,
            level,
            number_format,
            text.replace("%1", f"%{level + 1}"),
            kind in _INNER,
        )

    @property
    def _dash(self) -> str:
        return " ـ" if self._language == "fa" else "."

    def place(self, uid: str, *, target: bool) -> ListPlace | None:
        """Return where Word counts a clause on one side; None where it does not."""
        version = self._versions[target]
        found = self._lists.get(_scope(version, version[uid]))
        if found is None or self._labels[target].number(uid) is None:
            return None
        return ListPlace(found.number, found.level)

    def typed(self, uid: str, *, target: bool) -> tuple[str, ...]:
        """Return the number to be typed before a clause on one side, if any, with its blank."""
        if self.place(uid, target=target) is not None:
            return ()
        clause = self._versions[target][uid]
        mark = self._labels[target].label(uid, self._code).mark
        if not mark:
            return ()
        return (f"{mark}\t",) if clause.kind in _INNER else (f"{mark}{self._dash} ",)

    def inset(self, uid: str, *, leads: bool, target: bool) -> Inset:
        """Return how far a paragraph of a clause stands in; `leads` where its number does.

        Chapters and articles do not push in what they hold, only clauses and items do.
        """
        version = self._versions[target]
        steps = sum(1 for above in version.ancestors(uid) if version[above].kind in _INNER)
        if version[uid].kind not in _INNER:
            return Inset(steps, hanging=False)
        numbered = self._labels[target].number(uid) is not None
        return Inset(steps + 1, hanging=leads and numbered)

    def part(self) -> str:
        """Return the part of numbering, empty where there is no list."""
        if not self._lists:
            return ""
        lists = self._lists.values()
        abstract = "".join(_abstract(each, rtl=self._language == "fa") for each in lists)
        numbers = "".join(
            f'<w:num w:numId="{each.number}"><w:abstractNumId w:val="{each.number}"/></w:num>'
            for each in lists
        )
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:numbering xmlns:w='
            '"http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"{abstract}{numbers}</w:numbering>"
        )


def _scope(version: Version, clause: Clause) -> _Scope:
    """Return what a clause is counted with: articles run through chapters, up to an annex."""
    if clause.kind is not Kind.ARTICLE:
        return clause.parent, clause.kind
    above = (each for each in version.ancestors(clause.uid))
    annex = next((each for each in above if version[each].kind is Kind.ANNEX), None)
    return annex, clause.kind


def _abstract(each: _List, *, rtl: bool) -> str:
    # One level more than is used, for whoever sets a clause one step in.
    levels = range(each.level, min(each.level + 2, _DEEPEST + 1))
    return (
        f'<w:abstractNum w:abstractNumId="{each.number}"><w:multiLevelType w:val="multilevel"/>'
        + "".join(_level(level, each, rtl=rtl) for level in levels)
        + "</w:abstractNum>"
    )


def _level(level: int, each: _List, *, rtl: bool) -> str:
    text = each.text.replace(f"%{each.level + 1}", f"%{level + 1}")
    bold = "" if each.hanging else "<w:b/><w:bCs/>"
    script = "<w:rtl/>" if rtl else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{each.format}"/>'
        f'<w:lvlRestart w:val="0"/><w:suff w:val="{"tab" if each.hanging else "space"}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f"<w:rPr>{bold}{script}</w:rPr></w:lvl>"
    )
