"""The direction in which a text is set."""

import unicodedata


def direction(text: str, *, default: str = "ltr") -> str:
    """Return "rtl" or "ltr" by the first strong character, or ``default`` if there is none.

    The rule is P2 and P3 of the Unicode bidirectional algorithm, without isolates.
    """
    for char in text:
        strong = unicodedata.bidirectional(char)
        if strong in ("R", "AL"):
            return "rtl"
        if strong == "L":
            return "ltr"
    return default
