"""Acts on considerations: distilling them from passages, adopting them, setting them aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address, restrict, unlink
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.submissions.models import Passage
from dabir.stages.submissions.queries import passages_visible_to
from dabir.stages.themes import policy
from dabir.stages.themes.models import Consideration, Dimension, Support, Theme

DIMENSIONS = (
    {"fa": "فنی", "en": "technical"},
    {"fa": "توسعه‌ای", "en": "developmental"},
    {"fa": "اقتصادی", "en": "economic"},
    {"fa": "فرهنگی", "en": "cultural"},
    {"fa": "حقوقی", "en": "legal"},
    {"fa": "قضایی", "en": "judicial"},
    {"fa": "انتظامی", "en": "law enforcement"},
    {"fa": "امنیتی", "en": "security"},
    {"fa": "حکمرانی", "en": "governance"},
)
"""The dimensions a group begins with; it edits them as it likes."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage behind a consideration, or against it; `start` and `end` mark the words."""

    passage: Passage
    start: int
    end: int
    opposes: bool = False


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    kept = {language: text.strip() for language, text in texts.items() if text.strip()}
    if not kept:
        raise Refused(_("Please word the consideration in at least one language."))
    return kept


@act
def set_up_dimensions(*, group: Group, actor: Person, at: datetime) -> list[Dimension]:
    """Give a group the nine usual dimensions, unless it has some already.

    Raises:
        NotPermitted: the actor is not in the secretariat.
    """
    group = lock(group)
    policy.may_distil(actor, group).require()
    if not group.dimensions.exists():
        for order, names in enumerate(DIMENSIONS):
            Dimension.objects.create(group=group, names=dict(names), order=order)
    record(actor=actor, at=at, group=group, dimensions=group.dimensions.count())
    return list(group.dimensions.all())


@act
def add_dimension(
    *, group: Group, names: Mapping[str, str], actor: Person, at: datetime
) -> Dimension:
    """Add a dimension to a group's list.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: there is no name.
    """
    group = lock(group)
    policy.may_distil(actor, group).require()
    dimension = Dimension.objects.create(
        group=group, names=_texts(names), order=group.dimensions.count()
    )
    record(actor=actor, at=at, group=group, dimension=dimension.pk, names=dimension.names)
    return dimension


@act
def order_dimensions(
    *, group: Group, dimensions: Sequence[Dimension], actor: Person, at: datetime
) -> list[Dimension]:
    """Put a group's dimensions into the given order; those left out follow as they stood.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: a dimension of another group.
    """
    group = lock(group)
    policy.may_distil(actor, group).require()
    if any(dimension.group_id != group.pk for dimension in dimensions):
        raise Refused(_("The dimension belongs to another group."))
    first = [dimension.pk for dimension in dimensions]
    rest = [one for one in group.dimensions.all() if one.pk not in first]
    ordered = [*dimensions, *rest]
    for order, dimension in enumerate(ordered):
        dimension.order = order
        dimension.save(update_fields=["order"])
    record(actor=actor, at=at, group=group, dimensions=[one.pk for one in ordered])
    return ordered


@act
def rename_dimension(
    *, dimension: Dimension, names: Mapping[str, str], actor: Person, at: datetime
) -> Dimension:
    """Give a dimension another name.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: there is no name.
    """
    dimension = lock(dimension)
    policy.may_distil(actor, dimension.group).require()
    before, dimension.names = dimension.names, _texts(names)
    dimension.save()
    record(
        actor=actor,
        at=at,
        group=dimension.group,
        dimension=dimension.pk,
        before=before,
        after=dimension.names,
    )
    return dimension


def _check_place(group: Group, dimension: Dimension | None, theme: Theme | None) -> None:
    if dimension is not None and dimension.group_id != group.pk:
        raise Refused(_("The dimension belongs to another group."))
    if theme is not None and theme.group_id != group.pk:
        raise Refused(_("The theme belongs to another group."))


def _relation(*, opposes: bool) -> Relation:
    return Relation.OPPOSES if opposes else Relation.SUPPORTS


def _support(
    consideration: Consideration, evidence: Evidence, actor: Person, at: datetime
) -> Support:
    passage = evidence.passage
    seen = passages_visible_to(actor).filter(pk=passage.pk, address__group=consideration.group)
    if not seen.exists():
        raise Refused(_("There is no such passage."))
    if not 0 <= evidence.start < evidence.end <= len(passage.text):
        raise Refused(_("The marked words lie outside the passage."))
    support, _created = Support.objects.update_or_create(
        consideration=consideration,
        passage=passage,
        defaults={
            "start": evidence.start,
            "end": evidence.end,
            "opposes": evidence.opposes,
        },
    )
    unlink(passage, consideration, _relation(opposes=not evidence.opposes))
    link(passage, consideration, _relation(opposes=evidence.opposes), by=actor, at=at)
    return support


