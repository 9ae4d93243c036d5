"""Acts on themes, and on the codes that put passages under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Group, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address, unlink
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.mandates.models import Axis
from dabir.stages.submissions.models import Passage
from dabir.stages.themes import policy
from dabir.stages.themes.acts.choosing import (
    Choice,
    answer_learnt,
    check_not_blind,
    check_passage,
    check_theme,
    checked,
)
from dabir.stages.themes.learning import learn_anew_when_due
from dabir.stages.themes.models import Code, LearntCode, NoTheme, Stance, Theme


def _names(names: Mapping[str, str]) -> dict[str, str]:
    kept = {language: name.strip() for language, name in names.items() if name.strip()}
    if not kept:
        raise Refused(_("Please name the theme in at least one language."))
    return kept


def _check_place(group: Group, parent: Theme | None, axis: Axis | None) -> None:
    if axis is not None and axis.group_id != group.pk:
        raise Refused(_("The axis belongs to another group."))
    if parent is None:
        return
    if parent.group_id != group.pk:
        raise Refused(_("The theme above belongs to another group."))
    if parent.parent_id is not None:
        raise Refused(_("Themes stand in two levels: choose a theme of the first level."))
    if parent.merged_into_id is not None:
        raise NotNow(_("This theme was merged into “%(name)s”.") % {"name": parent.merged_into})


@act
def name_theme(
    *,
    group: Group,
    names: Mapping[str, str],
    actor: Person,
    at: datetime,
    parent: Theme | None = None,
    axis: Axis | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
) -> Theme:
    """Name a theme, of the first level or below one of it; it may hang on an axis.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the theme above was merged into another.
        Refused: no name, a third level, or an axis of another group.
    """
    group = lock(group)
    policy.may_code(actor, group).require()
    _check_place(group, parent, axis)
    theme = Theme.objects.create(
        address=new_address(Theme, group=group, confidentiality=confidentiality),
        group=group,
        names=_names(names),
        parent=parent,
        axis=axis,
        order=group.themes.count(),
    )
    if axis is not None:
        link(axis, theme, Relation.ASKS, by=actor, at=at)
    record(actor=actor, at=at, about=theme, names=theme.names)
    return theme


@act
def rename_theme(*, theme: Theme, names: Mapping[str, str], actor: Person, at: datetime) -> Theme:
    """Give a theme other names.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: there is no name.
    """
    theme = lock(theme)
    policy.may_code(actor, theme.group).require()
    before, theme.names = theme.names, _names(names)
    theme.save()
    record(actor=actor, at=at, about=theme, before=before, after=theme.names)
    return theme


@act
def move_theme(
    *, theme: Theme, parent: Theme | None, axis: Axis | None, actor: Person, at: datetime
) -> Theme:
    """Put a theme under another, or on another axis.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: a third level would come about, or the theme would stand under itself.
    """
    theme = lock(theme)
    policy.may_code(actor, theme.group).require()
    _check_place(theme.group, parent, axis)
    if parent is not None and (parent == theme or theme.children.exists()):
        raise Refused(_("A theme that has themes below it stays on the first level."))
    if theme.axis is not None and theme.axis != axis:
        unlink(theme.axis, theme, Relation.ASKS)
    theme.parent, theme.axis = parent, axis
    theme.save()
    if axis is not None:
        link(axis, theme, Relation.ASKS, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=theme,
        parent=parent.pk if parent else None,
        axis=axis.pk if axis else None,
    )
    return theme


@act
def merge_themes(*, theme: Theme, into: Theme, actor: Person, at: datetime) -> Theme:
    """Merge a theme into another: what is under it is under that one then.

    The theme stays as a name that leads there, with its own codes, so that the trace is whole.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was merged before, or has themes below it.
        Refused: a theme into itself, or into another group's.
    """
    locked = {one.pk: lock(one) for one in sorted((theme, into), key=lambda one: one.pk)}
    theme, into = locked[theme.pk], locked[into.pk]
    policy.may_code(actor, theme.group).require()
    if theme == into or theme.group_id != into.group_id:
        raise Refused(_("A theme is merged into another theme of the same group."))
    if theme.merged_into_id is not None or into.merged_into_id is not None:
        raise NotNow(_("This theme was merged before."))
    if theme.children.exists():
        raise NotNow(_("Move the themes below it first."))
    held = set(into.codes.values_list("passage_id", flat=True))
    moved = []
    for code in theme.codes.select_related("passage"):
        if code.passage_id in held:
            continue
        Code.objects.create(
            passage=code.passage, theme=into, stance=code.stance, by=code.by, at=code.at
        )
        link(code.passage, into, Relation.GROUNDS, by=actor, at=at)
        moved.append(code.passage_id)
    for consideration in theme.considerations.all():
        consideration.theme = into
        consideration.save(update_fields=["theme"])
        link(into, consideration, Relation.GROUNDS, by=actor, at=at)
    theme.learnt_codes.filter(state=LearntCode.State.PROPOSED).delete()
    theme.merged_into = into
    theme.save()
    link(theme, into, Relation.GROUNDS, by=actor, at=at)
    record(actor=actor, at=at, about=theme, into=into.pk, passages=moved)
    return into


def put_under(passage: Passage, choice: Choice, *, by: Person, at: datetime) -> Code:
    """Put a passage under a theme, within an act that has checked both and records it."""
    code, _created = Code.objects.update_or_create(
        passage=passage,
        theme=choice.theme,
        defaults={"stance": Stance(choice.stance), "by": by, "at": at, "round": None},
    )
    link(passage, choice.theme, Relation.GROUNDS, by=by, at=at)
    return code


def take_out(code: Code) -> None:
    """Take a passage out of a theme, within an act that records it."""
    unlink(code.passage, code.theme, Relation.GROUNDS)
    code.delete()


@act
def code_passage(
    *,
    passage: Passage,
    theme: Theme,
    actor: Person,
    at: datetime,
    stance: Stance | str = Stance.NEUTRAL,
) -> Code:
    """Put a passage under a theme with its stance; coding it again changes the stance.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the theme was merged into another, the submission is not accepted, or the passage
            is being coded in a round.
        Refused: the actor may not see the passage, or it belongs to another group.
    """
    theme = lock(theme)
    policy.may_code(actor, theme.group).require()
    check_passage(actor, passage)
    check_not_blind(passage)
    check_theme(passage, theme)
    code = put_under(passage, Choice(theme, Stance(stance)), by=actor, at=at)
    NoTheme.objects.filter(passage=passage).delete()
    record(actor=actor, at=at, about=passage, theme=theme.pk, stance=code.stance)
    return code


@act
def set_codes(
    *, passage: Passage, choices: Sequence[Choice], actor: Person, at: datetime
) -> list[Code]:
    """Put a passage under just these themes, and out of all others; none: nothing is in it.

    Codes that say the same as before stay as they are, with whoever set them.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: a theme was merged into another, the submission is not accepted, or the passage
            is being coded in a round.
        Refused: the actor may not see the passage, a theme belongs to another group or stands
            there twice.
    """
    passage = lock(passage)
    policy.may_code(actor, passage.address.group).require()
    check_passage(actor, passage)
    check_not_blind(passage)
    # Locked in the order of their keys: nobody merges a theme away while a passage comes under it.
    chosen = {
        key: Choice(lock(choice.theme), choice.stance)
        for key, choice in sorted(checked(choices).items())
    }
    for choice in chosen.values():
        check_theme(passage, choice.theme)
    held = {
        code.theme_id: code
        for code in passage.codes.select_related("theme").filter(theme__merged_into=None)
    }
    for key, code in held.items():
        if key not in chosen:
            take_out(code)
    codes = [
        held[key]
        if key in held and held[key].stance == choice.stance
        else put_under(passage, choice, by=actor, at=at)
        for key, choice in chosen.items()
    ]
    if chosen:
        NoTheme.objects.filter(passage=passage).delete()
    else:
        NoTheme.objects.update_or_create(passage=passage, defaults={"by": actor, "at": at})
    answer_learnt(passage, list(chosen), by=actor, at=at)
    learn_anew_when_due(passage, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=passage,
        themes={str(key): str(choice.stance) for key, choice in chosen.items()},
        before={str(key): code.stance for key, code in held.items()},
    )
    return codes


@act
def uncode_passage(*, code: Code, actor: Person, at: datetime) -> None:
    """Take a passage out of a theme.

    Raises:
        NotPermitted: the actor is not in the secretariat.
    """
    code = lock(code)
    policy.may_code(actor, code.theme.group).require()
    record(actor=actor, at=at, about=code.passage, theme=code.theme_id, stance=code.stance)
    take_out(code)
