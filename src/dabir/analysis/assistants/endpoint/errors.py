"""Why a server gave no answer.

NoAnswer
├── Unavailable   it may answer later: busy, slow, broken, not reached
├── Unfit         it answered, and not as it was asked to
└── Refused       it will not answer, however often it is asked: a wrong key, model or address
"""

from __future__ import annotations


class NoAnswer(Exception):
    """Its text is one sentence, without key and without any submission's words."""


class Unavailable(NoAnswer):
    """The server may answer later. ``after`` is how many seconds it asks for, where it does."""

    def __init__(self, message: str, *, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class Unfit(NoAnswer):
    """The answer is no JSON, not of the wanted shape, or too large."""


class Refused(NoAnswer):
    """The server refuses; asking again would change nothing."""
