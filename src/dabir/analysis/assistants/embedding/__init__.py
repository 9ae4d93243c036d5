"""Sentence-embedding models from a local path, without PyTorch and without a network.

Two kinds of folders are read, both with the ``tokenizer.json`` of Hugging Face's tokenizers:

* static embeddings, as model2vec writes them: ``model.safetensors`` holds a vector for each token,
  and a text is the mean of its tokens' vectors;
* ONNX, as sentence-transformers and optimum write it: ``model.onnx`` or ``onnx/model.onnx``.
"""

from __future__ import annotations

from pathlib import Path

from dabir.analysis.assistants.embedding.embedder import Embedder
from dabir.analysis.assistants.embedding.onnx_model import OnnxModel, onnx_file
from dabir.analysis.assistants.embedding.static_model import StaticModel
from dabir.analysis.assistants.embedding.vector_cache import CachedModel
from dabir.analysis.errors import InputError

__all__ = ["CachedModel", "Embedder", "OnnxModel", "StaticModel", "load_embedder"]


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
