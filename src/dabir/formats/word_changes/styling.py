"""The styles of the Word files written here, by which a paragraph that comes back is known again.

Programs make up the ids of styles anew when they save a file; names they keep. So a name says what
clause a paragraph is: «Dabir article digits 1», its heading «Dabir article digits 1 heading»;
«Dabir text 1» goes on with the clause before it. Depths are counted from 1 there, from 0 here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from dabir.domain.drafting import Kind, NumberStyle
from dabir.formats.docx_parts import FONT

NUMBER_STYLE = "dabir number"
"""The name, in small letters, of the style of numbers that are typed before a clause."""

_NAME = re.compile(
    r"dabir (?:(?P<kind>[a-z]+) (?P<style>[a-z]+)|text) (?P<depth>[0-9]{1,3})"
    r"(?P<heading> heading)?$"
)
_DEEPEST = 60


class Role(StrEnum):
    """What a paragraph holds of its clause."""

    HEADING = "heading"
    CLAUSE = "clause"
    """The text of a clause without a heading: its number stands here."""
    TEXT = "text"
    """What follows a heading, or goes on with the clause before."""


@dataclass(frozen=True, slots=True)
class ClauseStyle:
    """What a style says of its paragraph; `kind` and `number` mean nothing where the role is TEXT.

    `depth` is 0 for a clause at the top.
    """

    role: Role
    depth: int
    kind: Kind = Kind.PARAGRAPH
    number: NumberStyle = NumberStyle.NONE

    @property
    def name(self) -> str:
        """The name that Word shows."""
        if self.role is Role.TEXT:
            return f"Dabir text {self.depth + 1}"
        ending = " heading" if self.role is Role.HEADING else ""
        return f"Dabir {self.kind} {self.number} {self.depth + 1}{ending}"

    @property
    def id(self) -> str:
        """The id within a file written here."""
        return self.name.title().replace(" ", "")


def clause_style(name: str) -> ClauseStyle | None:
    """Return what a style of this name says of its paragraph; None where it is none of these."""
    match = _NAME.match(name.strip().lower())
    if match is None:
        return None
    depth = int(match["depth"]) - 1
    if not 0 <= depth <= _DEEPEST:
        return None
    if match["kind"] is None:
        return ClauseStyle(Role.TEXT, depth)
    try:
        kind, number = Kind(match["kind"]), NumberStyle(match["style"])
    except ValueError:
        return None
    return ClauseStyle(Role.HEADING if match["heading"] else Role.CLAUSE, depth, kind, number)


def is_front(name: str) -> bool:
    """Tell the style of what stands around the clauses: title, classification, end."""
    return name.strip().lower().startswith("dabir front")


_STYLES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults>\
<w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}" \
w:eastAsia="{font}"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-GB" \
w:bidi="fa-IR"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" \
w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>\
<w:pPr>{bidi}</w:pPr></w:style>\
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">\
<w:name w:val="Default Paragraph Font"/></w:style>\
<w:style w:type="character" w:customStyle="1" w:styleId="DabirNumber">\
<w:name w:val="Dabir number"/></w:style>\
<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/>\
<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="0"/></w:pPr><w:rPr><w:sz w:val="20"/>\
<w:szCs w:val="20"/></w:rPr></w:style>\
<w:style w:type="paragraph" w:customStyle="1" w:styleId="DabirFrontTitle">\
<w:name w:val="Dabir front title"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="60"/>\
</w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="30"/><w:szCs w:val="30"/></w:rPr></w:style>\
<w:style w:type="paragraph" w:customStyle="1" w:styleId="DabirFrontLine">\
<w:name w:val="Dabir front line"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="200"/>\
</w:pPr><w:rPr><w:color w:val="595959"/><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr></w:style>\
<w:style w:type="paragraph" w:customStyle="1" w:styleId="DabirFrontEnd">\
<w:name w:val="Dabir front end"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="240" \
w:after="0"/><w:jc w:val="center"/></w:pPr><w:rPr><w:color w:val="7F7F7F"/></w:rPr></w:style>\
{clauses}</w:styles>"""


def styles_xml(used: set[ClauseStyle], *, rtl: bool) -> str:
    """Return the part of styles, with those that a file uses."""
    ordered = sorted(used, key=lambda style: style.name)
    return _STYLES.format(
        font=FONT,
        bidi="<w:bidi/>" if rtl else "",
        clauses="".join(_clause_style(style) for style in ordered),
    )


def _clause_style(style: ClauseStyle) -> str:
    heading = style.role is Role.HEADING
    space = '<w:spacing w:before="200" w:after="80"/>' if heading else ""
    keeps = "<w:keepNext/>" if heading else ""
    outline = f'<w:outlineLvl w:val="{min(style.depth, 8)}"/>' if heading else ""
    bold = "<w:rPr><w:b/><w:bCs/></w:rPr>" if heading else ""
    following = ClauseStyle(Role.TEXT, style.depth).id if heading else style.id
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/><w:next w:val="{following}"/>'
        f"<w:qFormat/><w:pPr>{keeps}{space}{outline}</w:pPr>{bold}</w:style>"
    )
