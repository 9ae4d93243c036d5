"""Which red lines a version keeps and crosses, and each amendment and option laid over it.

`watch` takes the red lines that a reader may see; nothing here reads any other, so that neither
what is shown nor how long it takes tells of a red line that is hidden from the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import ClauseOption, Contest, HardConflicts, Option, Slot
from dabir.domain.drafting.guards import Crossed, Rule, Watch, Watched
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.models import Amendment, Guard, Judgement, Version
from dabir.stages.texts.queries import guards_visible_to
from dabir.stages.texts.snapshots import as_drafted, snapshot

State = Literal["kept", "crossed", "open"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A guard and how a text stands to it; `judgement` is what its judge said of these words."""

    guard: Guard
    found: Crossed
    digest: str
    judgement: Judgement | None = None

    @property
    def gone(self) -> bool:
        """Whether the clause that keeps it is not there any more."""
        return self.found.gone

    @property
    def state(self) -> State:
        """Whether the red line is kept, crossed, or waits for its judge."""
        if self.found:
            return "crossed"
        if not self.guard.judged:
            return "kept"
        if self.judgement is None:
            return "open"
        return "crossed" if self.judgement.crossed else "kept"

    @property
    def kept(self) -> bool:
        """Whether the red line is kept for sure."""
        return self.state == "kept"

    @property
    def why(self) -> str:
        """Say how the red line is crossed, or on whom it waits."""
        if self.gone:
            return _("the clause that keeps it has been taken out")
        if self.state == "open":
            return _("%(person)s has not said yet whether it is kept") % {
                "person": self.guard.judge
            }
        if self.judgement is not None:
            return self.judgement.reason
        parts = []
        if self.found.missing:
            parts.append(_("it does not say %(words)s") % {"words": _quoted(self.found.missing)})
        if self.found.forbidden:
            parts.append(_("it says %(words)s") % {"words": _quoted(self.found.forbidden)})
        return _("; ").join(parts)


def _quoted(phrases: Iterable[str]) -> str:
    return _(", ").join(f"«{phrase}»" for phrase in phrases)


@dataclass(frozen=True, slots=True)
class Crossing:
    """What a change does to one red line: how the text stood to it, and how it would stand."""

    before: Checked
    after: Checked

    @property
    def guard(self) -> Guard:
        """The guard of the red line."""
        return self.after.guard

    @property
    def restores(self) -> bool:
        """Whether the change keeps a red line that the version crosses."""
        return self.after.kept and self.before.state == "crossed"

    @property
    def open(self) -> bool:
        """Whether the judge of the red line has not said yet."""
        return self.after.state == "open"

    @property
    def crosses(self) -> bool:
        """Whether the red line would be crossed."""
        return self.after.state == "crossed"

    @property
    def matters(self) -> bool:
        """Whether there is something to show: it is crossed, or open, or kept again."""
        same = self.before.found == self.after.found
        if same and self.before.digest == self.after.digest:
            return False
        if same and self.crosses and self.guard.whole and not self.guard.judged:
            # The version crosses it elsewhere; this change has nothing to do with it.
            return False
        return self.crosses or self.open or self.restores


class Guarding:
    """Some red lines over one version: how the version stands to them, and each change of it."""

    def __init__(self, guards: Iterable[Guard], version: drafting.Version) -> None:
        self.guards = list(guards)
        self._watch = Watch(version, [rule_of(guard) for guard in self.guards])

    @cached_property
    def _judged(self) -> Mapping[tuple[int, str], Judgement]:
        judged = [guard.pk for guard in self.guards if guard.judged]
        if not judged:
            return {}
        found = Judgement.objects.filter(guard__in=judged).select_related("by")
        return {(each.guard_id, each.digest): each for each in found}

    @cached_property
    def _standing(self) -> list[Checked]:
        return self._checked(self._watch.standing())

    def version(self) -> list[Checked]:
        """Return how the version stands to each red line."""
        return self._standing

    def amendment(self, amendment: Amendment) -> list[Crossing]:
        """Return what an amendment, adopted alone, does to the red lines; what it leaves is not
        told.
        """
        return [each for each in self.changes(amendment) if each.matters]

    def changes(self, amendment: Amendment) -> list[Crossing]:
        """Return how every red line would stand with an amendment adopted alone."""
        if not self.guards:
            return []
        try:
            watched = self._watch.with_operations(as_drafted(amendment).proposed())
        except (HardConflicts, KeyError):
            # Made against another version: it must be drafted again before it can cross anything.
            return []
        return self._pairs(watched)

    def option(self, contest: Contest, option: Option | ClauseOption) -> list[Crossing]:
        """Return what choosing one option, and nothing else, does to the red lines."""
        if not self.guards:
            return []
        if option.keeps_base:
            about = self._watch.concerns(_clause_of(contest))
            return [
                Crossing(each, each)
                for each, concerned in zip(self._standing, about, strict=True)
                if concerned and not each.kept
            ]
        return [each for each in self.changes_by(contest, option) if each.matters]

    def changes_by(self, contest: Contest, option: Option | ClauseOption) -> list[Crossing]:
        """Return how every red line would stand with one option chosen, and nothing else."""
        try:
            return self._pairs(self._watch.with_option(contest, option))
        except HardConflicts:
            return []

    def _pairs(self, watched: Sequence[Watched]) -> list[Crossing]:
        return [
            Crossing(before, after)
            for before, after in zip(self._standing, self._checked(watched), strict=True)
        ]

    def _checked(self, watched: Sequence[Watched]) -> list[Checked]:
        return [
            Checked(guard, one.crossed, one.digest, self._judged.get((guard.pk, one.digest)))
            for guard, one in zip(self.guards, watched, strict=True)
        ]


def _clause_of(contest: Contest) -> str:
    return contest.target[0] if isinstance(contest, Slot) else contest.clause


def rule_of(guard: Guard) -> Rule:
    """Return what the text must say, and must not; nothing where a person judges."""
    return Rule(
        uid=str(guard.uid) if guard.uid is not None else None,
        language=guard.language,
        must=tuple(guard.must_contain),
        must_not=tuple(guard.must_not_contain),
    )


_NOTHING = drafting.Version.of(drafting.ZERO_DRAFT, ())


def watch(version: Version, reader: Reader, *, read: drafting.Version | None = None) -> Guarding:
    """Return the red lines of the version's text that the reader may see, laid over the version.

    `read` is the version where it is loaded already. One query where the reader sees no red line.
    """
    guards = list(guards_visible_to(reader).filter(text=version.text_id))
    if not guards:
        return Guarding((), _NOTHING)
    return Guarding(guards, read if read is not None else snapshot(version))


def check(guards: Iterable[Guard], version: drafting.Version) -> list[Checked]:
    """Return how a version stands to each guard."""
    return Guarding(guards, version).version()
