"""What a person said of a passage, and whether there is enough of it to learn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dabir.domain.language import search_key

LEAST_EXAMPLES = 10
"""Different passages under a theme, and as many that are not, before it is learnt."""
LEAST_PASSAGES = 40
"""Different passages that people have judged, before anything is learnt."""


@dataclass(frozen=True, slots=True)
class Example:
    """A passage with what people found in it.

    `stances` holds its themes, each with a stance. With `whole` it is under no other theme;
    otherwise only `refused` themes are known not to be in it.
    """

    text: str
    stances: Mapping[str, str]
    whole: bool = True
    refused: frozenset[str] = field(default=frozenset())

    def holds(self, theme: str) -> bool | None:
        """Whether the theme is in it; None where nobody has said."""
        if theme in self.stances:
            return True
        return False if self.whole or theme in self.refused else None


@dataclass(frozen=True, slots=True)
class Lack:
    """How many more different passages are needed, of all, under a theme, and outside it."""

    passages: int
    under: Mapping[str, int]
    outside: Mapping[str, int]

    @property
    def enough(self) -> bool:
        """Whether one theme at least can be learnt."""
        return self.passages == 0 and any(
            not self.under[theme] and not self.outside[theme] for theme in self.under
        )


def lacks_of(examples: Sequence[Example], themes: Sequence[str]) -> Lack:
    """Return what is missing before these themes can be learnt.

    Passages of the very same words, as campaigns have them, count once.
    """
    seen: dict[str, Example] = {search_key(one.text): one for one in examples}
    held = {theme: [one.holds(theme) for one in seen.values()] for theme in themes}
    return Lack(
        passages=max(0, LEAST_PASSAGES - len(seen)),
        under={theme: max(0, LEAST_EXAMPLES - said.count(True)) for theme, said in held.items()},
        outside={theme: max(0, LEAST_EXAMPLES - said.count(False)) for theme, said in held.items()},
    )
