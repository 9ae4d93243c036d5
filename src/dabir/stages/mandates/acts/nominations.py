"""Acts on nominations: bodies name who fills their seats, and the secretariat answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.letters.acts import draft_letter
from dabir.foundation.letters.models import Letter
from dabir.foundation.lives import advance, lock
from dabir.foundation.mail.recording import record_mail
from dabir.foundation.people.models import Body, Group, Membership, Person, Role, Seat
from dabir.foundation.people.preferences import Preferences, reading_as, show_day
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address
from dabir.foundation.trace.models import Addressable, Confidentiality, Relation
from dabir.stages.mandates import policy
from dabir.stages.mandates.acts.groups import register_person
from dabir.stages.mandates.acts.seats import SEATED, named_principals
from dabir.stages.mandates.models import Nomination

ONE_DAY = timedelta(days=1)


@act
def nominate_member(
    *,
    seat: Seat,
    actor: Person,
    at: datetime,
    role: Role | str = Role.PRINCIPAL,
    person: Person | None = None,
    names: Mapping[str, str] | None = None,
    email: str = "",
    post: str = "",
    since: date | None = None,
    until: date | None = None,
    letter: Letter | None = None,
    origin: Addressable | None = None,
) -> Nomination:
    """Note whom a body nominates for its seat, and by what.

    The nominee is a registered `person`, or somebody with `names` and an e-mail address. The
    nomination came by a `letter`, or followed from another item, its `origin`: what was sent in
    answer to a call.

    Raises:
        NotPermitted: the actor may not manage members.
        NotNow: the seat no longer stands.
        Refused: nobody is named, the role fills no seat, the term ends before it begins, or the
            letter is another group's.
    """
    seat = lock(seat)
    policy.may_nominate(actor, seat).require()
    role = Role(role)
    if role not in SEATED:
        raise Refused(_("A seat is filled by a principal member or an alternate."))
    known = dict(person.names) if person else {}
    named = {code: name.strip() for code, name in (names or known).items() if name.strip()}
    if not named:
        raise Refused(_("Please say who is nominated."))
    if since and until and until < since:
        raise Refused(_("A membership ends after it begins."))
    if letter is not None and letter.group_id not in {seat.group_id, seat.group.parent_id}:
        raise Refused(_("This letter belongs to another group."))
    nomination = Nomination.objects.create(
        address=new_address(
            Nomination, group=seat.group, confidentiality=Confidentiality.SECRETARIAT
        ),
        seat=seat,
        role=role,
        names=named,
        person=person,
        email=email.strip() or (person.email if person else ""),
        post=post.strip(),
        since=since,
        until=until,
        letter=letter,
        by=actor,
        at=at,
    )
    for source in (letter, origin):
        if source is not None:
            link(source, nomination, Relation.PROPOSES, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=nomination,
        seat=seat.pk,
        body=seat.body_id,
        role=role,
        person=str(person.pseudonym) if person else None,
        letter=letter.pk if letter else None,
    )
    return nomination


def _decide(nomination: Nomination, event: str, actor: Person, at: datetime) -> None:
    advance(nomination, event)
    nomination.decided_by, nomination.decided_at = actor, at


def _make_room(seat: Seat, since: date, until: date | None, replaces: bool) -> list[int]:
    """End what stands in the way of a new principal, or refuse; return which terms were ended."""
    ended = []
    for term in named_principals(since, until).filter(seat=seat):
        if term.since is not None and term.since >= since:
            raise Refused(
                _("%(person)s fills this seat from %(day)s on. End the new term before that day.")
                % {"person": term.person, "day": show_day(term.since)}
            )
        if not replaces:
            raise Refused(
                _("%(person)s fills this seat on that day. Say that the nominee takes over.")
                % {"person": term.person}
            )
        ended.append(term)
    unnamed = Membership.objects.on(since).filter(seat=seat, person__isnull=True)
    ended += unnamed.filter(role=Role.PRINCIPAL).exclude(since=since)
    for term in ended:
        term.until = since - ONE_DAY
        term.save(update_fields=["until"])
    return [term.pk for term in ended]


@act
def accept_nomination(
    *,
    nomination: Nomination,
    actor: Person,
    at: datetime,
    since: date,
    until: date | None = None,
    username: str = "",
    replaces: bool = False,
) -> Membership:
    """Seat the nominee for a term.

    A nominee who is not registered is registered under `username`, and told by mail how to set a
    password. With `replaces`, the term of whoever fills the seat ends the day before.

    Raises:
        NotPermitted: the actor may not manage members.
        NotNow: the nomination was answered before, or the seat no longer stands on that day.
        Refused: somebody fills the seat, the user name is missing or taken, or the term ends
            before it begins.
    """
    nomination = lock(nomination)
    seat = lock(nomination.seat)
    policy.may_decide_nomination(actor, nomination, "accept").require()
    if until and until < since:
        raise Refused(_("A membership ends after it begins."))
    if not Seat.objects.on(since).filter(pk=seat.pk).exists():
        raise NotNow(_("The seat does not stand on that day."))
    person = nomination.person or _registered(nomination, username, actor, at)
    principal = nomination.role == Role.PRINCIPAL
    ended = _make_room(seat, since, until, replaces) if principal else []
    held = seat.terms.filter(person__isnull=True, role=nomination.role, since=since)
    membership = held.first() or Membership(group=seat.group, body=seat.body, seat=seat)
    membership.person, membership.role = person, nomination.role
    membership.since, membership.until = since, until
    membership.save()
    nomination.person = person
    _decide(nomination, "accept", actor, at)
    nomination.save(update_fields=["state", "person", "decided_by", "decided_at"])
    _welcome(nomination, person, at)
    record(
        actor=actor,
        at=at,
        about=nomination,
        membership=membership.pk,
        person=str(person.pseudonym),
        since=since.isoformat(),
        until=until.isoformat() if until else None,
        ended=ended,
    )
    return membership


def _registered(nomination: Nomination, username: str, actor: Person, at: datetime) -> Person:
    if not username.strip():
        raise Refused(_("A new person needs a user name."))
    return register_person(
        username=username.strip(),
        names=nomination.names,
        email=nomination.email,
        language=nomination.seat.group.language,
        actor=actor,
        at=at,
    )


def _welcome(nomination: Nomination, person: Person, at: datetime) -> None:
    def text() -> str:
        group = nomination.seat.group
        home = settings.BASE_URL + reverse("mandates:members", args=[group.code])
        words = [_("You are seated in a working group. Its pages: %(url)s") % {"url": home}]
        if not person.has_usable_password():
            reset = settings.BASE_URL + reverse("account_reset_password")
            words.append(_("Set your password first: %(url)s") % {"url": reset})
        return "\n\n".join(words)

    if person.email:
        record_mail(
            key=f"nomination:{nomination.pk}:accepted",
            person=person,
            subject=lambda: _("You have a seat"),
            text=text,
            at=at,
        )


@act
def decline_nomination(
    *, nomination: Nomination, reason: str, actor: Person, at: datetime
) -> Nomination:
    """Decline a nomination, saying why.

    Raises:
        NotPermitted: the actor may not manage members.
        NotNow: it was answered before.
        Refused: no reason is given.
    """
    return _close(nomination, "decline", reason, actor, at)


@act
def withdraw_nomination(
    *, nomination: Nomination, reason: str, actor: Person, at: datetime
) -> Nomination:
    """Note that the body has taken its nomination back.

    Raises:
        NotPermitted: the actor may not manage members.
        NotNow: it was answered before.
        Refused: no reason is given.
    """
    return _close(nomination, "withdraw", reason, actor, at)


def _close(
    nomination: Nomination, event: str, reason: str, actor: Person, at: datetime
) -> Nomination:
    nomination = lock(nomination)
    policy.may_decide_nomination(actor, nomination, event).require()
    if not reason.strip():
        raise Refused(_("Please give a reason."))
    nomination.reason = reason.strip()
    _decide(nomination, event, actor, at)
    nomination.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    record(actor=actor, at=at, about=nomination, reason=reason.strip())
    return nomination


@act
def ask_for_nominations(
    *, group: Group, bodies: Iterable[Body], actor: Person, at: datetime
) -> list[Letter]:
    """Draft a letter to each body that asks whom it sends; the secretariat reads and sends them.

    Raises:
        NotPermitted: the actor may not manage members, or write letters of the group.
        Refused: no body is named, or one has no seat in the group today.
    """
    group = lock(group)
    policy.may_manage_members(actor, group).require()
    asked = list(dict.fromkeys(bodies))
    if not asked:
        raise Refused(_("Please name at least one body."))
    seated = set(Seat.objects.on().filter(group=group).values_list("body", flat=True))
    letters = []
    with reading_as(Preferences.of_language(group.language)):
        subject = _("Nomination of a representative to the %(group)s") % {"group": group}
        text = _(
            "Your body has a seat in the %(group)s. Please name, in writing, a principal member"
            " and an alternate: name, post, e-mail address, and the term for which they are sent."
        ) % {"group": group}
    for body in asked:
        if body.pk not in seated:
            raise Refused(_("%(body)s has no seat in this group.") % {"body": body})
        letters.append(
            draft_letter(
                group=group,
                kind=Letter.Kind.OUTGOING,
                subject=subject,
                text=text,
                receivers=[body],
                actor=actor,
                at=at,
            )
        )
    record(
        actor=actor,
        at=at,
        group=group,
        bodies=[body.pk for body in asked],
        letters=[letter.pk for letter in letters],
    )
    return letters
