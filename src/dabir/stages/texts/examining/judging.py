"""What the judges of red lines are asked: the version, each amendment, each option of a contest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import Unfit, compile_amendments
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.examining.guarding import Checked, Guarding
from dabir.stages.texts.models import Amendment, Guard, Version
from dabir.stages.texts.queries import amendments_visible_to, guards_visible_to
from dabir.stages.texts.snapshots import proposed, snapshot

LIVE = (Amendment.State.PROPOSED, Amendment.State.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Question:
    """Words that a red line is judged for: `about` says where they are read."""

    checked: Checked
    about: str
    amendment: Amendment | None = None

    @property
    def guard(self) -> Guard:
        """The guard of the red line."""
        return self.checked.guard

    @property
    def digest(self) -> str:
        """What names the words."""
        return self.checked.digest


def live_amendments(version: Version, reader: Reader) -> list[Amendment]:
    """Return the amendments to a version that may still change it and that the reader may see."""
    return list(
        amendments_visible_to(reader)
        .filter(base=version, text=version.text_id, amends=None, state__in=LIVE)
        .order_by("number")
    )


def questions(
    version: Version, reader: Reader, *, read: drafting.Version | None = None
) -> list[Question]:
    """Return what judges are asked over a version, once for the same words, answered or open."""
    guards = guards_visible_to(reader).filter(text=version.text_id, rule=Guard.Rule.JUDGEMENT)
    judged = list(guards)
    if not judged:
        return []
    base = read if read is not None else snapshot(version)
    guarding = Guarding(judged, base)
    amendments = live_amendments(version, reader)
    met: set[tuple[int, str]] = set()
    found = []
    for question in _asked(guarding, version, base, amendments):
        key = (question.guard.pk, question.digest)
        if question.digest and key not in met:
            met.add(key)
            found.append(question)
    return found


def _asked(
    guarding: Guarding, version: Version, base: drafting.Version, amendments: list[Amendment]
) -> Iterator[Question]:
    for checked in guarding.version():
        yield Question(checked, str(version))
    for amendment in amendments:
        about = _("Amendment %(number)s") % {"number": show_digits(amendment.number)}
        for crossing in guarding.changes(amendment):
            yield Question(crossing.after, about, amendment)
    try:
        compilation = compile_amendments(base, proposed(amendments))
    except Unfit:
        return
    for slot in compilation.slots:
        for option in slot.proposed:
            about = _("“%(words)s” in the place of “%(base)s”") % {
                "words": option.words[:50],
                "base": slot.base_words[:40],
            }
            for crossing in guarding.changes_by(slot, option):
                yield Question(crossing.after, about)
