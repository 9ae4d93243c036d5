"""How far a run is, told to whoever watches it."""

from typing import Protocol


class Watch(Protocol):
    """Is told what a run does. It may raise, to stop the run; what is finished then stays."""

    def begin(self, task: str, total: int | None = None) -> None:
        """Be told that a task of ``total`` steps begins (None: nobody knows how many)."""
        ...

    def advance(self, steps: int = 1) -> None:
        """Be told that steps of the task are done."""
        ...

    def say(self, sentence: str) -> None:
        """Be told something that a person should know."""
        ...


class Unwatched:
    """A watch for runs that nobody watches."""

    def begin(self, task: str, total: int | None = None) -> None:
        """Take no notice."""

    def advance(self, steps: int = 1) -> None:
        """Take no notice."""

    def say(self, sentence: str) -> None:
        """Take no notice."""
