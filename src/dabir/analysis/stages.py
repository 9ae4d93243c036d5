"""What a stage of the analysis is, and what it works with."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dabir.analysis.assistants.choice import Models
from dabir.analysis.assistants.embedding import Embedder
from dabir.analysis.engines import Engine, Parts
from dabir.analysis.reading import Asked, schema_of
from dabir.analysis.reporting.tongue import Language
from dabir.analysis.runs.folder import Counts
from dabir.analysis.runs.watching import Watch
from dabir.analysis.schemas import PASSAGES


@dataclass(frozen=True, slots=True)
class Settings:
    """What shows in the results. Engine, threads and memory do not, and are given apart."""

    columns: Asked = field(default_factory=Asked)
    seed: int = 0
    index: bool = False
    report_language: Language | None = None
    models: Models = field(default_factory=Models)

    def told(self) -> dict[str, Any]:
        """Return what a run keeps and shows of them; nothing secret is among it."""
        return {**asdict(self), "models": self.models.told()}


@dataclass(frozen=True, slots=True)
class Work:
    """What stages work with, and where they find what the stages before them made."""

    engine: Engine
    source: Path
    out: Path
    """The folder of the final files."""

    rooms: Callable[[str], Path]
    """The folder of a stage, for what it hands on; it stays until the run is complete."""

    settings: Settings
    threads: int
    memory: int
    watch: Watch
    told: Mapping[str, Any]
    """What run.json will say, as far as it is known."""

    embedder: Embedder | None = None
    """Gives vectors to texts, where an embedding model was chosen."""

    @property
    def submissions(self) -> Parts:
        """The submissions; duplicates, passages and their themes come in the same order."""
        schema = schema_of(self.settings.columns.stance)
        return Parts(self.rooms("reading") / "submissions", schema)

    @property
    def passages(self) -> Parts:
        """The passages; part n holds those of the submissions' part n, in their order."""
        return Parts(self.rooms("passages") / "passages", PASSAGES)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: what it is called, what it writes into the run's folder, and its work."""

    name: str
    version: int  # goes up when the same input would give another output
    writes: tuple[str, ...]
    run: Callable[[Work], Counts]
    settings: Mapping[str, Any] = field(default_factory=dict)
