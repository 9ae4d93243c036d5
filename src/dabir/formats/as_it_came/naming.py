"""Names in a Word file that nobody sees in print: of bookmarks, styles, lists and themes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from dabir.formats.as_it_came.fields import fields_of, take_out
from dabir.formats.docx_styles import W
from dabir.formats.word_originals.settling import unwrap

_REFERRING = re.compile(r"\s*(?:REF|PAGEREF|NOTEREF)\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\s*(?P<kind>REF|PAGEREF|NOTEREF)\s+\"?(?P<name>[^\s\"\\]+)\"?"
    r"(?P<rest>(?:\s*\\(?:[fhnprtw!]|\*\s*\w+))*)\s*",
    re.IGNORECASE,
)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEMES = ("theme", "clrScheme", "fontScheme", "fmtScheme")
_USES = ("pStyle", "rStyle", "tblStyle", "styleLink", "numStyleLink")
_LEADS_TO = ("basedOn", "next", "link")
_YES = {"1", "true", "on"}


def rename_bookmarks(stories: Sequence[etree._Element]) -> None:
    """Give bookmarks names that say nothing; those that nothing refers to go.

    What refers to one that is not there stays as the words that it shows.
    """
    new = {
        mark.get(f"{W}name", "").lower(): ""
        for story in stories
        for ends in ({each.get(f"{W}id") for each in story.iter(f"{W}bookmarkEnd")},)
        for mark in story.iter(f"{W}bookmarkStart")
        if mark.get(f"{W}id") in ends
    }
    used = {name for story in stories for name in _referred(story, new)}
    for number, name in enumerate((name for name in new if name in used), start=1):
        new[name] = f"b{number}"
    kept: set[str] = set()
    for story in stories:
        _rename(story, new)
        _mark(story, new, kept)


def _referred(story: etree._Element, known: dict[str, str]) -> Iterator[str]:
    """Yield what bookmarks are referred to, and let references to others be what they show."""
    for link in list(story.iter(f"{W}hyperlink")):
        if (name := link.get(f"{W}anchor", "").lower()) in known:
            yield name
        else:
            unwrap(link)
    for simple in list(story.iter(f"{W}fldSimple")):
        code = simple.get(f"{W}instr", "")
        if not _REFERRING.match(code):
            continue
        found = _REFERENCE.fullmatch(code)
        if found is not None and found["name"].lower() in known:
            yield found["name"].lower()
        else:
            unwrap(simple)
    for each in fields_of(story):
        if not _REFERRING.match(each.code):
            continue
        found = _REFERENCE.fullmatch(each.code)
        if found is not None and not each.within and found["name"].lower() in known:
            yield found["name"].lower()
        else:
            each.drop()


def _rename(story: etree._Element, new: dict[str, str]) -> None:
    for link in story.iter(f"{W}hyperlink"):
        link.set(f"{W}anchor", new[link.get(f"{W}anchor", "").lower()])
    for simple in story.iter(f"{W}fldSimple"):
        found = _REFERENCE.fullmatch(simple.get(f"{W}instr", ""))
        if found is not None:
            simple.set(f"{W}instr", _said(found, new))
    for each in fields_of(story):
        found = _REFERENCE.fullmatch(each.code)
        if found is not None:
            each.told[0].text = _said(found, new)
            for more in each.told[1:]:
                take_out(more)


def _said(found: re.Match[str], new: dict[str, str]) -> str:
    return f" {found['kind']} {new[found['name'].lower()]}{found['rest']} "


def _mark(story: etree._Element, new: dict[str, str], kept: set[str]) -> None:
    ends = {each.get(f"{W}id") for each in story.iter(f"{W}bookmarkEnd")}
    begun: set[str | None] = set()
    for mark in list(story.iter(f"{W}bookmarkStart")):
        name, identity = new.get(mark.get(f"{W}name", "").lower(), ""), mark.get(f"{W}id")
        if name and name not in kept and identity in ends and identity not in begun:
            mark.set(f"{W}name", name)
            kept.add(name)
            begun.add(identity)
        else:
            take_out(mark)
    for mark in list(story.iter(f"{W}bookmarkEnd")):
        if mark.get(f"{W}id") in begun:
            begun.discard(mark.get(f"{W}id"))
        else:
            take_out(mark)


def drop_styles(
    styles: etree._Element, stories: Sequence[etree._Element], numbering: etree._Element | None
) -> None:
    """Take out the styles of somebody's own that nothing has, and second names of the others."""
    by_id = {each.get(f"{W}styleId", ""): each for each in styles.findall(f"{W}style")}
    parts = [*stories, *(() if numbering is None else (numbering,))]
    waiting = [
        each.get(f"{W}val", "")
        for part in parts
        for each in part.iter(*(f"{W}{name}" for name in _USES))
        if part is not numbering or each.tag != f"{W}pStyle"
    ]
    codes = "\n".join(code for story in stories for code in _codes(story)).lower()
    waiting += [name for name, style in by_id.items() if _is_needed(style, codes)]
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in used or name not in by_id:
            continue
        used.add(name)
        waiting += [
            each.get(f"{W}val", "")
            for each in by_id[name].iter(*(f"{W}{name}" for name in _LEADS_TO))
        ]
    for style in styles.findall(f"{W}style"):
        if style.get(f"{W}styleId", "") not in used:
            styles.remove(style)
    for each in list(styles.iter(f"{W}aliases")):
        take_out(each)
    for each in [] if numbering is None else list(numbering.iter(f"{W}pStyle")):
        if each.get(f"{W}val", "") not in used:
            take_out(each)


def _codes(story: etree._Element) -> Iterator[str]:
    for simple in story.iter(f"{W}fldSimple"):
        yield simple.get(f"{W}instr", "")
    for each in fields_of(story):
        yield each.code


def _is_needed(style: etree._Element, codes: str) -> bool:
    """Whether a style is one of the program's own, or a field asks for it by name."""
    if style.get(f"{W}customStyle") not in _YES or style.get(f"{W}default") in _YES:
        return True
    named = style.find(f"{W}name")
    name = "" if named is None else named.get(f"{W}val", "").lower()
    return bool(name) and name in codes


def forget_names(root: etree._Element) -> None:
    """Take the names off lists and themes."""
    for each in [*root.iter(f"{W}abstractNum")]:
        for name in each.findall(f"{W}name"):
            each.remove(name)
    for own in list(root.iter(f"{_DRAWING}custClrLst")):
        take_out(own)
    for each in root.iter(*(f"{_DRAWING}{name}" for name in _THEMES)):
        if each.get("name"):
            each.set("name", "Office")
