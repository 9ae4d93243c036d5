"""Writing XML piece by piece: memory does not grow with what is written."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, BinaryIO, cast
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from dabir.domain.language.printable import printable


class XmlWriter:
    """Writes elements one after the other; empty attributes are left out.

    Without `document` it writes a part of one, without its head.
    """

    def __init__(self, target: IO[bytes], *, document: bool = True) -> None:
        self._text = io.TextIOWrapper(
            cast("BinaryIO", target), encoding="utf-8", newline="\n", write_through=True
        )
        self._out = XMLGenerator(self._text, encoding="utf-8", short_empty_elements=True)
        if document:
            self._out.startDocument()

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """Write what is written inside as the element's content."""
        given = {key: printable(value) for key, value in (attributes or {}).items() if value}
        self._out.startElement(name, AttributesImpl(given))
        yield
        self._out.endElement(name)

    def empty(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        """Write an element without content."""
        with self.element(name, attributes):
            pass

    def text(self, name: str, words: str, attributes: Mapping[str, str] | None = None) -> None:
        """Write an element that holds words alone; signs that XML has no place for are left out."""
        with self.element(name, attributes):
            self._out.characters(printable(words))

    def close(self) -> None:
        """Write out what is left and let the file go, open."""
        self._text.flush()
        self._text.detach()
