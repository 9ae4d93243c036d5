"""Acts on a call before it is published: what it is for, until when, with whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, TypedDict, Unpack
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.proposals.models import Reading
from dabir.foundation.proposals.queries import agreed, agreed_one
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address, restrict, unlink
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.calls import policy
from dabir.stages.calls.acts.inviting import invite
from dabir.stages.calls.acts.words import require_names
from dabir.stages.calls.models import Call
from dabir.stages.mandates.models import Axis, Clause
from dabir.stages.mandates.policy import may_take_over
from dabir.stages.mandates.queries import body_named

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CODE_LENGTH = 40
DRAFT_LEVELS = frozenset({Confidentiality.GROUP, Confidentiality.SECRETARIAT})


class Details(TypedDict, total=False):
    """What a call says; what is left out stays as it was, or empty.

    `titles` and `purposes` are by language. `closes_at` may be a day: it ends that day, in the
    call's time zone, a name of the IANA list (default: the group's). `late` says what happens to
    submissions after it. `clauses` are the mandate's clauses that the call carries out.
    `confidentiality` says who sees the draft: the group, or its secretariat only; once opened, a
    call is seen by those it is for.
    """

    titles: Mapping[str, str]
    purposes: Mapping[str, str]
    contact: str
    opens_at: datetime | None
    closes_at: datetime | date | None
    time_zone: str
    shows_received: bool
    late: Call.Late | str
    clauses: Iterable[Clause]
    axes: Iterable[Axis]
    co_organisers: Iterable[Body]
    confidentiality: Confidentiality | str


def end_of(day: date, zone: str) -> datetime:
    """Return the moment at which a deadline given as a day passes in its zone."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=ZoneInfo(zone))


def _check_code(code: str) -> None:
    if not CODE.fullmatch(code) or len(code) > CODE_LENGTH:
        raise Refused(
            _("The short address is made of at most 40 small Latin letters, digits and hyphens.")
        )
    if Call.objects.filter(code=code).exists():
        raise Refused(_("The short address “%(code)s” is taken.") % {"code": code})


def _fill(call: Call, details: Details) -> None:
    if "titles" in details:
        missing = _("Please give the call a title in at least one language.")
        call.names = require_names(details["titles"], missing)
    if "purposes" in details:
        call.purposes = {code: text for code, text in details["purposes"].items() if text.strip()}
    if "contact" in details:
        call.contact = details["contact"].strip()
    if "time_zone" in details:
        call.time_zone = _zone(details["time_zone"])
    call.shows_received = details.get("shows_received", call.shows_received)
    if "opens_at" in details:
        call.opens_at = details["opens_at"]
    if "closes_at" in details:
        closes = details["closes_at"]
        if closes is not None and not isinstance(closes, datetime):
            closes = end_of(closes, call.time_zone)
        call.closes_at = closes
    call.late = Call.Late(details.get("late", call.late))
    _check(call)


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise Refused(_("There is no time zone “%(name)s”.") % {"name": name})
    return name


def _check(call: Call) -> None:
    if call.contact:
        try:
            validate_email(call.contact)
        except ValidationError as error:
            raise Refused(_("The contact is an e-mail address, as name@example.org.")) from error
    if call.opens_at and call.closes_at and call.closes_at <= call.opens_at:
        raise Refused(_("A call closes after it opens."))


def _level(details: Details) -> Confidentiality:
    level = Confidentiality(details.get("confidentiality", Confidentiality.GROUP))
    if level not in DRAFT_LEVELS:
        raise Refused(_("A draft is for the group, or for its secretariat only."))
    return level


def _bind(call: Call, details: Details, actor: Person, at: datetime) -> None:
    """Bring the call's clauses, axes and co-organisers, and its links, in line with the details."""
    if "axes" in details:
        call.axes.set(details["axes"])
    if "co_organisers" in details:
        call.co_organisers.set(details["co_organisers"])
    if "clauses" in details:
        before = set(call.clauses.all())
        after = set(details["clauses"])
        call.clauses.set(after)
        for clause in before - after:
            unlink(clause, call, Relation.TASKS)
        for clause in sorted(after - before, key=lambda each: each.pk):
            link(clause, call, Relation.TASKS, by=actor, at=at)


def _facts(call: Call) -> dict[str, Any]:
    return {
        "titles": call.names,
        "closes_at": call.closes_at,
        "late": call.late,
        "time_zone": call.time_zone,
        "clauses": sorted(call.clauses.values_list("pk", flat=True)),
        "co_organisers": sorted(call.co_organisers.values_list("pk", flat=True)),
    }


@act
def draft_call(
    *,
    group: Group,
    code: str,
    kind: Call.Kind | str,
    actor: Person,
    at: datetime,
    **details: Unpack[Details],
) -> Call:
    """Draft a call. `code` is its short public address; `titles` are needed.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: no title, a malformed or taken address, no e-mail address for a contact, no such
            time zone, an end before the beginning, a draft for others than the group.
    """
    policy.may_draft(actor, group).require()
    _check_code(code)
    call = Call(group=group, code=code, kind=Call.Kind(kind), time_zone=group.time_zone)
    details.setdefault("titles", {})
    _fill(call, details)
    call.address = new_address(Call, group=group, confidentiality=_level(details))
    call.save()
    _bind(call, details, actor, at)
    record(actor=actor, at=at, about=call, code=code, kind=call.kind, **_facts(call))
    return call


@act
def change_call(*, call: Call, actor: Person, at: datetime, **details: Unpack[Details]) -> Call:
    """Change a draft of a call; what is left out of `details` stays.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is published.
        Refused: no title, no e-mail address for a contact, no such time zone, an end before the
            beginning.
    """
    call = lock(call)
    policy.may_change(actor, call).require()
    _fill(call, details)
    call.save()
    if "confidentiality" in details:
        for item in (call, *call.questions.all(), *call.exhibits.all()):
            restrict(item.address, _level(details))
    _bind(call, details, actor, at)
    record(actor=actor, at=at, about=call, changed=sorted(details), **_facts(call))
    return call


@act
def take_over_call(
    *, reading: Reading, code: str, actor: Person, at: datetime, kind: Call.Kind | str = "interest"
) -> Call:
    """Draft a call from what was confirmed of a document: deadline, contact, invited groups.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading was taken over or set aside, or is no call.
        Refused: nothing to name the call by was confirmed, or the short address will not do.
    """
    reading = lock(reading)
    may_take_over(actor, reading).require()
    if (agreed_one(reading, "document_kind") or reading.document_kind) != "call":
        raise NotNow(_("This document is not a call."))
    group = reading.address.group
    language = reading.language or group.language
    deadline = agreed_one(reading, "deadline")
    contacts = agreed(reading, "contact")
    call = draft_call(
        group=group,
        code=code,
        kind=kind,
        titles={language: agreed_one(reading, "title") or ""},
        contact=contacts[0] if contacts else "",
        closes_at=date.fromisoformat(deadline) if deadline else None,
        actor=actor,
        at=at,
    )
    for name in dict.fromkeys(agreed(reading, "invited")):
        body = body_named(name)
        if body is None or not call.invitations.filter(body=body).exists():
            invite(call=call, names={language: name}, body=body, actor=actor, at=at)
    advance(reading, "take_over")
    reading.save(update_fields=["state"])
    record(actor=actor, at=at, about=call, reading=reading.pk)
    return call
