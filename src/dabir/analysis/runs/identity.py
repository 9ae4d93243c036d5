"""What identifies a run: the bytes of its input, its settings, and the versions of what works.

The content is hashed rather than its size and time: a file that was copied or touched is the same
input, and one that was changed within a second is not. It costs about half a second a gigabyte.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

BLOCK = 16 << 20
LIBRARIES = ("dabir", "numba", "numpy", "pyarrow", "scikit-learn", "scipy", "tantivy")
"""Whose versions may show in the results."""


def content_of(files: Sequence[Path], *, threads: int = 2) -> str:
    """Return a hash of what files hold, one after the other, without their names."""
    whole = hashlib.sha256()
    with ThreadPoolExecutor(threads) as pool:
        for file in files:
            size = file.stat().st_size
            whole.update(size.to_bytes(8, "big"))
            starts = range(0, size, BLOCK)
            for first in range(0, len(starts), 64):  # at most a gigabyte asked for at once
                blocks = starts[first : first + 64]
                for digest in pool.map(_block, [file] * len(blocks), blocks):
                    whole.update(digest)
    return whole.hexdigest()


def _block(file: Path, start: int) -> bytes:
    with file.open("rb") as opened:
        opened.seek(start)
        return hashlib.sha256(opened.read(BLOCK)).digest()


def versions() -> dict[str, str]:
    """Return the versions of the libraries that may show in the results."""
    return {name: version(name) for name in LIBRARIES}


def run_id(content: str, settings: Mapping[str, Any], stages: Iterator[tuple[str, int]]) -> str:
    """Return the name of a run: 16 hexadecimal signs."""
    told = [content, settings, list(stages), versions()]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
