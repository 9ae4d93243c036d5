"""Rows of a table as lines, the same for every format."""

from __future__ import annotations

from collections.abc import Sequence


def row_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of one row whose cells are given by their lines.

    Cells are parted by tabs, and a cell of several paragraphs stays on its row, so that columns
    remain columns. A row in which only one cell says anything is no row of facts but a frame or a
    title, and keeps its lines.
    """
    filled = [cell for cell in cells if any(line.strip() for line in cell)]
    if not filled:
        return []
    if len(filled) == 1:
        return [line for line in filled[0] if line.strip()]
    joined = [" ".join(" ".join(cell).split()) for cell in cells]
    return ["\t".join(joined).rstrip("\t")]
