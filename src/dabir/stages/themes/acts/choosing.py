"""What a person chose for a passage, checked: themes, each with a stance."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.people.models import Person
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.submissions.queries import passages_visible_to
from dabir.stages.themes.models import LearntCode, Stance, Theme
from dabir.stages.themes.queries.coding import coded_blind


@dataclass(frozen=True, slots=True)
class Choice:
    """A theme with what a passage says to it."""

    theme: Theme
    stance: Stance | str = Stance.NEUTRAL


def check_passage(actor: Person, passage: Passage) -> None:
    """Refuse a passage that the actor may not see, or whose submission is not accepted."""
    if not passages_visible_to(actor).filter(pk=passage.pk).exists():
        raise Refused(_("There is no such passage."))
    if passage.submission.state != Submission.State.ACCEPTED:
        raise NotNow(_("Its submission is not accepted, so it is not put under themes."))


def check_not_blind(passage: Passage) -> None:
    """Refuse a passage that is being coded in a round: its coders would see what others put it
    under.
    """
    if Passage.objects.filter(coded_blind(), pk=passage.pk).exists():
        raise NotNow(_("It is being coded in a round: until that is over, only there."))


def check_theme(passage: Passage, theme: Theme) -> None:
    """Refuse a theme of another group, or one that was merged."""
    if passage.address.group_id != theme.group_id:
        raise Refused(_("The passage belongs to another group."))
    if theme.merged_into_id is not None:
        raise NotNow(_("This theme was merged into “%(name)s”.") % {"name": theme.merged_into})


def in_the_end(theme: Theme) -> Theme:
    """Return the theme that stands for one that may have been merged, again and again."""
    while theme.merged_into is not None:
        theme = theme.merged_into
    return theme


def checked(choices: Iterable[Choice]) -> dict[int, Choice]:
    """Return choices by the key of their theme.

    Raises:
        Refused: a theme stands there twice, or a stance that is none.
    """
    found: dict[int, Choice] = {}
    for choice in choices:
        if choice.theme.pk in found:
            raise Refused(_("Each theme is chosen once."))
        if choice.stance not in Stance.values:
            raise Refused(_("A stance is for, against, mixed or neutral."))
        found[choice.theme.pk] = Choice(choice.theme, Stance(choice.stance))
    return found


def answer_learnt(passage: Passage, chosen: Collection[int], *, by: Person, at: datetime) -> None:
    """Answer what was proposed for a passage by what a person found in it, within their act."""
    waiting = passage.learnt_codes.filter(state=LearntCode.State.PROPOSED)
    waiting.filter(theme__in=chosen).update(state=LearntCode.State.ACCEPTED, by=by, at=at)
    waiting.exclude(theme__in=chosen).update(state=LearntCode.State.REFUSED, by=by, at=at)
    passage.doubts.all().delete()
