"""What was said of a file while it was read: kept as the source has it, told in anybody's language.

A long file is read by a worker for whoever looks at it later. So its notes, and why it could not be
read, are kept in the words of the source; a page knows the sentence again, and says it in the
reader's language and digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from dabir.formats.errors import Unreadable
from dabir.formats.read_document import name_differs, pages_without_text
from dabir.foundation.people.preferences import show_digits

_REFUSALS = (
    gettext_noop("“%(file)s” was not taken. %(why)s"),
    gettext_noop("“%(file)s” was not taken: it has more clauses than any text."),
    gettext_noop("“%(file)s” was not taken: it does not have the language of the text."),
)
_PLACE = re.compile(r"%\((\w+)\)[ds]")


def in_the_source() -> AbstractContextManager[object]:
    """Let what is said within be said in the words of the source."""
    return translation.override(None)


def told(said: str) -> str:
    """Return a sentence of the source in the reader's language; any other as it is."""
    known = gettext(said) if said else ""
    if known != said:
        return known
    for message, shape in _shapes():
        found = shape.fullmatch(said)
        if found is not None:
            words = {
                name: show_digits(int(value)) if value.isdecimal() else told(value)
                for name, value in found.groupdict().items()
            }
            # Numbers come as the reader's digits, and so as text.
            return _PLACE.sub(r"%(\1)s", gettext(message)) % words
    return said


@lru_cache
def _shapes() -> list[tuple[str, re.Pattern[str]]]:
    """Return messages that hold words or numbers, each with what it looks like with them."""
    notes = (name_differs("", "").message, pages_without_text(0, 0).message)
    messages = dict.fromkeys((*_REFUSALS, *notes, *_messages(Unreadable)))
    return [(each, _shape(each)) for each in messages if _PLACE.search(each)]


def _messages(error: type[Unreadable]) -> Iterator[str]:
    yield error.message
    for each in error.__subclasses__():
        yield from _messages(each)


def _shape(message: str) -> re.Pattern[str]:
    parts = _PLACE.split(message.replace("%%", "%"))
    texts, names = parts[::2], parts[1::2]
    shape = re.escape(texts[0])
    for name, text in zip(names, texts[1:], strict=True):
        shape += (f"(?P={name})" if f"(?P<{name}>" in shape else f"(?P<{name}>.+)") + re.escape(
            text
        )
    return re.compile(shape, re.DOTALL)
