"""The keys of the confirming desk, as its help shows them and its scripts obey them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the help: the keys as they are printed on a keyboard, and what they do."""

    names: tuple[str, ...]
    does: str


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys that belong together, under a heading."""

    title: str
    keys: tuple[Key, ...]


def keys() -> list[Keys]:
    """Return the keys, in the order in which they are used."""
    return [
        Keys(
            _("Going about"),
            (
                Key(("J", "↓"), _("next card")),
                Key(("K", "↑"), _("card before")),
                Key(("G",), _("next undecided card")),
                Key(("Enter",), _("to its words in the document")),
                Key(("Esc",), _("back to the card")),
            ),
        ),
        Keys(
            _("Deciding"),
            (
                Key(("A",), _("accept")),
                Key(("D",), _("decline")),
                Key(("E",), _("correct")),
                Key(("U",), _("take the last decision back")),
                Key(("Shift", "A"), _("accept all that are sure")),
                Key(("C",), _("accept a clause with all that stands in it")),
                Key(("T",), _("take over")),
            ),
        ),
        Keys(
            _("Giving another shape"),
            (
                Key(("M",), _("merge with the next")),
                Key(("S",), _("split")),
                Key(("[", "]"), _("move the start by a word")),
                Key(("{", "}"), _("move the end by a word")),
                Key(("W",), _("put the card on the marked words")),
                Key(("N",), _("add what was missed, from the marked words")),
            ),
        ),
        Keys(
            _("In the document"),
            (
                Key(("←", "→", "↑", "↓"), _("go from word to word, from line to line")),
                Key(("Shift", "→"), _("mark more words")),
                Key(("Enter",), _("put the card on the marked words")),
            ),
        ),
    ]
