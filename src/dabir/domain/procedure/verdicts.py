"""A refusal is a value with a reason.

Policies and procedures answer with a `Verdict`. Pages show its reason in place of a button;
acts call `require()`, which turns a refusal into the `Refused` error that stops the act.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Reason(Protocol):
    """Anything that reads as a sentence once it is shown: a string or a lazy translation."""

    def __str__(self) -> str: ...


class Refused(Exception):
    """An act was not allowed, or not now. `str()` is a sentence for the reader."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason)


class NotPermitted(Refused):
    """The person may not do it; another person, or another role, may."""


class NotNow(Refused):
    """Nobody may do it in the present state of affairs."""


class MadeBefore(Refused):
    """The same was made just before, as where a button is pressed twice: `made` is that."""

    def __init__(self, message: str, made: object) -> None:
        super().__init__(message)
        self.made = made


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes, or no with the reason a reader can act on. True in a condition when it allows."""

    allowed: bool
    reason: Reason | None = None
    error: type[Refused] = Refused

    @classmethod
    def yes(cls) -> Verdict:
        """Allow."""
        return cls(allowed=True)

    @classmethod
    def no(cls, reason: Reason, *, error: type[Refused] = Refused) -> Verdict:
        """Refuse, and say why."""
        return cls(allowed=False, reason=reason, error=error)

    def __bool__(self) -> bool:
        return self.allowed

    def __and__(self, other: Verdict) -> Verdict:
        """Both must allow; the first refusal is the one that is shown."""
        return self if not self.allowed else other

    def __or__(self, other: Verdict) -> Verdict:
        """Either may allow; when neither does, the first refusal is shown."""
        if self.allowed:
            return self
        return other if other.allowed else self

    def require(self) -> None:
        """Raise the refusal.

        Raises:
            Refused: with this verdict's reason, when it does not allow.
        """
        if not self.allowed and self.reason is not None:
            raise self.error(self.reason)