@act
def distil_consideration(
    *,
    group: Group,
    kind: Consideration.Kind | str,
    texts: Mapping[str, str],
    evidence: Sequence[Evidence],
    actor: Person,
    at: datetime,
    dimension: Dimension | None = None,
    theme: Theme | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
) -> Consideration:
    """Distil a consideration from passages; each keeps the words that bear on it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: no wording, no passage behind it, words outside a passage, or a dimension or
            theme of another group.
    """
    group = lock(group)
    policy.may_distil(actor, group).require()
    if not evidence:
        raise Refused(_("A consideration rests on at least one passage."))
    _check_place(group, dimension, theme)
    last = group.considerations.aggregate(last=Max("number"))["last"]
    consideration = Consideration.objects.create(
        address=new_address(
            Consideration, group=group, confidentiality=confidentiality, bodies=bodies
        ),
        group=group,
        number=(last or 0) + 1,
        kind=Consideration.Kind(kind),
        dimension=dimension,
        theme=theme,
        texts=_texts(texts),
        by=actor,
        at=at,
    )
    for each in evidence:
        _support(consideration, each, actor, at)
    if theme is not None:
        link(theme, consideration, Relation.GROUNDS, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=consideration,
        kind=consideration.kind,
        passages=[each.passage.pk for each in evidence],
    )
    return consideration


@act
def change_consideration(
    *,
    consideration: Consideration,
    kind: Consideration.Kind | str,
    texts: Mapping[str, str],
    dimension: Dimension | None,
    theme: Theme | None,
    confidentiality: Confidentiality | str,
    actor: Person,
    at: datetime,
    bodies: Iterable[Body] = (),
) -> Consideration:
    """Change a consideration's wording, kind, place or confidentiality.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: there is no wording, or a dimension or theme of another group.
    """
    consideration = lock(consideration)
    policy.may_change(actor, consideration).require()
    _check_place(consideration.group, dimension, theme)
    before = consideration.texts
    if consideration.theme is not None and consideration.theme != theme:
        unlink(consideration.theme, consideration, Relation.GROUNDS)
    consideration.kind = Consideration.Kind(kind)
    consideration.texts = _texts(texts)
    consideration.dimension = dimension
    consideration.theme = theme
    consideration.save()
    restrict(consideration.address, confidentiality, bodies)
    if theme is not None:
        link(theme, consideration, Relation.GROUNDS, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=consideration,
        before=before,
        after=consideration.texts,
        confidentiality=str(confidentiality),
    )
    return consideration


@act
def add_support(
    *, consideration: Consideration, evidence: Evidence, actor: Person, at: datetime
) -> Support:
    """Put a passage behind a consideration, or against it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: the actor may not see the passage, or the words lie outside it.
    """
    consideration = lock(consideration)
    policy.may_change(actor, consideration).require()
    support = _support(consideration, evidence, actor, at)
    record(
        actor=actor,
        at=at,
        about=consideration,
        passage=evidence.passage.pk,
        opposes=evidence.opposes,
    )
    return support


@act
def remove_support(*, support: Support, actor: Person, at: datetime) -> None:
    """Take a passage from behind a consideration; one passage must stay.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: it is the last one.
    """
    consideration = lock(support.consideration)
    policy.may_change(actor, consideration).require()
    support = lock(support)
    if consideration.supports.count() == 1:
        raise Refused(_("A consideration rests on at least one passage."))
    unlink(support.passage, consideration, _relation(opposes=support.opposes))
    record(actor=actor, at=at, about=consideration, passage=support.passage_id)
    support.delete()


def _move(
    consideration: Consideration, event: str, actor: Person, at: datetime, reason: str
) -> Consideration:
    consideration = lock(consideration)
    policy.may_move(actor, consideration, event).require()
    advance(consideration, event)
    consideration.save(update_fields=["state"])
    record(actor=actor, at=at, about=consideration, reason=reason)
    return consideration


@act
def adopt_consideration(
    *, consideration: Consideration, actor: Person, at: datetime
) -> Consideration:
    """Adopt a consideration: texts may be grounded in it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is adopted already.
    """
    return _move(consideration, "adopt", actor, at, "")


@act
def set_aside_consideration(
    *, consideration: Consideration, reason: str, actor: Person, at: datetime
) -> Consideration:
    """Set a consideration aside, with the reason.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is set aside already.
        Refused: there is no reason.
    """
    if not reason.strip():
        raise Refused(_("Please give a reason: it is kept with the consideration."))
    return _move(consideration, "set_aside", actor, at, reason.strip())
