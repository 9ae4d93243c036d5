"""Acts on bodies, persons, groups and memberships."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import available_timezones

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Group, Membership, Person, Role
from dabir.foundation.record.acts import act, record
from dabir.stages.mandates import policy

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _names(names: Mapping[str, str]) -> dict[str, str]:
    kept = {language: name.strip() for language, name in names.items() if name.strip()}
    if not kept:
        raise Refused(_("Please give a name in at least one language."))
    return kept


@act
def register_body(
    *,
    names: Mapping[str, str],
    kind: Body.Kind | str,
    actor: Person,
    at: datetime,
    email: str = "",
    province: str = "",
    parent: Body | None = None,
) -> Body:
    """Register an organisation.

    Raises:
        NotPermitted: the actor is neither an administrator nor in a secretariat.
        Refused: there is no name.
    """
    policy.may_register(actor).require()
    body = Body.objects.create(
        names=_names(names), kind=Body.Kind(kind), email=email, province=province, parent=parent
    )
    record(actor=actor, at=at, body=body.pk, names=body.names)
    return body


@act
def register_person(
    *,
    username: str,
    names: Mapping[str, str],
    actor: Person | None,
    at: datetime,
    email: str = "",
    password: str | None = None,
    language: str = Person.Language.PERSIAN,
    calendar: str = Person.Calendar.JALALI,
    digits: str = Person.Digits.PERSIAN,
    is_administrator: bool = False,
) -> Person:
    """Register a person; without a password they cannot sign in yet.

    The first person of an installation is registered by nobody (`actor` None) and administers it.

    Raises:
        NotPermitted: the actor may not register people, or not make administrators.
        Refused: the user name is taken, or there is no name.
    """
    first = actor is None and not Person.objects.exists()
    if not first:
        policy.may_register(actor).require()
        if is_administrator:
            policy.may_found_group(actor).require()
    if Person.objects.filter(username__iexact=username).exists():
        raise Refused(_("The user name “%(name)s” is taken.") % {"name": username})
    person = Person.objects.create_user(
        username,
        password,
        names=_names(names),
        email=email,
        language=language,
        calendar=calendar,
        digits=digits,
        is_administrator=is_administrator or first,
    )
    record(actor=actor, at=at, person=str(person.pseudonym), administrator=is_administrator)
    return person


def new_group(code: str, names: Mapping[str, str], **fields: object) -> Group:
    """Return a new group, for the acts that found one.

    Raises:
        Refused: the short name is malformed or taken, or there is no name.
    """
    if not CODE.fullmatch(code):
        raise Refused(
            _("The short name of a group is made of small Latin letters, digits and hyphens.")
        )
    try:
        with transaction.atomic():
            return Group.objects.create(code=code, names=_names(names), **fields)
    except IntegrityError as error:
        raise Refused(_("The short name “%(code)s” is taken.") % {"code": code}) from error


@act
def found_group(
    *,
    code: str,
    names: Mapping[str, str],
    actor: Person,
    at: datetime,
    secretary: Person | None = None,
    responsible_body: Body | None = None,
    higher_body: Body | None = None,
    language: str = Person.Language.PERSIAN,
    formed_on: date | None = None,
) -> Group:
    """Found a working group; its mandate is taken over later, or it constitutes itself.

    `secretary` is seated at once, so that somebody may admit the others.

    Raises:
        NotPermitted: the actor is no administrator.
        Refused: the short name is malformed or taken, or there is no name.
    """
    policy.may_found_group(actor).require()
    group = new_group(
        code,
        names,
        responsible_body=responsible_body,
        higher_body=higher_body,
        language=language,
        formed_on=formed_on,
    )
    if secretary is not None:
        Membership.objects.create(
            group=group, person=secretary, role=Role.SECRETARY, since=formed_on
        )
    record(
        actor=actor,
        at=at,
        group=group,
        code=code,
        secretary=str(secretary.pseudonym) if secretary else None,
    )
    return group


@act
def form_committee(
    *,
    group: Group,
    code: str,
    names: Mapping[str, str],
    actor: Person,
    at: datetime,
    responsible_body: Body | None = None,
    formed_on: date | None = None,
) -> Group:
    """Form a committee (کمیتهٔ تخصصی) of a working group.

    Raises:
        NotPermitted: the actor is not in the group's secretariat.
        Refused: the group is itself a committee, or the short name will not do.
    """
    group = lock(group)
    policy.may_manage_members(actor, group).require()
    if group.parent_id is not None:
        raise NotNow(_("A committee has no committees of its own."))
    committee = new_group(
        code,
        names,
        parent=group,
        kind=Group.Kind.COMMITTEE,
        responsible_body=responsible_body,
        language=group.language,
        time_zone=group.time_zone,
        formed_on=formed_on,
    )
    record(actor=actor, at=at, group=group, committee=committee.pk, code=code)
    return committee


@act
def amend_group_facts(
    *,
    group: Group,
    actor: Person,
    at: datetime,
    names: Mapping[str, str],
    responsible_body: Body | None,
    higher_body: Body | None,
    language: str,
    time_zone: str,
    formed_on: date | None,
    counts_vacant_seats: bool,
) -> Group:
    """Set what is known of a group: its names, its bodies, its language, its rules.

    Raises:
        NotPermitted: the actor may not manage the group's members.
        Refused: there is no name, or no such time zone.
    """
    group = lock(group)
    policy.may_manage_members(actor, group).require()
    if time_zone not in available_timezones():
        raise Refused(_("There is no time zone of this name."))
    facts = {
        "names": _names(names),
        "responsible_body": responsible_body,
        "higher_body": higher_body,
        "language": Person.Language(language),
        "time_zone": time_zone,
        "formed_on": formed_on,
        "counts_vacant_seats": counts_vacant_seats,
    }
    changed = sorted(name for name, value in facts.items() if getattr(group, name) != value)
    for name, value in facts.items():
        setattr(group, name, value)
    group.save()
    record(actor=actor, at=at, group=group, changed=changed)
    return group
