"""Sentence-embedding models from a local path, without PyTorch and without a network.

Two kinds of folders are read, both with the ``tokenizer.json`` of Hugging Face's tokenizers:

* static embeddings, as model2vec writes them: ``model.safetensors`` holds a vector for each token,
  and a text is the mean of its tokens' vectors;
* ONNX, as sentence-transformers and optimum write it: ``model.onnx`` or ``onnx/model.onnx``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from dabir.analysis.assistants.embedding.onnx_model import OnnxModel, onnx_file
from dabir.analysis.assistants.embedding.static_model import StaticModel
from dabir.analysis.assistants.embedding.vector_cache import CachedModel
from dabir.analysis.errors import InputError

__all__ = ["CachedModel", "Embedder", "OnnxModel", "StaticModel", "load_embedder"]


class Embedder(Protocol):
    """Gives texts vectors, such that texts that mean alike point alike."""

    @property
    def name(self) -> str:
        """The model's name with a digest of its files; goes into the run's id."""
        ...

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        ...

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return a row of length one for each text; zeros for a text without a known token.

        The same texts in the same order give the same bytes.
        """
        ...


def load_embedder(path: Path, *, cache: Path | None = None) -> Embedder:
    """Load the model in a folder; ``cache`` is a folder that keeps vectors by the text's digest.

    Raises :class:`~dabir.analysis.errors.InputError` when there is no model that can be read, and
    :class:`~dabir.analysis.errors.MissingError` when ``dabir[embeddings]`` is not installed.
    """
    model: Embedder
    if onnx_file(path) is not None:
        model = OnnxModel(path)
    elif (path / "model.safetensors").exists():
        model = StaticModel(path)
    else:
        raise InputError(
            f"{path} holds no embedding model: neither model.safetensors nor model.onnx is there."
        )
    return CachedModel(model, cache) if cache is not None else model
