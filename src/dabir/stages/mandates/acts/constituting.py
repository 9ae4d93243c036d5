"""A group that constitutes itself: its founders, its founding meeting, its own text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotPermitted, Refused
from dabir.foundation.people.models import Body, Membership, Person, Role
from dabir.foundation.people.queries import signed_in
from dabir.foundation.proposals.acts import read_document
from dabir.foundation.proposals.models import Reading
from dabir.foundation.record.acts import act, record
from dabir.stages.mandates import policy
from dabir.stages.mandates.acts.groups import new_group
from dabir.stages.mandates.acts.seats import seat_body


@act
def constitute_group(
    *,
    code: str,
    names: Mapping[str, str],
    founded_on: date,
    founders: Iterable[Body],
    secretary: Person,
    actor: Person,
    at: datetime,
    text: str = "",
    file: tuple[str, bytes] | None = None,
    language: str = Person.Language.PERSIAN,
) -> Reading:
    """Let bodies found a group by themselves; return the reading of their founding text.

    The founding text (a constitution, terms of reference, minutes of the founding meeting) is
    typed or given as a file. It is kept and read; once it is confirmed it is taken over as the
    group's constitution, which the group itself issued. The founders get their seats from the day
    of the founding meeting; there is no body above the group.

    Raises:
        NotPermitted: the actor is no administrator, and the installation leaves founding to these;
            or they would make somebody else than themselves secretary without being one.
        Refused: fewer than two founders, no text or two, a day to come, or the short name will not
            do.
    """
    policy.may_constitute_group(actor).require()
    person = signed_in(actor)
    if secretary != person and not actor.is_administrator:
        raise NotPermitted(_("Who lets a group constitute itself becomes its secretary."))
    bodies = list(dict.fromkeys(founders))
    if len(bodies) < 2:
        raise Refused(_("A group that constitutes itself has at least two founding bodies."))
    if bool(text.strip()) == (file is not None):
        raise Refused(_("Please type the founding text, or give it as a file."))
    group = new_group(code, names, language=language, formed_on=founded_on)
    if founded_on > at.astimezone(ZoneInfo(group.time_zone)).date():
        raise Refused(_("The day of the founding meeting is still to come."))
    Membership.objects.create(group=group, person=secretary, role=Role.SECRETARY, since=founded_on)
    for body in bodies:
        seat_body(group, body, since=founded_on)
    name, data = file or (f"{code}.txt", text.strip().encode())
    reading = read_document(data=data, name=name, group=group, actor=actor, at=at)
    record(
        actor=actor,
        at=at,
        group=group,
        code=code,
        founders=[body.pk for body in bodies],
        secretary=str(secretary.pseudonym),
        founded_on=founded_on.isoformat(),
        reading=reading.pk,
    )
    return reading
