"""Dabir: the secretariat of a working group, as software."""

__version__ = "0.1.0"
