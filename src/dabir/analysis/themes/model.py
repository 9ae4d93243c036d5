"""A fitted model of themes: what is kept to bring new passages under the same themes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.errors import InputError
from dabir.analysis.themes.vocabulary import Vocabulary

_FORMAT = 1
_ARRAYS = ("hashes", "stems", "evidence", "prior")


@dataclass(frozen=True, slots=True)
class ThemeInfo:
    """A theme by its number; a sub-theme names its theme as ``parent``.

    Terms are words as people wrote them, with their share of what tells the theme from the rest.
    """

    number: int
    parent: int | None
    label: str
    terms: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class ThemeModel:
    """Themes, and the evidence that each word is for each of them.

    ``evidence[stem, n]`` is ln(p(stem | theme n) / p(stem)) for the n-th of ``themes``;
    ``prior[n]`` is ln of its share of the sample: among the themes, or for a sub-theme among those
    of its theme.
    """

    themes: tuple[ThemeInfo, ...]
    vocabulary: Vocabulary
    evidence: NDArray[np.float32]
    prior: NDArray[np.float32]
    seed: int
    method: dict[str, Any] = field(default_factory=dict)

    @property
    def parents(self) -> NDArray[np.int32]:
        """The place of each theme's parent, -1 for those of the upper level."""
        place = {theme.number: at for at, theme in enumerate(self.themes)}
        return np.array(
            [-1 if one.parent is None else place[one.parent] for one in self.themes], np.int32
        )

    @property
    def numbers(self) -> NDArray[np.int32]:
        """The number of each theme."""
        return np.array([theme.number for theme in self.themes], np.int32)

    def save(self, file: Path) -> None:
        """Write the model as one Arrow file: the same bytes for the same model."""
        file.write_bytes(self.to_bytes())

    def to_bytes(self) -> bytes:
        """Return what ``save`` writes."""
        told = {
            "format": _FORMAT,
            "seed": self.seed,
            "method": self.method,
            "written": list(self.vocabulary.written),
            "themes": [
                {
                    "number": one.number,
                    "parent": one.parent,
                    "label": one.label,
                    "terms": [[term, weight] for term, weight in one.terms],
                }
                for one in self.themes
            ],
        }
        columns: dict[str, NDArray[Any]] = {
            "hashes": self.vocabulary.hashes,
            "stems": self.vocabulary.stems,
            "evidence": self.evidence.ravel(),
            "prior": self.prior,
        }
        schema = pa.schema(
            [pa.field(name, pa.list_(pa.from_numpy_dtype(columns[name].dtype))) for name in _ARRAYS]
            + [pa.field("told", pa.string())]
        )
        arrays = [
            pa.ListArray.from_arrays(pa.array([0, len(columns[name])], pa.int32()), columns[name])
            for name in _ARRAYS
        ]
        told_json = json.dumps(told, ensure_ascii=False, sort_keys=True)
        batch = pa.record_batch([*arrays, pa.array([told_json])], schema=schema)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_file(sink, schema) as writer:
            writer.write_batch(batch)
        return bytes(sink.getvalue())

    @classmethod
    def load(cls, file: Path) -> Self:
        """Read a model. Raises InputError for what is none."""
        return cls.from_bytes(file.read_bytes())

    @classmethod
    def from_bytes(cls, kept: bytes) -> Self:
        """Return the model of ``to_bytes``. Raises InputError for what is none."""
        try:
            with pa.ipc.open_file(pa.py_buffer(kept)) as reader:
                batch = reader.get_batch(0)
            told = json.loads(batch.column("told")[0].as_py())
            arrays = {name: batch.column(name).values.to_numpy() for name in _ARRAYS}
            if told["format"] != _FORMAT:
                raise InputError("The model of themes is of another version of Dabir.")
            themes = tuple(
                ThemeInfo(
                    one["number"],
                    one["parent"],
                    one["label"],
                    tuple((term, weight) for term, weight in one["terms"]),
                )
                for one in told["themes"]
            )
            vocabulary = Vocabulary(arrays["hashes"], arrays["stems"], tuple(told["written"]))
            evidence = arrays["evidence"].reshape(len(vocabulary), len(themes))
        except (pa.ArrowInvalid, KeyError, IndexError, ValueError, TypeError) as error:
            raise InputError("This is not a model of themes.") from error
        return cls(
            themes, vocabulary, evidence, arrays["prior"], told["seed"], dict(told["method"])
        )
