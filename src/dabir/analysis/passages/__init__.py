"""Cutting submissions into passages, and telling the language of each."""

from dabir.analysis.passages.kernel import CutPassages

__all__ = ["CutPassages"]
