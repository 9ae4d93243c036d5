"""What keeps a file from being written with its own layout.

NotCarried          it has something that cannot be tracked in it; a new layout loses no words
"""

from __future__ import annotations


class NotCarried(Exception):
    """Changes cannot be laid into the file; the sentence says why, for whoever asked for it."""
