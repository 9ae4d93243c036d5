"""The tokens of texts, by the tokenizer that lies beside a model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dabir.analysis.errors import InputError, MissingError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

INSTALL = "Install it with: pip install 'dabir[embeddings]'"


def load_tokenizer(folder: Path) -> Tokenizer:
    """Return the tokenizer of a model's folder, which neither pads nor cuts.

    Raises InputError, MissingError.
    """
    try:
        from tokenizers import Tokenizer  # noqa: PLC0415 (an optional extra)
    except ModuleNotFoundError as error:
        raise MissingError(f"Embedding models need the package tokenizers. {INSTALL}") from error
    file = folder / "tokenizer.json"
    if not file.exists():
        raise InputError(f"{folder} has no tokenizer.json, which an embedding model needs.")
    try:
        tokenizer = Tokenizer.from_file(str(file))
    except Exception as error:  # the package raises nothing narrower
        raise InputError(f"{file} cannot be read as a tokenizer ({error}).") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def read_settings(file: Path) -> dict[str, Any]:
    """Return what a JSON file beside a model says; nothing where there is none."""
    if not file.exists():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(f"{file} is not JSON.") from error
    return found if isinstance(found, dict) else {}


def name_of(folder: Path, files: Iterable[Path]) -> str:
    """Return the folder's name with a digest of what is in the files."""
    digest = hashlib.blake2b(digest_size=8)
    for file in files:
        if file.exists():
            with file.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return f"{folder.resolve().name}@{digest.hexdigest()}"
