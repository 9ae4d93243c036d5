"""Lives of things as data: which event takes which state to which.

A `Life` is written once, beside nothing else: acts ask it for the next state, pages ask it what
can be done now, and the documentation's state diagrams are drawn from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


class WrongState(Exception):
    """An event does not apply to a state.

    The reader's sentence is made where labels of states are known; see
    `dabir.foundation.lives.advance`.
    """

    def __init__(self, life: str, state: str, event: str) -> None:
        super().__init__(f"{life}: {event!r} does not apply to {state!r}")
        self.life = life
        self.state = state
        self.event = event


@dataclass(frozen=True, slots=True)
class Life:
    """The states of one kind of thing and the events that move it.

    `moves` maps an event to the states it leads from and the state it leads to:
    ``{"open": (("draft",), "open"), "close": (("open",), "closed")}``.
    """

    name: str
    initial: str
    moves: Mapping[str, tuple[tuple[str, ...], str]]
    states: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        seen = [self.initial]
        for sources, target in self.moves.values():
            seen.extend(state for state in (*sources, target) if state not in seen)
        object.__setattr__(self, "states", tuple(dict.fromkeys(seen)))

    def next_state(self, state: str, event: str) -> str:
        """Return the state that `event` leads to.

        Raises:
            KeyError: no such event in this life (a fault of the program).
            WrongState: the event does not apply to `state`.
        """
        sources, target = self.moves[event]
        if state not in sources:
            raise WrongState(self.name, state, event)
        return target

    def allows(self, state: str, event: str) -> bool:
        """Whether `event` applies to `state`."""
        return state in self.moves[event][0]

    def events_from(self, state: str) -> tuple[str, ...]:
        """Return the events that apply to `state`, in the order they are written."""
        return tuple(event for event, (sources, _) in self.moves.items() if state in sources)

    def ends(self) -> tuple[str, ...]:
        """Return the states that nothing leads out of."""
        return tuple(state for state in self.states if not self.events_from(state))

    def arrows(self) -> Iterator[tuple[str, str, str]]:
        """Yield ``(from, event, to)`` for each arrow of the state diagram."""
        for event, (sources, target) in self.moves.items():
            for source in sources:
                yield source, event, target

    def as_mermaid(self) -> str:
        """Return the state diagram as Mermaid text, for the documentation."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {source} --> {target}: {event}" for source, event, target in self.arrows()]
        lines += [f"    {state} --> [*]" for state in self.ends()]
        return "\n".join(lines)
