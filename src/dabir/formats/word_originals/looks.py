"""How words look in a Word file: what stands out, whatever gives it to them, and how to give it.

Source of the rules: ECMA-376 part 1, 17.3.2 (properties of runs) and 17.7.3 (toggles of styles).
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import fields, replace
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from dabir.formats.docx_styles import W, switched, value
from dabir.formats.word_changes.model import PLAIN, Look

_LONGEST_CHAIN = 20
_FLAGS = tuple(each.name for each in fields(Look))
_SWITCHES = {"bold": ("b", "bCs"), "italic": ("i", "iCs"), "struck": ("strike", "dstrike")}
# The schema fixes the order of the properties of a run.
_ORDER = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike"),
    *("outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden"),
    *("color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect"),
    *("bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout"),
    *("specVanish", "oMath", "rPrChange"),
)
_PLACES = {f"{W}{name}": place for place, name in enumerate(_ORDER)}
_Given = dict[str, bool]


class Seen(NamedTuple):
    """How words look, and in what that differs from the style of their paragraph."""

    look: Look = PLAIN
    stress: Look = PLAIN


class Looks:
    """Takes the root of ``word/styles.xml`` where the file has it."""

    def __init__(self, root: etree._Element | None) -> None:
        self._given: dict[str, tuple[str, _Given]] = {}
        self._default = ""
        for style in () if root is None else root.findall(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            self._given[name] = value(style.find(f"{W}basedOn")), given(style.find(f"{W}rPr"))
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
                self._default = name

    def of(self, properties: etree._Element | None, paragraph: etree._Element) -> Seen:
        """Return how words of these properties look in a paragraph."""
        own = given(properties)
        named = value(paragraph.find(f"{W}pPr/{W}pStyle")) or self._default
        of_paragraph = self._of_style(named)
        of_words = self._of_style(value(None if properties is None else _style(properties)))
        look: dict[str, bool] = {}
        stress: dict[str, bool] = {}
        for flag in _FLAGS:
            usual = of_paragraph.get(flag, False)
            styled = of_words.get(flag)
            found = usual if styled is None else styled
            if styled is not None and flag in _SWITCHES:
                # Styles toggle one another: bold words of a bold paragraph are not bold.
                found = usual != styled
            look[flag] = own.get(flag, found)
            stress[flag] = look[flag] != usual
        return Seen(Look(**look), Look(**stress))

    def _of_style(self, style: str) -> _Given:
        found: _Given = {}
        for _ in range(_LONGEST_CHAIN):
            if style not in self._given:
                break
            style, own = self._given[style]
            found = {**own, **found}
        return found


@lru_cache(maxsize=1024)
def wanted(here: Seen, there: Seen) -> Look:
    """Return how words that look like `here` are to look, to stand out as they do `there`.

    What the style of a whole paragraph gives there is no reason to change anything.
    """
    change = {
        flag: getattr(there.look, flag)
        for flag in _FLAGS
        if getattr(here.look, flag) != getattr(there.look, flag)
        and getattr(here.stress, flag) != getattr(there.stress, flag)
    }
    return replace(here.look, **change) if change else here.look


def given(properties: etree._Element | None) -> _Given:
    """Return what properties of a run say themselves of each part of a look."""
    found: _Given = {}
    if properties is None:
        return found
    for flag, names in _SWITCHES.items():
        said = [each for name in names if (each := switched(properties, name)) is not None]
        if said:
            found[flag] = any(said)
    line = properties.find(f"{W}u")
    if line is not None:
        found["underlined"] = value(line) != "none"
    place = properties.find(f"{W}vertAlign")
    if place is not None:
        found["raised"] = value(place) == "superscript"
        found["lowered"] = value(place) == "subscript"
    return found


def give(properties: etree._Element, before: Look, after: Look) -> None:
    """Change properties of a run that give one look so that they give another."""
    for flag, names in _SWITCHES.items():
        wants = getattr(after, flag)
        if getattr(before, flag) == wants:
            continue
        put(properties, names[0], None if wants else "0")
        if flag == "struck":
            drop(properties, "dstrike")
        else:
            put(properties, names[1], None if wants else "0")
    if before.underlined != after.underlined:
        put(properties, "u", "single" if after.underlined else "none")
    if (before.raised, before.lowered) != (after.raised, after.lowered):
        place = "superscript" if after.raised else "subscript" if after.lowered else "baseline"
        put(properties, "vertAlign", place)


def put(properties: etree._Element, name: str, worth: str | None = None) -> None:
    """Put a property of a run in its place, in place of what it was."""
    drop(properties, name)
    made = etree.Element(f"{W}{name}")
    if worth is not None:
        made.set(f"{W}val", worth)
    order = _PLACES[f"{W}{name}"]
    at = sum(1 for each in properties if _PLACES.get(str(each.tag), -1) < order)
    properties.insert(at, made)


def drop(properties: etree._Element, name: str) -> None:
    """Take a property of a run away."""
    for old in properties.findall(f"{W}{name}"):
        properties.remove(old)


def properties_of(run: etree._Element) -> etree._Element:
    """Return the properties of a run, made where it has none."""
    found = run.find(f"{W}rPr")
    if found is None:
        found = etree.Element(f"{W}rPr")
        run.insert(0, found)
    return found


def copied(properties: etree._Element | None) -> etree._Element:
    """Return a copy of properties of a run, without who changed them."""
    made = etree.Element(f"{W}rPr") if properties is None else deepcopy(properties)
    for name in ("rPrChange", "ins", "del", "moveFrom", "moveTo"):
        drop(made, name)
    return made


def _style(properties: etree._Element) -> etree._Element | None:
    return properties.find(f"{W}rStyle")
