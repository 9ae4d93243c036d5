"""Contested language as it is printed: options in brackets, each with those who support it.

``[strengthen cooperation][enhance cooperation — France, Japan][(delete) — Egypt]``
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dabir.domain.drafting.compiling.slots import Slot, Stretch, Words

_DELETED = {"fa": "(حذف)", "en": "(delete)"}
_COMMA = {"fa": "، ", "en": ", "}

Name = Callable[[str], str]


def bracketed(slot: Slot, *, name: Name = str) -> str:
    """Return a slot for print: the base in brackets, unless it is empty, then each option.

    `name` says how a proposer is called in the language of the slot. White space around an option
    stands outside its brackets.
    """
    language = "fa" if slot.target[2] == "fa" else "en"
    written = [_within(slot.base_words, "")] if slot.base_words else []
    for option in slot.proposed:
        supporters = _COMMA[language].join(name(each) for each in option.supporters)
        by = f" — {supporters}" if supporters else ""
        written.append(_within(option.words or _DELETED[language], by))
    return "".join(written)


def bracketed_row(row: Iterable[Stretch], *, name: Name = str) -> str:
    """Return a whole wording for print, its slots in brackets."""
    return "".join(
        each.text if isinstance(each, Words) else bracketed(each, name=name) for each in row
    )


def _within(words: str, by: str) -> str:
    inner = words.strip()
    if not inner:
        return f"[{words}{by}]"
    start = words[: len(words) - len(words.lstrip())]
    end = words[len(words.rstrip()) :]
    return f"{start}[{inner}{by}]{end}"
