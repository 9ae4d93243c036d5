"""Acts that make what a run proposed count: themes, codes, considerations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record_each
from dabir.foundation.trace.linking import link
from dabir.foundation.trace.models import Confidentiality, Link, Relation
from dabir.stages.mandates.models import Axis
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.themes import policy_of_runs as policy
from dabir.stages.themes.acts.coding import name_theme
from dabir.stages.themes.acts.distilling import Evidence, distil_consideration
from dabir.stages.themes.acts.steps import MOST, begun, chosen, keep_before, locked, recorded
from dabir.stages.themes.keeping import under
from dabir.stages.themes.models import (
    Code,
    Consideration,
    Dimension,
    NoTheme,
    ProposedCode,
    ProposedTheme,
    RunStep,
    Stance,
    Theme,
)
from dabir.stages.themes.queries.coding import coded_blind

BEHIND = 100
"""Passages that are put behind a consideration at once: more than anybody reads."""

State = ProposedTheme.State


@act
def accept_proposed_theme(
    *,
    proposed: ProposedTheme,
    names: Mapping[str, str],
    actor: Person,
    at: datetime,
    over: int | None = None,
    stance: Stance | str = Stance.NEUTRAL,
    axis: Axis | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
) -> RunStep:
    """Make a proposed theme one of the group's themes (the step's `theme`).

    It stands below what the theme above it became. Its passages stay proposals; with `over`, those
    of this weight (thousandths) and more are confirmed with it, as far as their submissions are
    accepted, the heaviest `MOST` of them.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is not proposed any more, or its run is not done.
        Refused: there is no name.
    """
    proposed = locked(proposed)
    policy.may_move_proposed(actor, proposed, "accept").require()
    above = proposed.parent
    theme = name_theme(
        group=proposed.run.call.group,
        names=names,
        parent=above.theme if above is not None and _takes_below(above.theme) else None,
        axis=axis,
        confidentiality=confidentiality,
        actor=actor,
        at=at,
    )
    link(proposed.run, theme, Relation.PROPOSES, by=actor, at=at)
    step = begun(RunStep.Kind.ACCEPT, proposed, by=actor, at=at, theme=theme)
    return _become(step, proposed, theme, over=over, stance=Stance(stance))


def _takes_below(theme: Theme | None) -> bool:
    return theme is not None and theme.parent_id is None and theme.merged_into_id is None


@act
def join_proposed_theme(
    *,
    proposed: ProposedTheme,
    theme: Theme,
    actor: Person,
    at: datetime,
    over: int | None = None,
    stance: Stance | str = Stance.NEUTRAL,
) -> RunStep:
    """Take a proposed theme for one of the group's themes: its passages are proposed for that one.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is not proposed any more, or the theme was merged into another.
        Refused: a theme of another group.
    """
    proposed = locked(proposed)
    policy.may_move_proposed(actor, proposed, "accept").require()
    theme = lock(theme)
    if theme.group_id != proposed.run.call.group_id:
        raise Refused(_("The theme belongs to another group."))
    if theme.merged_into_id is not None:
        raise NotNow(_("This theme was merged into “%(name)s”.") % {"name": theme.merged_into})
    step = begun(RunStep.Kind.JOIN, proposed, by=actor, at=at, theme=theme)
    return _become(step, proposed, theme, over=over, stance=Stance(stance))


def _become(
    step: RunStep, proposed: ProposedTheme, theme: Theme, *, over: int | None, stance: Stance
) -> RunStep:
    """Let a proposed theme be a theme, with its passages over a weight if one is given."""
    advance(proposed, "accept")
    proposed.theme = theme
    proposed.save(update_fields=["state", "theme"])
    if over is not None:
        # Where somebody read the passage and found nothing in it, a weight does not outweigh that.
        heavy = confirmable(proposed).filter(weight__gte=over, passage__no_theme=None)
        _confirm(step, list(heavy.order_by("-weight", "pk")[:MOST]), theme, stance)
    return recorded(step, theme=theme.pk, over=over)


def confirmable(proposed: ProposedTheme) -> QuerySet[ProposedCode]:
    """Return the passages of a proposed theme itself that can be put under its theme now.

    Those that are being coded in a round are left to its coders.
    """
    waiting = under([proposed], below=False).filter(
        state=ProposedCode.State.PROPOSED, submission__state=Submission.State.ACCEPTED
    )
    return waiting.exclude(coded_blind("passage__"))


@act
def confirm_proposed_passages(
    *,
    proposed: ProposedTheme,
    codes: QuerySet[ProposedCode],
    actor: Person,
    at: datetime,
    stance: Stance | str = Stance.NEUTRAL,
) -> RunStep:
    """Put passages that were proposed for an accepted theme under it, all with one stance.

    At most `MOST` of them, the heaviest first; what a person coded before stays as it is.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the theme is not accepted.
        Refused: none of the passages can be confirmed: they are, or their submissions are not
            accepted yet, or they are being coded in a round.
    """
    proposed = locked(proposed)
    policy.may_decide(actor, proposed.run).require()
    theme = _now(proposed.theme)
    if proposed.state != State.ACCEPTED or theme is None:
        raise NotNow(_("Accept the theme first: then passages are put under it."))
    found = chosen(proposed, codes.filter(pk__in=confirmable(proposed).values("pk")))
    step = begun(RunStep.Kind.CONFIRM, proposed, by=actor, at=at, theme=theme)
    _confirm(step, found, theme, Stance(stance))
    return recorded(step, theme=theme.pk, stance=str(stance))


def _now(theme: Theme | None) -> Theme | None:
    """Return what became of a theme that may have been merged since, locked."""
    while theme is not None:
        theme = lock(theme)
        if theme.merged_into is None:
            return theme
        theme = theme.merged_into
    return None


def _confirm(step: RunStep, codes: Sequence[ProposedCode], theme: Theme, stance: Stance) -> None:
    """Make codes of proposals; two proposals of one passage make one code.

    Who found nothing in a passage is kept with the step, for the case that it is undone.
    """
    passages = {code.passage_id: code for code in codes}
    held = set(
        Code.objects.filter(theme=theme, passage__in=passages).values_list("passage_id", flat=True)
    )
    new = [
        Code(passage_id=key, theme=theme, stance=stance, by=step.by, at=step.at)
        for key in passages
        if key not in held
    ]
    Code.objects.bulk_create(new)
    made = {passages[one.passage_id].pk: one.pk for one in new}
    keep_before(step, codes, made)
    ProposedCode.objects.filter(pk__in=[code.pk for code in codes]).update(
        state=ProposedCode.State.CONFIRMED
    )
    empty = NoTheme.objects.filter(passage__in=[one.passage_id for one in new])
    step.before["nothing"] = [
        [one.passage_id, one.by_id, one.at.isoformat()] for one in empty.order_by("pk")
    ]
    step.save(update_fields=["before"])
    empty.delete()
    coded = Passage.objects.select_related("address").in_bulk([one.passage_id for one in new])
    Link.objects.bulk_create(
        [
            Link(
                source_id=passage.address_id,
                target_id=theme.address_id,
                relation=Relation.GROUNDS,
                by=step.by,
                at=step.at,
            )
            for passage in coded.values()
        ],
        ignore_conflicts=True,
    )
    record_each(
        [
            (passage, {"theme": theme.pk, "stance": stance.value, "step": step.pk})
            for passage in coded.values()
        ],
        actor=step.by,
        at=step.at,
    )


@act
def distil_proposed_theme(
    *,
    proposed: ProposedTheme,
    texts: Mapping[str, str],
    codes: QuerySet[ProposedCode],
    actor: Person,
    at: datetime,
    kind: Consideration.Kind | str = Consideration.Kind.CONSIDERATION,
    dimension: Dimension | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
) -> RunStep:
    """Make a consideration out of a proposed theme, with passages behind it, each as a whole.

    At most `BEHIND` of them, the heaviest first.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the run is not done.
        Refused: no words, or none of the passages is under the theme.
    """
    proposed = locked(proposed)
    policy.may_decide(actor, proposed.run).require()
    found = chosen(proposed, codes.filter(pk__in=under([proposed]).values("pk")))[:BEHIND]
    theme = _now(proposed.theme)
    passages = Passage.objects.in_bulk([code.passage_id for code in found])
    marked = {
        code.passage_id: Evidence(passages[code.passage_id], 0, len(passages[code.passage_id].text))
        for code in found
        if passages[code.passage_id].text
    }
    consideration = distil_consideration(
        group=proposed.run.call.group,
        kind=kind,
        texts=texts,
        evidence=list(marked.values()),
        dimension=dimension,
        theme=theme,
        confidentiality=confidentiality,
        actor=actor,
        at=at,
    )
    link(proposed.run, consideration, Relation.PROPOSES, by=actor, at=at)
    step = begun(
        RunStep.Kind.DISTIL,
        proposed,
        by=actor,
        at=at,
        consideration=consideration,
        theme=theme,
        passages=len(marked),
    )
    return recorded(step, consideration=consideration.pk)
