"""Merkle trees over entries, as RFC 6962 builds them: one root, and a short proof of each leaf."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

_LEAF = b"\x00"
_NODE = b"\x01"


def leaf(content: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(_LEAF + content).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over the leaves' hashes; of none, the hash of nothing."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    half = _split(len(leaves))
    return _node(root(leaves[:half]), root(leaves[half:]))


def path(leaves: Sequence[bytes], place: int) -> list[bytes]:
    """Return the proof that the leaf at `place` is under the root: its siblings, upwards.

    Raises:
        IndexError: there is no such leaf.
    """
    if not 0 <= place < len(leaves):
        raise IndexError(place)
    if len(leaves) == 1:
        return []
    half = _split(len(leaves))
    if place < half:
        return [*path(leaves[:half], place), root(leaves[half:])]
    return [*path(leaves[half:], place - half), root(leaves[:half])]


def root_from(own: bytes, place: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """Return the root that a proof leads to, or None when it cannot be a proof in such a tree."""
    if not 0 <= place < size or (size == 1) != (not proof):
        return None
    if size == 1:
        return own
    half = _split(size)
    *lower, sibling = proof
    if place < half:
        left = root_from(own, place, half, lower)
        return None if left is None else _node(left, sibling)
    right = root_from(own, place - half, size - half, lower)
    return None if right is None else _node(sibling, right)
