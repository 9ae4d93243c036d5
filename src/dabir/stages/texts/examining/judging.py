"""What the judges of red lines are asked: the version, each amendment, each option of a contest."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.examining.guarding import Checked
from dabir.stages.texts.examining.holding import Way
from dabir.stages.texts.examining.red_lines import RedLines, find_red_lines
from dabir.stages.texts.models import Guard, Version


@dataclass(frozen=True, slots=True)
class Question:
    """Words that a red line is judged for, and how they come to stand in a version.

    A judge may be asked for tens of thousands: `about` is worded for those that are shown.
    """

    checked: Checked
    way: Way
    version: Version

    @property
    def about(self) -> str:
        """Where the words are read."""
        return _where(*self.way, self.version)

    @property
    def guard(self) -> Guard:
        """The guard of the red line."""
        return self.checked.guard

    @property
    def digest(self) -> str:
        """What names the words."""
        return self.checked.digest


def questions(version: Version, reader: Reader) -> list[Question]:
    """Return what judges are asked over a version, once for the same words, answered or open."""
    return questions_in(find_red_lines(version, reader), version)


def questions_in(found: RedLines, version: Version) -> list[Question]:
    """Return what judges are asked by what was found over a version, as `questions` does."""
    return [Question(checked, way, version) for checked, way in found.asked()]


def _where(number: int | None, words: str, base: str | None, version: Version) -> str:
    if base is not None:
        return _("“%(words)s” in the place of “%(base)s”") % {"words": words, "base": base}
    if number is not None:
        return _("Amendment %(number)s") % {"number": show_digits(number)}
    return str(version)
