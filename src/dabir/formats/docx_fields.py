"""Fields of a Word file: which text is the code of a field and which its result.

A field may reach over paragraphs and hold others, even in its code. Its result is what a reader
sees, but for a table of contents, which only repeats the headings.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from dabir.formats.docx_styles import W

_CONTENTS = ("TOC", "TOA", "INDEX")
_LONGEST_CODE = 200


@dataclass
class _Field:
    code: list[str] = field(default_factory=list)
    in_result: bool = False

    @property
    def lists_contents(self) -> bool:
        return "".join(self.code)[:_LONGEST_CODE].strip().upper().startswith(_CONTENTS)


class Fields:
    """Follows the fields of a document in reading order."""

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self.left_out_contents = False

    @property
    def showing(self) -> bool:
        """Whether text at this place is seen."""
        return all(each.in_result and not each.lists_contents for each in self._open)

    @property
    def unfinished(self) -> bool:
        """Whether a field was begun that has no end."""
        return bool(self._open)

    def mark(self, element: etree._Element) -> None:
        """Take a ``w:fldChar``: the begin, the middle or the end of a field."""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
            self.left_out_contents |= self._open[-1].lists_contents
        elif kind == "end" and self._open:
            self._open.pop()

    def code(self, text: str) -> None:
        """Take a piece of ``w:instrText``."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].code.append(text)
