"""Texts as folded, hashed words: one pass over Arrow's UTF-8, without Python strings.

``hashed_words(texts)`` is what stages outside of kernels use; kernels call ``split_text`` on a text
at a time, with ``folding()`` for its tables and ``text_buffers`` for Arrow's bytes and offsets.

Numba keeps what it compiled beside the sources and looks at each kernel's own file alone: whoever
changes a kernel here removes the ``*.nbi`` and ``*.nbc`` files of the kernels that call it.
"""

from dabir.analysis.words.folding import Folding, folding
from dabir.analysis.words.hashing import (
    HashedWords,
    Texts,
    hashed_words,
    hashes_of,
    text_buffers,
)
from dabir.analysis.words.splitting import mixed, split_text

__all__ = [
    "Folding",
    "HashedWords",
    "Texts",
    "folding",
    "hashed_words",
    "hashes_of",
    "mixed",
    "split_text",
    "text_buffers",
]
