"""Acts on rounds, actors, issues, and how actors stand to the group's own side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.mandates.models import Axis
from dabir.stages.positions import policy
from dabir.stages.positions.models import Actor, Alignment, Issue, Round


def _names(names: Mapping[str, str]) -> dict[str, str]:
    kept = {language: name.strip() for language, name in names.items() if name.strip()}
    if not kept:
        raise Refused(_("Please give a name in at least one language."))
    return kept


def _check_axis(group: Group, axis: Axis | None) -> None:
    if axis is not None and axis.group_id != group.pk:
        raise Refused(_("The axis belongs to another group."))


@act
def open_round(
    *,
    group: Group,
    names: Mapping[str, str],
    actor: Person,
    at: datetime,
    place: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
) -> Round:
    """Open a consultative or negotiating round.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: no name, or an end before the beginning.
    """
    policy.may_record(actor, group).require()
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused(_("A round ends after it begins."))
    made = Round.objects.create(
        address=new_address(Round, group=group, confidentiality=confidentiality),
        group=group,
        names=_names(names),
        place=place,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    record(actor=actor, at=at, about=made, names=made.names)
    return made


@act
def register_actor(
    *,
    group: Group,
    kind: Actor.Kind | str,
    names: Mapping[str, str],
    actor: Person,
    at: datetime,
    body: Body | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
) -> Actor:
    """Register a state, a bloc, a current or a body whose positions are followed.

    Raises:
        NotPermitted: the actor (a person) is not in the secretariat.
        Refused: there is no name.
    """
    policy.may_record(actor, group).require()
    made = Actor.objects.create(
        address=new_address(Actor, group=group, confidentiality=confidentiality),
        group=group,
        kind=Actor.Kind(kind),
        names=_names(names),
        body=body,
        order=group.actors.count(),
    )
    record(actor=actor, at=at, about=made, names=made.names, kind=made.kind)
    return made


def _check_bloc(member: Actor, bloc: Actor) -> None:
    if bloc.kind not in Actor.GATHERING or bloc.group_id != member.group_id:
        raise Refused(_("%(name)s is neither a bloc nor a current.") % {"name": bloc})
    if member == bloc:
        raise Refused(_("A bloc is no member of itself."))


@act
def join_bloc(*, member: Actor, bloc: Actor, actor: Person, at: datetime) -> Actor:
    """Note that an actor belongs to a bloc or a current.

    Raises:
        NotPermitted: the person is not in the secretariat.
        Refused: it is no bloc.
    """
    member = lock(member)
    policy.may_record(actor, member.group).require()
    _check_bloc(member, bloc)
    member.blocs.add(bloc)
    record(actor=actor, at=at, about=member, bloc=bloc.pk)
    return member


@act
def leave_bloc(*, member: Actor, bloc: Actor, actor: Person, at: datetime) -> Actor:
    """Note that an actor no longer belongs to a bloc.

    Raises:
        NotPermitted: the person is not in the secretariat.
        NotNow: it did not belong to it.
    """
    member = lock(member)
    policy.may_record(actor, member.group).require()
    if not member.blocs.filter(pk=bloc.pk).exists():
        raise NotNow(_("It does not belong to this bloc."))
    member.blocs.remove(bloc)
    record(actor=actor, at=at, about=member, bloc=bloc.pk)
    return member


@act
def raise_issue(
    *,
    group: Group,
    names: Mapping[str, str],
    actor: Person,
    at: datetime,
    axis: Axis | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
) -> Issue:
    """Add an issue on which actors take positions.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: there is no name.
    """
    policy.may_record(actor, group).require()
    _check_axis(group, axis)
    issue = Issue.objects.create(
        address=new_address(Issue, group=group, confidentiality=confidentiality),
        group=group,
        names=_names(names),
        axis=axis,
        order=group.issues.count(),
    )
    if axis is not None:
        link(axis, issue, Relation.ASKS, by=actor, at=at)
    record(actor=actor, at=at, about=issue, names=issue.names)
    return issue


def _end_earlier(aligned: Actor, day: date, confidentiality: Confidentiality | str) -> None:
    narrower = policy.WIDTH[: policy.WIDTH.index(Confidentiality(confidentiality)) + 1]
    began = Q(since__isnull=True) | Q(since__lte=day)
    holding = aligned.alignments.filter(began, until__isnull=True)
    holding.filter(address__confidentiality__in=narrower).update(until=day)


@act
def align_actor(
    *,
    aligned: Actor,
    kind: Alignment.Kind | str,
    actor: Person,
    at: datetime,
    since: date | None = None,
    until: date | None = None,
    note: str = "",
    confidentiality: Confidentiality | str = Confidentiality.SECRETARIAT,
    bodies: Iterable[Body] = (),
) -> Alignment:
    """Note how an actor stands to the group's own side; confidential unless said otherwise.

    An alignment that holds ends on the day on which the new one begins, unless more people may
    see it than the new one: that it ends would tell them of one that is kept from them.

    Raises:
        NotPermitted: the actor (a person) is not in the secretariat.
        Refused: an end before the beginning, or more readers than the actor has.
    """
    aligned = lock(aligned)
    policy.may_record(actor, aligned.group).require()
    if since and until and until < since:
        raise Refused(_("An alignment ends after it begins."))
    readers = list(bodies)
    policy.may_show(confidentiality, readers, aligned).require()
    _end_earlier(aligned, since or timezone.localdate(at), confidentiality)
    alignment = Alignment.objects.create(
        address=new_address(
            Alignment, group=aligned.group, confidentiality=confidentiality, bodies=readers
        ),
        actor=aligned,
        kind=Alignment.Kind(kind),
        since=since,
        until=until,
        note=note,
    )
    record(actor=actor, at=at, about=alignment, kind=alignment.kind)
    return alignment
