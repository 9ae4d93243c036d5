"""Acts on open points: raised, asked about by a letter, answered, settled or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.keeping import keep_original
from dabir.foundation.files.models import Original
from dabir.foundation.letters.acts import draft_letter
from dabir.foundation.letters.models import Letter
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.people.preferences import Preferences, reading_as, show_day, show_digits
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.mandates import policy
from dabir.stages.mandates.models import Mandate, OpenPoint
from dabir.stages.mandates.open_point_words import can_be_said, point_words, quoted, request_words


@act
def raise_open_point(
    *,
    group: Group,
    actor: Person,
    at: datetime,
    mandate: Mandate | None = None,
    kind: str = OpenPoint.OTHER,
    values: Mapping[str, str] | None = None,
    text: str = "",
    quote: str = "",
    span: tuple[int, int] | None = None,
) -> OpenPoint:
    """Raise an open point of the group, on one of its mandates where it is about a document.

    A machine's proposal that a person takes over comes with its `kind`, `values` and the `span` in
    the mandate's reading; what a person finds is of the kind "other" and has a `text`.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: there is no text, the mandate is another group's, the kind is unknown, or its
            sentence cannot be filled with the values.
    """
    policy.may_raise(actor, group).require()
    if kind == OpenPoint.OTHER and not text.strip():
        raise Refused(_("Please write what is open."))
    if kind != OpenPoint.OTHER and not can_be_said(kind, values or {}):
        raise Refused(_("Nothing of this kind can be open."))
    if mandate is not None and mandate.group_id != group.pk:
        raise Refused(_("The document belongs to another group."))
    level = mandate.address.confidentiality if mandate is not None else Confidentiality.GROUP
    start, end = span or (None, None)
    point = OpenPoint.objects.create(
        address=new_address(OpenPoint, group=group, confidentiality=level),
        group=group,
        mandate=mandate,
        kind=kind,
        values=dict(values or {}),
        text=text.strip(),
        quote=quote.strip(),
        start=start,
        end=end,
        raised_by=actor,
        raised_at=at,
    )
    if mandate is not None:
        link(mandate, point, Relation.ASKS, by=actor, at=at)
    record(actor=actor, at=at, about=point, kind=kind, mandate=mandate.pk if mandate else None)
    return point


def receiver_of(mandate: Mandate | None, group: Group) -> Body | None:
    """Return whom a letter about open points goes to: the issuer, else whoever is above."""
    if mandate is not None:
        issuer = mandate.issuer or (mandate.concerns.issuer if mandate.concerns else None)
        if issuer is not None:
            return issuer
    return group.higher_body or group.responsible_body


def _facts(mandate: Mandate) -> str:
    """Return what a letter says of a document to name it: title, number, meeting, day."""
    facts = [f"«{mandate.name}»" if mandate.name else ""]
    if mandate.number:
        facts.append(_("number %(number)s") % {"number": show_digits(mandate.number)})
    if mandate.session is not None:
        facts.append(_("meeting %(session)s") % {"session": show_digits(mandate.session)})
    if mandate.adopted_on is not None:
        facts.append(_("of %(day)s") % {"day": show_day(mandate.adopted_on)})
    return _(", ").join(fact for fact in facts if fact)


def _asked(place: int, point: OpenPoint) -> str:
    lines = [point_words(point, point.text), quoted(point.quote), request_words(point)]
    return f"{show_digits(place)}. " + "\n".join(line for line in lines if line)


def letter_text(points: Sequence[OpenPoint], mandate: Mandate | None, language: str) -> str:
    """Return the words of the letter that asks about these points, in one of the languages."""
    with reading_as(Preferences.of_language(language)):
        opening = (
            _("We have received the document %(document)s.") % {"document": _facts(mandate)}
            if mandate is not None
            else ""
        )
        parts = [
            _("With respect,"),
            " ".join(
                filter(None, (opening, _("To carry it out, we need your answer on the following:")))
            ),
            *(_asked(place, point) for place, point in enumerate(points, 1)),
            _("We thank you for your help."),
        ]
    return "\n\n".join(parts)


@act
def draft_letter_for(
    *,
    points: Sequence[OpenPoint],
    actor: Person,
    at: datetime,
    language: str = "",
    to: Body | None = None,
) -> Letter:
    """Draft the one letter that asks about open points, ready to be read, numbered and sent.

    All points are of one group and of one document. The letter goes to the document's issuer,
    else to the group's higher or responsible body, unless `to` says otherwise; it names the
    document's number, meeting and day, and quotes its words, in `language` ("fa" or "en"; default:
    the group's).

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: a point is settled or dropped.
        Refused: there is no point, they are of two documents, or nobody is named to be asked.
    """
    locked = [lock(point) for point in points]
    if not locked:
        raise Refused(_("Please choose at least one open point."))
    first = locked[0]
    for point in locked:
        policy.may_pursue(actor, point, "ask").require()
    if {(point.group_id, point.mandate_id) for point in locked} != {
        (first.group_id, first.mandate_id)
    }:
        raise Refused(_("One letter asks about one document."))
    group, mandate = first.group, first.mandate
    receiver = to or receiver_of(mandate, group)
    if receiver is None:
        raise Refused(_("Please say which body is asked."))
    wanted = language or group.language
    with reading_as(Preferences.of_language(wanted)):
        subject = (
            _("Questions on %(document)s") % {"document": mandate.name}
            if mandate is not None
            else _("Questions of the %(group)s") % {"group": group}
        )
    letter = draft_letter(
        group=group,
        kind=Letter.Kind.OUTGOING,
        subject=subject[:300],
        text=letter_text(locked, mandate, wanted),
        receivers=[receiver],
        about=[*([mandate] if mandate is not None else []), *locked],
        actor=actor,
        at=at,
    )
    for point in locked:
        advance(point, "ask")
        point.letter = letter
        point.save(update_fields=["state", "letter"])
        link(point, letter, Relation.ASKS, by=actor, at=at)
    record(actor=actor, at=at, about=letter, points=[point.pk for point in locked])
    return letter


@act
def note_answer(*, point: OpenPoint, answer: str, actor: Person, at: datetime) -> OpenPoint:
    """Note what was answered; the point stays until somebody finds that it is settled.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is settled or dropped.
        Refused: there is no answer.
    """
    point = lock(point)
    policy.may_pursue(actor, point, "answer").require()
    if not answer.strip():
        raise Refused(_("Please write what was answered."))
    advance(point, "answer")
    point.answer = answer.strip()
    point.save(update_fields=["state", "answer"])
    record(actor=actor, at=at, about=point, answer=point.answer)
    return point


def _close(point: OpenPoint, event: str, note: str, actor: Person, at: datetime) -> OpenPoint:
    point = lock(point)
    policy.may_pursue(actor, point, event).require()
    advance(point, event)
    point.answer = note.strip() or point.answer
    point.closed_by, point.closed_at = actor, at
    return point


@act
def settle_open_point(
    *,
    point: OpenPoint,
    actor: Person,
    at: datetime,
    note: str = "",
    file: tuple[str, bytes] | Original | None = None,
) -> OpenPoint:
    """Settle an open point: how it was answered, and the file that came, if one did.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is settled or dropped already.
        Refused: nothing says how it was settled.
    """
    if not note.strip() and not point.answer and file is None:
        raise Refused(_("Please write how it was settled, or give the file that came."))
    point = _close(point, "settle", note, actor, at)
    if isinstance(file, tuple):
        level = Confidentiality(point.address.confidentiality)
        file = keep_original(file[1], name=file[0], group=point.group, at=at, confidentiality=level)
    point.received = file or point.received
    point.save()
    if file is not None:
        link(point, file, Relation.ANSWERS, by=actor, at=at)
    received = point.received.sha256 if point.received else None
    record(actor=actor, at=at, about=point, note=point.answer, received=received)
    return point


@act
def drop_open_point(*, point: OpenPoint, reason: str, actor: Person, at: datetime) -> OpenPoint:
    """Drop an open point: it need not be asked, or was no point at all.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is settled or dropped already.
        Refused: no reason is given.
    """
    if not reason.strip():
        raise Refused(_("Please give a reason."))
    point = _close(point, "drop", reason, actor, at)
    point.save()
    record(actor=actor, at=at, about=point, reason=point.answer)
    return point


@act
def reopen_open_point(*, point: OpenPoint, reason: str, actor: Person, at: datetime) -> OpenPoint:
    """Take up a point again that was settled or dropped.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is open.
        Refused: no reason is given.
    """
    if not reason.strip():
        raise Refused(_("Please give a reason."))
    point = lock(point)
    policy.may_pursue(actor, point, "reopen").require()
    advance(point, "reopen")
    point.closed_by = point.closed_at = None
    point.save()
    record(actor=actor, at=at, about=point, reason=reason)
    return point
