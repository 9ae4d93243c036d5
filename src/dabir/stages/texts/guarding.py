"""Which red lines a version keeps, and which it crosses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import Part
from dabir.domain.drafting.guards import Crossed, crossed
from dabir.stages.texts.models import Guard


@dataclass(frozen=True, slots=True)
class Checked:
    """A guard and how a version stands to it; `gone` says that its clause is not there any more."""

    guard: Guard
    found: Crossed
    gone: bool

    @property
    def kept(self) -> bool:
        """Whether the red line is kept."""
        return not (self.gone or self.found)

    @property
    def why(self) -> str:
        """Say how the red line is crossed."""
        if self.gone:
            return _("the clause that keeps it has been taken out")
        parts = []
        if self.found.missing:
            parts.append(_("it does not say %(words)s") % {"words": _quoted(self.found.missing)})
        if self.found.forbidden:
            parts.append(_("it says %(words)s") % {"words": _quoted(self.found.forbidden)})
        return _("; ").join(parts)


def _quoted(phrases: Iterable[str]) -> str:
    return _(", ").join(f"«{phrase}»" for phrase in phrases)


def check(guards: Iterable[Guard], version: drafting.Version) -> list[Checked]:
    """Return how a version stands to each guard."""
    checked = []
    for guard in guards:
        uid = str(guard.uid)
        words = version[uid].wording(Part.TEXT, guard.language) if uid in version else ""
        found = crossed(words, must=guard.must_contain, must_not=guard.must_not_contain)
        checked.append(Checked(guard, found, uid not in version))
    return checked
