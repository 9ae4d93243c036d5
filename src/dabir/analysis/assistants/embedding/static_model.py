"""Static embeddings: a vector for each token, and the mean of them for a text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dabir.analysis.assistants.embedding.tensors import read_tensors
from dabir.analysis.assistants.embedding.tokens import load_tokenizer, name_of, read_settings
from dabir.analysis.errors import InputError

_MOST_TOKENS = 512
_LETTERS_OF_A_TOKEN = 6  # by far enough for the tokens that count
_BATCH = 4096
_MATRIX_NAMES = ("embeddings", "embedding.weight", "0")


class StaticModel:
    """A model as model2vec writes it: ``model.safetensors``, ``tokenizer.json``, ``config.json``.

    Where the file has them, ``weights`` weigh tokens and ``mapping`` leads from a token to its row.
    """

    def __init__(self, folder: Path) -> None:
        file = folder / "model.safetensors"
        tensors = read_tensors(file)
        matrix = next((tensors[name] for name in _MATRIX_NAMES if name in tensors), None)
        if matrix is None or matrix.ndim != 2:
            raise InputError(f"{file} holds no matrix of token embeddings.")
        self._tokenizer = load_tokenizer(folder)
        tokens = self._tokenizer.get_vocab_size(with_added_tokens=True)
        self._mapping = tensors.get("mapping", np.arange(len(matrix))).astype(np.int64)
        self._weights = tensors.get("weights", np.ones(len(self._mapping))).astype(np.float32)
        fits = len(self._weights) == len(self._mapping) and not np.any(
            (self._mapping < 0) | (self._mapping >= len(matrix))
        )
        if not fits or len(self._mapping) < tokens:
            raise InputError(f"{file} and the tokenizer beside it do not belong together.")
        self._matrix = matrix
        settings = read_settings(folder / "config.json")
        self._unknown = _unknown_token(self._tokenizer)
        self._most = int(settings.get("seq_length") or _MOST_TOKENS)
        self.name = name_of(folder, [file, folder / "tokenizer.json", folder / "config.json"])

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return int(self._matrix.shape[1])

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return a row of length one for each text; zeros for a text without a known token."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for begin in range(0, len(texts), _BATCH):
            batch = [text[: self._most * _LETTERS_OF_A_TOKEN] for text in texts[begin:][:_BATCH]]
            encoded = self._tokenizer.encode_batch_fast(batch, add_special_tokens=False)
            for row, one in enumerate(encoded, begin):
                tokens = np.array(one.ids[: self._most], np.int64)
                vectors[row] = self._mean(tokens[tokens != self._unknown])
        return vectors

    def _mean(self, tokens: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        if not len(tokens):
            return np.zeros(self.dimensions, np.float32)
        rows = self._matrix[self._mapping[tokens]].astype(np.float32)
        summed = (rows * self._weights[tokens, None]).sum(axis=0)
        length = float(np.sqrt((summed * summed).sum()))
        unit: npt.NDArray[np.float32] = summed / np.float32(length) if length else summed
        return unit


def _unknown_token(tokenizer: object) -> int:
    """Return the number of the token for whatever is unknown, or -1 where there is none."""
    model = getattr(tokenizer, "model", None)
    token = getattr(model, "unk_token", None)
    number = tokenizer.token_to_id(token) if isinstance(token, str) else None  # type: ignore[attr-defined]
    return -1 if number is None else int(number)
