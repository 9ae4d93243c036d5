"""Headers and footers of a Word file that are printed on no page."""

from __future__ import annotations

from lxml import etree

from dabir.formats.as_it_came.fields import take_out
from dabir.formats.docx_styles import W, switched

_KINDS = ("headerReference", "footerReference")


def drop_unprinted(main: etree._Element, settings: etree._Element | None) -> None:
    """Take out references to headers and footers of first or even pages where none are so.

    A section without such a header has that of the section before it, so that one stays whenever a
    section that prints it follows. Source of the rules: ECMA-376 part 1, 17.10.
    """
    even = switched(settings, "evenAndOddHeaders") is True
    for kind in _KINDS:
        last: dict[str, etree._Element] = {}
        printed: set[etree._Element] = set()
        every: list[etree._Element] = []
        for section in main.iter(f"{W}sectPr"):
            for reference in section.findall(f"{W}{kind}"):
                last[reference.get(f"{W}type", "default")] = reference
                every.append(reference)
            shown = {"default": True, "first": switched(section, "titlePg") is True, "even": even}
            printed |= {each for name, each in last.items() if shown.get(name, False)}
        for reference in every:
            if reference not in printed:
                take_out(reference)
