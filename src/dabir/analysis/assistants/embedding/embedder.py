"""What every embedding model does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt


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
