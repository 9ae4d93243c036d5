"""Acts that rework what a run proposed: renaming, merging, splitting, moving, setting aside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act
from dabir.stages.themes import policy_of_runs as policy
from dabir.stages.themes.acts.steps import (
    begun,
    chosen,
    keep_before,
    locked,
    next_number,
    recorded,
)
from dabir.stages.themes.keeping import recount, under
from dabir.stages.themes.models import ProposedCode, ProposedTheme, RunStep

State = ProposedTheme.State
LIVE = (State.PROPOSED, State.ACCEPTED)
"""States in which a proposed theme takes passages."""


def tidied(names: Mapping[str, str]) -> dict[str, str]:
    """Return names without white space at their ends.

    Raises:
        Refused: there is none.
    """
    kept = {language: name.strip() for language, name in names.items() if name.strip()}
    if not kept:
        raise Refused(_("Please name the theme in at least one language."))
    return kept


def with_parents(*themes: ProposedTheme | None) -> list[ProposedTheme]:
    """Return themes with those above them, each once: what is counted anew after a step."""
    found: dict[int, ProposedTheme] = {}
    for theme in themes:
        if theme is None:
            continue
        found[theme.pk] = theme
        if theme.parent is not None:
            found[theme.parent.pk] = theme.parent
    return list(found.values())


@act
def rename_proposed_theme(
    *, proposed: ProposedTheme, names: Mapping[str, str], actor: Person, at: datetime
) -> RunStep:
    """Give a proposed theme other names.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is not proposed any more, or its run is not done.
        Refused: there is no name.
    """
    proposed = locked(proposed)
    policy.may_move_proposed(actor, proposed, "accept").require()
    step = begun(RunStep.Kind.RENAME, proposed, by=actor, at=at, before={"names": proposed.names})
    proposed.names = tidied(names)
    proposed.save()
    return recorded(step, before=step.before["names"], after=proposed.names)


@act
def merge_proposed_themes(
    *, proposed: ProposedTheme, into: ProposedTheme, actor: Person, at: datetime
) -> RunStep:
    """Merge a proposed theme into another of its run: what is under it is under that one then.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: one of them is settled, or there are themes below the one that goes.
        Refused: into itself, into another run's, or into one below it.
    """
    proposed = locked(proposed)
    policy.may_move_proposed(actor, proposed, "merge").require()
    into = locked(into)
    if proposed.pk == into.pk or proposed.run_id != into.run_id:
        raise Refused(_("A theme is merged into another theme of the same run."))
    if into.state not in LIVE:
        raise NotNow(_("Not possible now: it is %(state)s.") % {"state": into.get_state_display()})
    above = proposed.parent
    below = list(proposed.children.filter(merged_into=None, state__in=LIVE))
    if below and (into.parent_id is not None):
        raise NotNow(_("Merge or move the themes below it first: they would stand too deep."))
    step = begun(
        RunStep.Kind.MERGE,
        proposed,
        by=actor,
        at=at,
        other=into,
        passages=proposed.passages,
        before={"below": [child.pk for child in below]},
    )
    ProposedTheme.objects.filter(pk__in=step.before["below"]).update(parent=into)
    advance(proposed, "merge")
    proposed.merged_into = into
    proposed.save()
    recount(with_parents(into, above))
    return recorded(step, into=into.pk)


@act
def split_proposed_theme(
    *,
    proposed: ProposedTheme,
    names: Mapping[str, str],
    codes: QuerySet[ProposedCode],
    actor: Person,
    at: datetime,
) -> RunStep:
    """Split some passages off a proposed theme, into a new one beside it (the step's `other`).

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is not proposed any more.
        Refused: no name, no passages, or all of them.
    """
    proposed = locked(proposed)
    policy.may_move_proposed(actor, proposed, "accept").require()
    moving = chosen(proposed, codes.filter(pk__in=under([proposed], below=False).values("pk")))
    if len(moving) >= under([proposed], below=False).count():
        raise Refused(_("Some passages must stay: otherwise rename the theme."))
    beside = ProposedTheme.objects.create(
        run=proposed.run,
        number=next_number(proposed.run),
        parent=proposed.parent,
        names=tidied(names),
        split_from=proposed,
    )
    step = begun(RunStep.Kind.SPLIT, proposed, by=actor, at=at, other=beside)
    _shift(step, moving, beside)
    recount(with_parents(proposed, beside))
    return recorded(step, made=beside.pk)


@act
def raise_proposed_theme(*, proposed: ProposedTheme, actor: Person, at: datetime) -> RunStep:
    """Split a theme below another off it: it stands on the first level then.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is not proposed any more, or stands on the first level.
    """
    proposed = locked(proposed)
    policy.may_move_proposed(actor, proposed, "accept").require()
    above = proposed.parent
    if above is None:
        raise NotNow(_("It stands on the first level already."))
    step = begun(
        RunStep.Kind.RAISE,
        proposed,
        by=actor,
        at=at,
        passages=proposed.passages,
        before={"parent": above.pk},
    )
    proposed.parent = None
    proposed.save()
    recount([above])
    return recorded(step, before=above.pk)


@act
def move_proposed_passages(
    *,
    proposed: ProposedTheme,
    codes: QuerySet[ProposedCode],
    into: ProposedTheme,
    actor: Person,
    at: datetime,
) -> RunStep:
    """Move passages from a proposed theme to another of its run.

    One that stands there already is only taken out of the first.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the other theme takes no passages any more.
        Refused: no passages, or another run's theme.
    """
    proposed = locked(proposed)
    policy.may_decide(actor, proposed.run).require()
    into = locked(into)
    if into.run_id != proposed.run_id or into.pk == proposed.pk:
        raise Refused(_("Passages are moved to another theme of the same run."))
    if into.state not in LIVE:
        raise NotNow(_("Not possible now: it is %(state)s.") % {"state": into.get_state_display()})
    moving = chosen(proposed, _open(proposed, codes))
    step = begun(RunStep.Kind.MOVE, proposed, by=actor, at=at, other=into)
    _shift(step, moving, into)
    _take_out_below(step, moving, into)
    recount([*with_parents(proposed, into), *proposed.children.all()])
    return recorded(step, into=into.pk)


@act
def dismiss_proposed_passages(
    *, proposed: ProposedTheme, codes: QuerySet[ProposedCode], actor: Person, at: datetime
) -> RunStep:
    """Take passages out of a proposed theme: they do not belong there.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: no passages.
    """
    proposed = locked(proposed)
    policy.may_decide(actor, proposed.run).require()
    leaving = chosen(proposed, _open(proposed, codes))
    step = begun(RunStep.Kind.DISMISS, proposed, by=actor, at=at)
    keep_before(step, leaving)
    ProposedCode.objects.filter(pk__in=[code.pk for code in leaving]).update(
        state=ProposedCode.State.DISMISSED
    )
    _take_out_below(step, leaving)
    recount([*with_parents(proposed), *proposed.children.all()])
    return recorded(step)


@act
def set_aside_proposed_theme(*, proposed: ProposedTheme, actor: Person, at: datetime) -> RunStep:
    """Set a proposed theme aside, with those below it that are still proposed.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is not proposed any more.
    """
    proposed = locked(proposed)
    policy.may_move_proposed(actor, proposed, "set_aside").require()
    below = proposed.children.filter(state=State.PROPOSED)
    step = begun(
        RunStep.Kind.SET_ASIDE,
        proposed,
        by=actor,
        at=at,
        passages=proposed.passages,
        before={"below": list(below.values_list("pk", flat=True))},
    )
    ProposedTheme.objects.filter(pk__in=step.before["below"]).update(state=State.SET_ASIDE)
    advance(proposed, "set_aside")
    proposed.save(update_fields=["state"])
    if proposed.parent is not None:
        recount([proposed.parent])
    return recorded(step)


def _open(proposed: ProposedTheme, codes: QuerySet[ProposedCode]) -> QuerySet[ProposedCode]:
    """Return those of the codes that are under the theme itself and wait for a decision."""
    own = under([proposed], below=False)
    return codes.filter(pk__in=own.values("pk"), state=ProposedCode.State.PROPOSED)


def _take_out_below(
    step: RunStep, codes: list[ProposedCode], into: ProposedTheme | None = None
) -> None:
    """Take passages that leave a theme out of the themes below it, too; but not out of `into`."""
    below = step.proposed.children.all()
    standing = ProposedCode.objects.filter(
        proposed__in=below.exclude(pk=into.pk) if into else below,
        passage__in=[code.passage_id for code in codes],
        state=ProposedCode.State.PROPOSED,
    )
    found = list(standing)
    counted = step.passages
    keep_before(step, found)
    step.passages = counted
    step.save(update_fields=["passages"])
    ProposedCode.objects.filter(pk__in=[code.pk for code in found]).update(
        state=ProposedCode.State.DISMISSED
    )


def _shift(step: RunStep, codes: list[ProposedCode], into: ProposedTheme) -> None:
    """Put codes under another proposed theme; whose passage is there already is taken out."""
    there = {
        code.passage_id: code
        for code in ProposedCode.objects.filter(
            proposed=into, passage__in=[code.passage_id for code in codes]
        )
    }
    back = [one for one in there.values() if one.state == ProposedCode.State.DISMISSED]
    keep_before(step, [*codes, *back])
    met = set(there)
    going: list[int] = []
    leaving: list[int] = []
    for code in codes:
        # Of a passage that was under two merged themes, one proposal moves.
        (leaving if code.passage_id in met else going).append(code.pk)
        met.add(code.passage_id)
    every = ProposedCode.objects.all()
    every.filter(pk__in=leaving).update(state=ProposedCode.State.DISMISSED)
    every.filter(pk__in=[one.pk for one in back]).update(state=ProposedCode.State.PROPOSED)
    every.filter(pk__in=going).update(proposed=into)
