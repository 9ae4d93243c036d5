"""Transformers in ONNX, run on the processor by onnxruntime."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dabir.analysis.assistants.embedding.tokens import (
    INSTALL,
    load_tokenizer,
    name_of,
    read_settings,
)
from dabir.analysis.errors import InputError, MissingError

_MOST_TOKENS = 512
_TOKENS_AT_ONCE = 8192
_ROUNDED = 1 << 12
"""Vectors are rounded to this part of one: how texts are batched moves later digits."""


def onnx_file(folder: Path) -> Path | None:
    """Return where the ONNX model of a folder lies, or None where it has none."""
    places = (folder / "model.onnx", folder / "onnx" / "model.onnx")
    return next((place for place in places if place.exists()), None)


class OnnxModel:
    """A model as sentence-transformers exports it, pooled by its own settings or else by the mean.

    Beside the model: ``tokenizer.json``; where they are, ``1_Pooling/config.json``,
    ``sentence_bert_config.json`` (the longest text) and ``config_sentence_transformers.json`` (what
    is put before a text).
    """

    def __init__(self, folder: Path) -> None:
        file = onnx_file(folder)
        if file is None:
            raise InputError(f"{folder} has no model.onnx.")
        self._session = _open(file)
        self._tokenizer = load_tokenizer(folder)
        self._inputs = {one.name for one in self._session.get_inputs()}
        outputs = {one.name: one.shape for one in self._session.get_outputs()}
        # A whole vector is preferred to one for each token.
        self._output = next(
            (name for name, shape in outputs.items() if len(shape) == 2), next(iter(outputs))
        )
        if unknown := self._inputs - {"input_ids", "attention_mask", "token_type_ids"}:
            raise InputError(f"{file} wants inputs that are not known: {', '.join(unknown)}.")
        pooling = read_settings(folder / "1_Pooling" / "config.json")
        self._first_token = bool(pooling.get("pooling_mode_cls_token"))
        longest = read_settings(folder / "sentence_bert_config.json").get("max_seq_length")
        self._most = min(int(longest or _MOST_TOKENS), _MOST_TOKENS)
        self._prompt = _prompt(read_settings(folder / "config_sentence_transformers.json"))
        self._tokenizer.enable_truncation(self._most)
        self.name = name_of(
            folder,
            [
                file,
                file.with_name(f"{file.name}_data"),
                folder / "tokenizer.json",
                folder / "1_Pooling" / "config.json",
                folder / "sentence_bert_config.json",
                folder / "config_sentence_transformers.json",
            ],
        )
        self._dimensions = len(self._run([[0]])[0])

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return a row of length one for each text, to about three decimal places."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        tokens = [
            one.ids for one in self._tokenizer.encode_batch([self._prompt + t for t in texts])
        ]
        # Texts of like length together, so that little is padded.
        order = sorted(range(len(tokens)), key=lambda place: (len(tokens[place]), tokens[place]))
        begin = 0
        while begin < len(order):
            end = begin + 1
            while (
                end < len(order) and len(tokens[order[end]]) * (end + 1 - begin) <= _TOKENS_AT_ONCE
            ):
                end += 1
            places = order[begin:end]
            vectors[places] = self._run([tokens[place] for place in places])
            begin = end
        return vectors

    def _run(self, tokens: Sequence[Sequence[int]]) -> npt.NDArray[np.float32]:
        longest = max(map(len, tokens)) or 1
        ids = np.zeros((len(tokens), longest), np.int64)
        mask = np.zeros((len(tokens), longest), np.int64)
        for row, one in enumerate(tokens):
            ids[row, : len(one)] = one
            mask[row, : len(one)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        [found] = self._session.run(
            [self._output], {name: given[name] for name in sorted(self._inputs)}
        )
        vectors = np.asarray(found, np.float32)
        if vectors.ndim == 3:
            vectors = vectors[:, 0] if self._first_token else _mean(vectors, mask)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
        rounded: npt.NDArray[np.float32] = np.round(unit * _ROUNDED) / np.float32(_ROUNDED)
        return rounded


def _mean(vectors: npt.NDArray[np.float32], mask: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    weights = mask[:, :, None].astype(np.float32)
    mean: npt.NDArray[np.float32] = (vectors * weights).sum(1) / np.maximum(weights.sum(1), 1)
    return mean


def _open(file: Path) -> Any:
    try:
        import onnxruntime  # noqa: PLC0415 (an optional extra)
    except ModuleNotFoundError as error:
        raise MissingError(f"ONNX models need the package onnxruntime. {INSTALL}") from error
    options = onnxruntime.SessionOptions()
    # One thread adds in one order; runs beside each other are the engine's matter.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            str(file), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # the package raises nothing narrower
        raise InputError(f"{file} cannot be read as an ONNX model.") from error


def _prompt(settings: dict[str, Any]) -> str:
    """Return what a model wants before each text, such as "query: "; mostly nothing."""
    prompts, name = settings.get("prompts"), settings.get("default_prompt_name")
    if isinstance(prompts, dict) and isinstance(prompts.get(name), str):
        return str(prompts[name])
    return ""
