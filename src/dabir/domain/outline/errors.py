"""What the outline reader refuses.

UnreadableText
├── EmptyText        nothing to read: no letter and no digit
├── NotText          bytes or control characters taken for text
└── OversizedText    longer than LONGEST characters
"""

LONGEST = 20_000_000


class UnreadableText(ValueError):
    """The text gives no outline; ``why`` is a code that interfaces translate."""

    why = "unreadable"


class EmptyText(UnreadableText):
    """The text holds no letter and no digit."""

    why = "empty"

    def __init__(self) -> None:
        super().__init__("The text holds no letter and no digit.")


class NotText(UnreadableText):
    """The text is mostly control characters, as when a binary file is decoded."""

    why = "not-text"

    def __init__(self) -> None:
        super().__init__("This is not a text: it is full of control characters.")


class OversizedText(UnreadableText):
    """The text is longer than an official document can be."""

    why = "oversized"

    def __init__(self, length: int) -> None:
        super().__init__(
            f"The text has {length:,} characters; at most {LONGEST:,} are read at once."
        )
        self.length = length
