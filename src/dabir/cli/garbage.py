"""How often Python looks for cycles of objects that nobody uses any more."""

from __future__ import annotations

import gc

NEW_OBJECTS = 20_000
"""After so many new objects it looks; a single form makes several times Python's own 700."""


def collect_seldom() -> None:
    """Look through new objects seldom, and never again through what is loaded now.

    Called once everything is loaded. It took a quarter of the time of each form.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 20, 50)
