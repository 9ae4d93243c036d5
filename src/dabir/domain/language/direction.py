"""The direction in which a text is set."""

import unicodedata

ISOLATE, END = "\u2068", "\u2069"


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


def isolated(text: str) -> str:
    """Return words to be put into a sentence that may run in the other direction than they do.

    They stand between FSI and PDI (UAX #9), and neither they nor what is around them is reordered
    by the other. For plain text; a page isolates with `bdi` or `dir="auto"`.
    """
    return f"{ISOLATE}{text}{END}"
