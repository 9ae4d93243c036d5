"""Vectors kept by the digest of their text, so that no text is embedded twice."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.ipc

from dabir.analysis.assistants.embedding.embedder import Embedder
from dabir.analysis.runs.writing import whole_file

_DIGEST = 16


class CachedModel:
    """A model in front of which stands a folder of vectors that it gave before.

    Vectors are kept as 16-bit numbers, and handed out as they are kept, the first time too.
    """

    def __init__(self, model: Embedder, folder: Path) -> None:
        self._model = model
        self._folder = folder / model.name
        self.name = model.name
        self._places: dict[bytes, tuple[int, int]] = {}
        self._parts: list[npt.NDArray[np.float16]] = []
        for file in sorted(self._folder.glob("*.arrow")):
            self._take(file)

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return self._model.dimensions

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return a row for each text; only texts never seen before reach the model."""
        digests = [_digest(text) for text in texts]
        unknown = {
            digest: text
            for digest, text in zip(digests, texts, strict=True)
            if digest not in self._places
        }
        if unknown:
            self._keep(unknown)
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for row, digest in enumerate(digests):
            part, place = self._places[digest]
            vectors[row] = self._parts[part][place]
        return vectors

    def _keep(self, unknown: dict[bytes, str]) -> None:
        vectors = self._model.embed(list(unknown.values())).astype(np.float16)
        table = pa.table(
            {
                "digest": pa.array(list(unknown), pa.binary(_DIGEST)),
                "vector": pa.FixedSizeListArray.from_arrays(
                    pa.array(vectors.reshape(-1)), self.dimensions
                ),
            }
        )
        file = self._folder / f"{len(self._parts):06d}.arrow"
        with whole_file(file) as path, pa.ipc.new_file(path, table.schema) as writer:
            writer.write_table(table)
        self._take(file)

    def _take(self, file: Path) -> None:
        with pa.memory_map(str(file)) as source:
            table = pa.ipc.open_file(source).read_all().combine_chunks()
        flat = table["vector"].combine_chunks().flatten().to_numpy(zero_copy_only=True)
        part = len(self._parts)
        self._parts.append(flat.reshape(table.num_rows, self.dimensions))
        for place, digest in enumerate(table["digest"].to_pylist()):
            self._places[digest] = part, place


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()
