"""Loading the demonstration, stage by stage, in the order of the chain."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from dabir.demonstration.world import World

PARTS = (
    "people",
    "calendar",
    "mandates",
    "letters",
    "calls",
    "submissions",
    "imports",
    "mails",
    "closings",
    "inquiries",
    "seats",
    "themes",
    "positions",
    "texts",
    "letters",
    "decisions",
    "issuances",
    "letters",
    "demands",
    "duties",
    "follow_up",
    "handling",
    "answering",
    "later_documents",
    "contested",
    "comments",
    "examined",
    "followed",
    "coding",
    "analysis",
)


def load(progress: Callable[[str, int, int], None] = lambda _part, _done, _of: None) -> World:
    """Load everything by calling the acts; `progress` hears the part, and how many of how many.

    Raises:
        Refused: an act was refused: the content and the acts disagree.
    """
    world = World()
    for done, part in enumerate(PARTS):
        progress(part, done, len(PARTS))
        importlib.import_module(f"dabir.demonstration.load_{part}").load(world)
    progress("", len(PARTS), len(PARTS))
    return world
