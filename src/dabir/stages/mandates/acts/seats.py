"""Acts on the seats of bodies, and on the terms of those who fill them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Group, Membership, Person, Role, Seat
from dabir.foundation.record.acts import act, record
from dabir.stages.mandates import policy

SEATED = frozenset({Role.PRINCIPAL, Role.ALTERNATE})
"""The roles in which somebody fills a body's seat."""


def seat_body(group: Group, body: Body, *, since: date | None, votes: bool = True) -> Membership:
    """Give a body a seat, for which it sends whom it will until a person is named.

    For the acts of this stage, which say who may and record it.
    """
    seat = Seat.objects.create(group=group, body=body, votes=votes, since=since)
    return Membership.objects.create(
        group=group, body=body, seat=seat, role=Role.PRINCIPAL, since=since
    )


def named_principals(since: date, until: date | None) -> QuerySet[Membership]:
    """Return the terms of named principals that share a day with a term from `since` on."""
    ends_before = Q(until__isnull=False, until__lt=since)
    named = Membership.objects.filter(role=Role.PRINCIPAL, person__isnull=False)
    named = named.exclude(ends_before)
    return named if until is None else named.exclude(since__isnull=False, since__gt=until)


def _seat_for(
    group: Group, body: Body, role: Role, since: date | None, until: date | None
) -> Seat | None:
    """Return the seat of the body that the term fills: for a principal a free or a new one."""
    begins = since or timezone.localdate()
    standing = Seat.objects.on(begins).filter(group=group, body=body).order_by("pk")
    if role == Role.PRINCIPAL:
        free = standing.exclude(terms__in=named_principals(begins, until)).first()
        return free or Seat.objects.create(group=group, body=body, since=since)
    return standing.first()


def _ordered(since: date | None, until: date | None) -> None:
    if since and until and until < since:
        raise Refused(_("A membership ends after it begins."))


@act
def admit_member(
    *,
    group: Group,
    role: Role | str,
    actor: Person,
    at: datetime,
    person: Person | None = None,
    body: Body | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Membership:
    """Give a body a seat, a person a role, or a person the seat of a body, for a term.

    A principal fills a seat of the body that nobody fills, or a new one; an alternate stands in
    for the principal of the body's seat. Guests and secretaries fill none.

    Raises:
        NotPermitted: the actor may not admit members.
        Refused: neither person nor body, an end before the beginning, or the same seat twice.
    """
    group = lock(group)
    policy.may_manage_members(actor, group).require()
    if person is None and body is None:
        raise Refused(_("A member is a body, a person, or both."))
    _ordered(since, until)
    role = Role(role)
    same = Membership.objects.on(since).filter(group=group, person=person, body=body, role=role)
    if same.exists():
        raise Refused(_("This member has this role already."))
    seat = _seat_for(group, body, role, since, until) if body and role in SEATED else None
    membership = Membership(group=group, body=body, role=role, seat=seat)
    if seat is not None and person is not None:
        unnamed = seat.terms.on(since).filter(person__isnull=True, role=role)
        membership = unnamed.first() or membership
    membership.person, membership.since, membership.until = person, since, until
    membership.save()
    record(
        actor=actor,
        at=at,
        group=group,
        membership=membership.pk,
        seat=seat.pk if seat else None,
        person=str(person.pseudonym) if person else None,
        body=body.pk if body else None,
        role=role,
    )
    return membership


@act
def end_membership(
    *, membership: Membership, on: date, reason: str, actor: Person, at: datetime
) -> Membership:
    """End a membership on a day, its last; the seat it fills stands vacant from then on.

    Raises:
        NotPermitted: the actor may not manage members.
        Refused: it ended before.
    """
    membership = lock(membership)
    policy.may_manage_members(actor, membership.group).require()
    if membership.until is not None and membership.until <= on:
        raise NotNow(_("This membership has ended already."))
    if membership.since is not None and on < membership.since:
        raise Refused(_("A membership ends after it begins."))
    membership.until = on
    membership.save(update_fields=["until"])
    record(
        actor=actor,
        at=at,
        group=membership.group,
        membership=membership.pk,
        on=on.isoformat(),
        reason=reason,
    )
    return membership


@act
def renew_term(
    *,
    membership: Membership,
    actor: Person,
    at: datetime,
    until: date | None,
    since: date | None = None,
) -> Membership:
    """Give whoever fills a seat another term; the one before stays in the seat's history.

    The new term begins the day after the one before it ended, or on `since` after a gap.

    Raises:
        NotPermitted: the actor may not manage members.
        NotNow: the term has no end, so there is nothing to renew, or the seat is filled again.
        Refused: the new term begins before the old one ends, or ends before it begins.
    """
    membership = lock(membership)
    group = membership.group
    policy.may_manage_members(actor, group).require()
    if membership.until is None:
        raise NotNow(_("This term has no end."))
    begins = since or membership.until + timedelta(days=1)
    if begins <= membership.until:
        raise Refused(_("The new term begins after the one before it has ended."))
    _ordered(begins, until)
    later = Membership.objects.filter(
        group=group, seat=membership.seat, role=membership.role, since__gt=membership.until
    )
    if membership.role == Role.PRINCIPAL and membership.seat_id and later.exists():
        raise NotNow(_("Somebody else fills this seat already."))
    renewed = Membership.objects.create(
        group=group,
        body=membership.body,
        seat=membership.seat,
        person=membership.person,
        role=membership.role,
        since=begins,
        until=until,
    )
    record(
        actor=actor,
        at=at,
        group=group,
        membership=renewed.pk,
        before=membership.pk,
        since=begins.isoformat(),
        until=until.isoformat() if until else None,
    )
    return renewed


@act
def change_seat(
    *, seat: Seat, votes: bool, actor: Person, at: datetime, until: date | None = None
) -> Seat:
    """Say whether a seat has a vote, and until when it stands; its terms end with it.

    Raises:
        NotPermitted: the actor may not manage members.
        Refused: the seat would end before it begins.
    """
    seat = lock(seat)
    policy.may_manage_members(actor, seat.group).require()
    _ordered(seat.since, until)
    seat.votes, seat.until = votes, until
    seat.save(update_fields=["votes", "until"])
    ended = 0
    if until is not None:
        beyond = seat.terms.exclude(until__lte=until)
        if beyond.filter(since__gt=until).exists():
            raise Refused(_("A term in this seat begins after that day. End the term first."))
        ended = beyond.update(until=until)
    record(
        actor=actor,
        at=at,
        group=seat.group,
        seat=seat.pk,
        votes=votes,
        until=until.isoformat() if until else None,
        ended=ended,
    )
    return seat
