"""How much of a stranger's file is opened before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds for one file; sizes in bytes.

    ``ratio`` is inflated to packed size and is asked only of members above ``ratio_from``, since
    repetitive XML honestly packs very small, and a few megabytes harm nobody. ``xml_size`` bounds
    one part of an office file, whose tree takes about ten times its size in memory.
    """

    file_size: int = 20 * MEGABYTE
    inflated_size: int = 200 * MEGABYTE
    xml_size: int = 40 * MEGABYTE
    ratio: int = 200
    ratio_from: int = 5 * MEGABYTE
    members: int = 2_000
    pages: int = 500
    depth: int = 200


DEFAULT_LIMITS = Limits()
