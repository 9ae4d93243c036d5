"""The act that undoes a step: what it changed stands as before, and the record holds both."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import unlink
from dabir.foundation.trace.models import Link, Relation
from dabir.stages.themes import policy_of_runs as policy
from dabir.stages.themes.acts.coding import take_out
from dabir.stages.themes.acts.distilling import set_aside_consideration
from dabir.stages.themes.acts.reworking import with_parents
from dabir.stages.themes.keeping import recount
from dabir.stages.themes.models import (
    Code,
    CodingRound,
    Consideration,
    NoTheme,
    ProposedCode,
    ProposedTheme,
    RunStep,
    Theme,
)

Kind = RunStep.Kind
State = ProposedTheme.State


@act
def undo_step(*, step: RunStep, actor: Person, at: datetime) -> RunStep:
    """Undo the last step of a run that is not undone yet.

    Codes that the step made go again, unless somebody coded their passages anew since. A theme that
    it made goes too; a consideration that it made is set aside.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: something was done after it, it is undone already, or its theme is in use.
    """
    run = lock(step.run)
    step = RunStep.objects.select_related(
        "run__call__group", "proposed__parent", "other__parent", "theme", "consideration"
    ).get(pk=step.pk)
    policy.may_undo(actor, step).require()
    _codes_back(step)
    _themes_back(step)
    if step.kind == Kind.DISTIL:
        _consideration_back(step, actor, at)
    step.undone_by, step.undone_at = actor, at
    step.save(update_fields=["undone_by", "undone_at"])
    recount([*with_parents(step.proposed, step.other), *step.proposed.children.all()])
    record(actor=actor, at=at, about=run, step=step.pk, kind=step.kind)
    return step


def _codes_back(step: RunStep) -> None:
    """Put each code that the step touched where it was, in the state in which it was."""
    made: list[int] = []
    places: dict[tuple[int, str], list[int]] = defaultdict(list)
    for kept in step.codes.all():
        places[kept.proposed_id, kept.state].append(kept.code_id)
        if kept.made is not None:
            made.append(kept.made)
    for (proposed, state), codes in places.items():
        ProposedCode.objects.filter(pk__in=codes).update(proposed=proposed, state=state)
    untouched = Code.objects.filter(pk__in=made, by=step.by, at=step.at, round=None)
    for code in untouched.select_related("passage", "theme"):
        for copy in _copies(code):
            take_out(copy)
        take_out(code)
    _nothing_back(step)


def _copies(code: Code) -> list[Code]:
    """Return what merging themes made of a code: the same in the theme that its own went into."""
    found: list[Code] = []
    theme = code.theme.merged_into
    while theme is not None:
        same = theme.codes.filter(passage=code.passage, by=code.by, at=code.at, round=None)
        found += same.select_related("passage", "theme")
        theme = theme.merged_into
    return found


def _nothing_back(step: RunStep) -> None:
    """Bring back that somebody found nothing in passages, unless these were coded since."""
    for passage, by, moment in step.before.get("nothing", ()):
        if not Code.objects.filter(passage=passage).exists():
            NoTheme.objects.get_or_create(
                passage_id=passage, defaults={"by_id": by, "at": datetime.fromisoformat(moment)}
            )


def _themes_back(step: RunStep) -> None:
    proposed, other = step.proposed, step.other
    every = ProposedTheme.objects.all()
    if step.kind in (Kind.ACCEPT, Kind.JOIN):
        theme = step.theme
        advance(proposed, "reopen")
        proposed.theme = None
        proposed.save(update_fields=["state", "theme"])
        if step.kind == Kind.ACCEPT and theme is not None:
            RunStep.objects.filter(theme=theme).update(theme=None)
            step.theme = None
            _forget(theme, step)
    elif step.kind == Kind.RENAME:
        proposed.names = step.before["names"]
        proposed.save()
    elif step.kind == Kind.MERGE:
        advance(proposed, "reopen")
        proposed.merged_into = None
        proposed.save(update_fields=["state", "merged_into"])
        every.filter(pk__in=step.before["below"]).update(parent=proposed)
    elif step.kind == Kind.SPLIT and other is not None:
        advance(other, "drop")
        other.save(update_fields=["state"])
    elif step.kind == Kind.RAISE:
        proposed.parent = every.get(pk=step.before["parent"])
        proposed.save(update_fields=["parent"])
    elif step.kind == Kind.SET_ASIDE:
        advance(proposed, "reopen")
        proposed.save(update_fields=["state"])
        every.filter(pk__in=step.before["below"]).update(state=State.PROPOSED)


def _forget(theme: Theme, step: RunStep) -> None:
    """Take away a theme that a step made, when nothing else hangs on it.

    Raises:
        NotNow: something does.
    """
    own = Q(source=step.run.address_id) | Q(source=theme.axis.address_id if theme.axis else None)
    hanging = Link.objects.filter(Q(source=theme.address_id) | Q(target=theme.address_id) & ~own)
    message = _("“%(theme)s” is in use by now: other work rests on it.") % {"theme": theme}
    if hanging.exists() or CodingRound.objects.filter(themes=theme).exists():
        raise NotNow(message)
    unlink(step.run, theme, Relation.PROPOSES)
    if theme.axis is not None:
        unlink(theme.axis, theme, Relation.ASKS)
    try:
        theme.delete()
    except ProtectedError as error:
        raise NotNow(message) from error


def _consideration_back(step: RunStep, actor: Person, at: datetime) -> None:
    consideration = step.consideration
    if consideration is None or consideration.state == Consideration.State.SET_ASIDE:
        return
    set_aside_consideration(
        consideration=consideration,
        reason=_("The step that made it was undone."),
        actor=actor,
        at=at,
    )
