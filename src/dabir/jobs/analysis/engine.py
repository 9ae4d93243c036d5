"""The one place that calls the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dabir.analysis.analyse import analyse
from dabir.analysis.reading import Asked
from dabir.analysis.runs.watching import Watch
from dabir.analysis.stages import Settings

MEMORY = 3 << 30
"""Bytes that stages may hold: a worker is not alone on its machine."""
THREADS = 2


@dataclass(frozen=True, slots=True)
class Found:
    """Where the engine's files lie, and what it says of the run."""

    folder: Path
    engine_id: str
    told: Mapping[str, Any]

    @property
    def duplicates(self) -> Path:
        """The table of what is the same, nearly the same, or of one template."""
        return self.folder / "duplicates.parquet"

    @property
    def themes(self) -> Path:
        """What the engine says of its themes."""
        return self.folder / "themes.json"

    @property
    def model(self) -> Path:
        """What the themes were found with."""
        return self.folder / "themes.model"


def run_engine(source: Path, out: Path, *, seed: int, watch: Watch) -> Found:
    """Analyse a table of submissions (`id`, `text`, `language`) into a folder.

    Raises:
        AnalysisError: there is nothing to read, the disk is full, or another run is at work.
    """
    settings = Settings(Asked("text", "id", "language"), seed)
    outcome = analyse(source, out, settings, threads=THREADS, memory=MEMORY, watch=watch)
    return Found(out, outcome.id, outcome.told)
