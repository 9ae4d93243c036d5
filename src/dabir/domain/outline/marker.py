"""What a marker is: the number or letter, or the heading word, with which an item begins."""

from dataclasses import dataclass

from dabir.domain.outline.numbering import Readings


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker. Positions are of the reading copy.

    ``word`` is the standard heading word, empty for a bare marker; ``parts`` are its numbers, more
    than one for a compound; ``number`` is the whole as printed; ``style`` tells lists of one level
    apart (the punctuation around the number). ``instead`` is what it is where no item has the
    letter before its number: «الف-۱ نفر» says الف of one person.
    """

    start: int
    text_start: int
    word: str
    kind: str
    number: str
    parts: tuple[str, ...]
    readings: Readings
    style: str
    weak: bool
    inline: bool = False
    alone: bool = False
    instead: "Marker | None" = None


def after_punctuation(head: str, at: int) -> int:
    """Return where, in ``head``, the text begins after the punctuation of a marker."""
    while at < len(head) and head[at] in " -:.":
        at += 1
    return at
