"""XML from strangers as it goes by: nothing is kept, no document type, no entities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

from dabir.formats.errors import Damaged, SuspiciousArchive

Attributes = Mapping[str, str]
_DEEPEST = 64
# An element or text of which nothing was handed over for so long is none that anybody wrote.
_LONGEST_SILENCE = 16_000_000


def parse_stream(
    blocks: Iterator[bytes],
    start: Callable[[str, Attributes], None] | None,
    end: Callable[[str], None] | None,
    text: Callable[[str], None] | None,
    *,
    kind: str,
) -> Iterator[None]:
    """Call the handlers with local names of elements and with letters; pause after each block.

    Attributes keep their prefixes; see `attribute`.

    Raises :class:`SuspiciousArchive` for a document type, for nesting and for endless parts;
    :class:`Damaged` for what is no XML.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0
    silence = 0

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, silence
        depth += 1
        silence = 0
        if depth > _DEEPEST:
            raise SuspiciousArchive(reason="depth")
        if start is not None:
            start(_local(name), attributes)

    def on_end(name: str) -> None:
        nonlocal depth, silence
        depth -= 1
        silence = 0
        if end is not None:
            end(_local(name))

    def on_text(letters: str) -> None:
        nonlocal silence
        silence = 0
        if text is not None:
            text(letters)

    def on_doctype(*_declared: object) -> None:
        raise SuspiciousArchive(reason="entities")

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = on_text
    parser.StartDoctypeDeclHandler = on_doctype
    try:
        for block in blocks:
            silence += len(block)
            parser.Parse(block)
            if silence > _LONGEST_SILENCE:
                raise SuspiciousArchive(reason="size")
            yield
        parser.Parse(b"", True)  # noqa: FBT003  # it takes no keywords
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Damaged(format=kind) from error
    yield


def attribute(attributes: Attributes, local: str) -> str:
    """Return the attribute of this local name, whatever prefix a program gave it; else nothing."""
    return next((value for name, value in attributes.items() if _local(name) == local), "")


def _local(name: str) -> str:
    return name.rpartition(":")[2]
