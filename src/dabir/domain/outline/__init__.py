"""The outline reader: from an official text to its structure, mandate, duties and call.

``read_outline(text)`` gives an ``Outline`` of findings, each with its span in the text, the rule
that found it and a confidence; ``to_json`` gives its values as plain data. What cannot be read
raises ``UnreadableText``.
"""

from dabir.domain.outline.errors import EmptyText, NotText, OversizedText, UnreadableText
from dabir.domain.outline.model import (
    CallReading,
    Duty,
    Finding,
    Item,
    ItemKind,
    Kind,
    Outline,
    Span,
    WorkingGroup,
)
from dabir.domain.outline.reading import read_outline
from dabir.domain.outline.serial import to_json

__all__ = [
    "CallReading",
    "Duty",
    "EmptyText",
    "Finding",
    "Item",
    "ItemKind",
    "Kind",
    "NotText",
    "Outline",
    "OversizedText",
    "Span",
    "UnreadableText",
    "WorkingGroup",
    "read_outline",
    "to_json",
]
