"""How much memory a run may take.

The bound is one on what the stages hold: parts in work, tables that are sorted, samples that
models are fitted on. The interpreter and its libraries, some 300 MB, come on top of it.
"""

import os
import re

UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
LEAST = 1 << 29
USUAL = 6 << 30
PER_THREAD = 1 << 29
"""What a thread takes for the part that it reads, works on and writes."""

_WRITTEN = re.compile(r"\s*(\d{1,15}(?:\.\d+)?)\s*([KMGT]?)I?B?\s*", re.IGNORECASE)


def read_memory(written: str) -> int:
    """Return the bytes of “6GB”, “512 MB” or “1.5G”. Raises ValueError for anything else."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise ValueError(f"“{written}” is no amount of memory; write it as 6GB or 512MB.")
    size = int(float(found[1]) * UNITS[found[2].upper()])
    if size < LEAST:
        raise ValueError(f"“{written}” is too little; the least is {LEAST >> 20}MB.")
    return size


def usual_memory() -> int:
    """Return half of what this machine has, at most 6 GB."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(LEAST, min(USUAL, machine // 2))


def threads_within(threads: int, memory: int) -> int:
    """Return how many threads have room."""
    return max(1, min(threads, memory // PER_THREAD))
