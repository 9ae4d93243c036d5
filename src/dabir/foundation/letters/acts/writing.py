"""A letter is drafted, changed, registered under its number, sent and filed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypedDict, Unpack
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotPermitted, Refused, Verdict
from dabir.foundation.files.keeping import keep_original
from dabir.foundation.files.models import Original
from dabir.foundation.letters.models import Enclosure, Letter, Receiver, Series
from dabir.foundation.letters.numbering import next_number, series_of
from dabir.foundation.letters.policy import (
    may_be_kept,
    may_change,
    may_file,
    may_register,
    may_send,
    may_shape_numbers,
    may_write,
)
from dabir.foundation.lives import advance, lock
from dabir.foundation.mail.recording import record_mail
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.people.preferences import show_day, show_digits
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address, restrict
from dabir.foundation.trace.models import Address, Addressable, Confidentiality, Relation
from dabir.foundation.trace.queries import visible_to

Item = Addressable | Address


class Scan(NamedTuple):
    """A received file, to be kept byte for byte."""

    name: str
    data: bytes
    media_type: str = ""


class Details(TypedDict, total=False):
    """What a letter says and to whom; what is left out stays as it was.

    `sender` is the body that wrote an incoming letter, with its `their_number` and `their_date`.
    `copies` are bodies with what each copy is for. `replies_to` is the letter this answers
    (عطف), `follows` the letter of ours that it follows up (پیرو). `about` are the items that it
    is about, `enclosures` those that go with it. `bodies` may see a letter that is shown to
    named bodies.
    """

    subject: str
    text: str
    sender: Body | None
    signatory: Person | None
    their_number: str
    their_date: date | None
    urgency: str
    classification: str
    replies_to: Letter | None
    follows: Letter | None
    scan: Original | Scan | None
    receivers: Sequence[Body]
    copies: Sequence[tuple[Body, str]]
    about: Sequence[Item]
    enclosures: Sequence[Item]
    confidentiality: str
    bodies: Sequence[Body]


COLUMNS = (
    "subject",
    "text",
    "sender",
    "signatory",
    "their_number",
    "their_date",
    "urgency",
    "classification",
    "replies_to",
    "follows",
)


@act
def draft_letter(
    *, group: Group, kind: str, actor: Person, at: datetime, **details: Unpack[Details]
) -> Letter:
    """Draft a letter of the group; seen by the secretariat only, unless said otherwise.

    Raises:
        Refused: the actor may not write letters, or what they wrote is no letter.
    """
    may_write(actor, group).require()
    confidentiality = details.get("confidentiality", Confidentiality.SECRETARIAT)
    address = new_address(
        Letter, group=group, confidentiality=confidentiality, bodies=details.get("bodies", ())
    )
    letter = Letter(address=address, group=group, kind=Letter.Kind(kind), by=actor, at=at)
    _fill(letter, details)
    _check(letter)
    letter.save()
    _attach(letter, details, actor, at)
    record(actor=actor, at=at, about=letter, kind=letter.kind)
    return letter


@act
def change_letter(
    *, letter: Letter, actor: Person, at: datetime, **details: Unpack[Details]
) -> Letter:
    """Change a draft; what is left out of `details` stays.

    Raises:
        Refused: the actor may not, or the letter has its number already.
    """
    letter = lock(letter)
    may_change(actor, letter).require()
    _fill(letter, details)
    if "confidentiality" in details or "bodies" in details:
        kept = details.get("confidentiality", letter.address.confidentiality)
        restrict(letter.address, kept, details.get("bodies", letter.address.bodies.all()))
    _check(letter)
    letter.save()
    _attach(letter, details, actor, at)
    record(actor=actor, at=at, about=letter, changed=sorted(details))
    return letter


@act
def register_letter(*, letter: Letter, actor: Person, at: datetime) -> Letter:
    """Give a letter the next number of its series and today's date in the group's time zone.

    Raises:
        Refused: the actor may not, or the letter has its number already.
    """
    letter = lock(letter)
    may_register(actor, letter).require()
    advance(letter, "register")
    _number(letter, at)
    letter.save()
    record(actor=actor, at=at, about=letter, number=letter.number, dated_on=letter.dated_on)
    return letter


@act
def send_letter(*, letter: Letter, actor: Person, at: datetime) -> Letter:
    """Send a letter; a draft is numbered first. Receivers with an e-mail address are told.

    Raises:
        Refused: the actor may not; it is incoming; it has no receiver or no signatory.
    """
    letter = lock(letter)
    may_send(actor, letter).require()
    advance(letter, "send")
    if not letter.number:
        _number(letter, at)
    letter.save()
    receivers = list(letter.receivers.select_related("body"))
    for receiver in receivers:
        if receiver.body.email:
            _tell(receiver, at)
    record(
        actor=actor,
        at=at,
        about=letter,
        number=letter.number,
        dated_on=letter.dated_on,
        receivers=[receiver.body_id for receiver in receivers],
    )
    return letter


@act
def file_letter(*, letter: Letter, actor: Person, at: datetime) -> Letter:
    """Put a registered or sent letter on file: nothing more is to be done about it.

    Raises:
        Refused: the actor may not, or the letter is still a draft.
    """
    letter = lock(letter)
    may_file(actor, letter).require()
    advance(letter, "file")
    letter.save()
    record(actor=actor, at=at, about=letter)
    return letter


@act
def shape_numbers(*, group: Group, name: str, pattern: str, actor: Person, at: datetime) -> Series:
    """Set how the numbers of a series look, as ``"{year}/ص/{number:03}"``; the count goes on.

    `name` is a kind of letter, or what else is numbered.

    Raises:
        Refused: the actor may not, or the pattern would not give every letter its own number.
    """
    may_shape_numbers(actor, group, pattern).require()
    series = series_of(group=group, name=name, at=at)
    series.pattern = pattern
    series.save(update_fields=["pattern"])
    record(actor=actor, at=at, group=group, series=name, pattern=pattern)
    return series


def _fill(letter: Letter, details: Details) -> None:
    for column in COLUMNS:
        if column in details:
            setattr(letter, column, details[column])  # type: ignore[literal-required] # COLUMNS are keys
    if "scan" in details:
        scan = details["scan"]
        letter.scan = _kept(letter, scan) if isinstance(scan, Scan) else scan
    letter.subject = letter.subject.strip()
    Letter.Urgency(letter.urgency)
    Letter.Class(letter.classification)


def _kept(letter: Letter, scan: Scan) -> Original:
    return keep_original(
        scan.data,
        name=scan.name,
        media_type=scan.media_type,
        group=letter.group,
        confidentiality=Confidentiality(letter.address.confidentiality),
        at=letter.at,
    )


def _check(letter: Letter) -> None:
    if not letter.subject:
        raise Refused(_("Please give the letter a subject."))
    if letter.kind == Letter.Kind.INCOMING and letter.sender is None:
        raise Refused(_("Please say which body the incoming letter is from."))
    for other in (letter.replies_to, letter.follows):
        if other is not None and other.group_id != letter.group_id:
            raise Refused(_("A letter refers to letters of its own group."))
    if letter.replies_to is not None and letter.replies_to.pk == letter.pk:
        raise Refused(_("A letter cannot reply to itself."))
    may_be_kept(letter.classification, letter.address.confidentiality).require()


def _attach(letter: Letter, details: Details, actor: Person, at: datetime) -> None:
    """Bring receivers, items and links in line with what was given."""
    if "receivers" in details:
        letter.receivers.filter(copy=False).delete()
        for body in details["receivers"]:
            Receiver.objects.create(letter=letter, body=body)
    if "copies" in details:
        letter.receivers.filter(copy=True).delete()
        for body, note in details["copies"]:
            Receiver.objects.create(letter=letter, body=body, copy=True, note=note)
    if "about" in details:
        _enclose(letter, details["about"], Enclosure.Place.SUBJECT, actor)
    if "enclosures" in details:
        _enclose(letter, details["enclosures"], Enclosure.Place.ENCLOSURE, actor)
    if letter.replies_to is not None:
        link(letter.replies_to, letter, Relation.REPLIES, by=actor, at=at)


def _enclose(letter: Letter, items: Iterable[Item], place: str, actor: Person) -> None:
    addresses = [item.address if isinstance(item, Addressable) else item for item in items]
    wanted = {address.pk for address in addresses}
    seen = visible_to(actor).filter(pk__in=wanted).count()
    if seen != len(wanted):
        Verdict.no(_("You cannot enclose what you may not see."), error=NotPermitted).require()
    letter.enclosures.filter(place=place).delete()
    for address in addresses:
        Enclosure.objects.create(letter=letter, item=address, place=place)


def _number(letter: Letter, at: datetime) -> None:
    letter.number = next_number(group=letter.group, name=letter.kind, at=at)
    letter.dated_on = at.astimezone(ZoneInfo(letter.group.time_zone)).date()


def _tell(receiver: Receiver, at: datetime) -> None:
    letter = receiver.letter

    def subject() -> str:
        return _("A letter of the %(group)s") % {"group": letter.group}

    def text() -> str:
        facts = {
            "number": show_digits(letter.number),
            "day": show_day(letter.dated_on) if letter.dated_on else "",
            "group": letter.group,
            "body": receiver.body,
        }
        return (
            _(
                "To: %(body)s\n\nLetter %(number)s of %(day)s of the %(group)s has been sent to"
                " you. Should it not reach you, please ask the secretariat, naming its number."
            )
            % facts
        )

    record_mail(
        key=f"letter:{letter.pk}:{receiver.pk}",
        to=receiver.body.email,
        subject=subject,
        text=text,
        about=letter,
        language=letter.group.language,
        at=at,
    )
