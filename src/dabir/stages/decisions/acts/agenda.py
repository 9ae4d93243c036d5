"""Acts on agendas: their items, their order, and the guests invited to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import new_address
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.decisions import policy
from dabir.stages.decisions.guests import show_to_guests
from dabir.stages.decisions.models import AgendaItem, Invitation, Meeting
from dabir.stages.decisions.telling import tell
from dabir.stages.texts.models import Amendment, Version


def _accept_items(
    meeting: Meeting, version: Version | None, amendments: Iterable[Amendment]
) -> list[Amendment]:
    chosen = list(amendments)
    if version is not None and version.text.group_id != meeting.group_id:
        raise Refused(_("The version belongs to another group."))
    if any(one.text.group_id != meeting.group_id for one in chosen):
        raise Refused(_("The amendments belong to another group."))
    return chosen


@act
def add_agenda_item(
    *,
    meeting: Meeting,
    names: Mapping[str, str],
    actor: Person,
    at: datetime,
    version: Version | None = None,
    amendments: Iterable[Amendment] = (),
    presenter: Person | None = None,
    minutes: int | None = None,
    confidentiality: Confidentiality | str | None = None,
    bodies: Iterable[Body] = (),
) -> AgendaItem:
    """Put an item at the end of the agenda, with the version and amendments it deals with.

    `minutes` is the time allotted; `confidentiality` is the meeting's unless said otherwise.

    Raises:
        NotPermitted, NotNow: the actor may not, or the meeting is over.
        Refused: no name, or a version or an amendment of another group.
    """
    meeting = lock(meeting)
    policy.may_change_agenda(actor, meeting).require()
    if not any(name.strip() for name in names.values()):
        raise Refused(_("Please say what the item is about."))
    chosen = _accept_items(meeting, version, amendments)
    last = meeting.agenda.aggregate(last=Max("order"))["last"] or 0
    address = meeting.address
    named = bodies if confidentiality is not None else address.bodies.all()
    item = AgendaItem.objects.create(
        address=new_address(
            AgendaItem,
            group=meeting.group,
            confidentiality=confidentiality or address.confidentiality,
            bodies=named,
        ),
        meeting=meeting,
        names=dict(names),
        order=last + 1,
        version=version,
        presenter=presenter,
        minutes=minutes,
    )
    item.amendments.set(chosen)
    show_to_guests(meeting)
    record(actor=actor, at=at, about=item, meeting=meeting.number, order=item.order)
    return item


@act
def change_agenda_item(
    *,
    item: AgendaItem,
    actor: Person,
    at: datetime,
    names: Mapping[str, str],
    version: Version | None = None,
    amendments: Iterable[Amendment] = (),
    presenter: Person | None = None,
    minutes: int | None = None,
) -> AgendaItem:
    """Change what an item of the agenda is about.

    Raises:
        NotPermitted, NotNow: the actor may not, or the meeting is over.
        Refused: no name, or a version or an amendment of another group.
    """
    item = lock(item)
    policy.may_change_agenda(actor, item.meeting).require()
    if not any(name.strip() for name in names.values()):
        raise Refused(_("Please say what the item is about."))
    item.amendments.set(_accept_items(item.meeting, version, amendments))
    item.names = dict(names)
    item.version = version
    item.presenter = presenter
    item.minutes = minutes
    item.save()
    show_to_guests(item.meeting)
    record(actor=actor, at=at, about=item, meeting=item.meeting.number)
    return item


@act
def remove_agenda_item(*, item: AgendaItem, actor: Person, at: datetime) -> Meeting:
    """Take an item off the agenda of a meeting that has not begun; those after it move up.

    Raises:
        NotPermitted, NotNow: the actor may not, or the meeting has begun.
        Refused: a guest is invited to this item alone.
    """
    meeting = lock(item.meeting)
    item = lock(item)
    policy.may_remove_item(actor, item).require()
    names = item.names
    for invitation in meeting.invitations.filter(items=item):
        # An invitation that names no item is one to all of them.
        if invitation.items.count() == 1:
            raise Refused(
                _("%(guest)s is invited to this item alone.") % {"guest": invitation.person}
            )
        invitation.items.remove(item)
    item.amendments.clear()
    item.delete()
    rest = meeting.agenda.order_by("order", "pk").values_list("pk", flat=True)
    for place, pk in enumerate(rest, start=1):
        AgendaItem.objects.filter(pk=pk).update(order=place)
    record(actor=actor, at=at, about=meeting, removed=names)
    return meeting


@act
def change_agenda(
    *, meeting: Meeting, order: Iterable[AgendaItem], actor: Person, at: datetime
) -> Meeting:
    """Put the agenda's items in another order.

    Raises:
        NotPermitted, NotNow: the actor may not, or the meeting is over.
        Refused: `order` does not name each item once.
    """
    meeting = lock(meeting)
    policy.may_change_agenda(actor, meeting).require()
    wanted = [item.pk for item in order]
    if sorted(wanted) != sorted(meeting.agenda.values_list("pk", flat=True)):
        raise Refused(_("Please name each item of the agenda once."))
    for place, pk in enumerate(wanted, start=1):
        AgendaItem.objects.filter(pk=pk).update(order=place)
    record(actor=actor, at=at, about=meeting, order=wanted)
    return meeting


@act
def invite_guest(
    *,
    meeting: Meeting,
    person: Person,
    actor: Person,
    at: datetime,
    items: Iterable[AgendaItem] = (),
) -> Invitation:
    """Invite a guest (مدعو) to some items, or to all where none is named.

    Once the meeting is convened the guest sees those items and the versions and amendments that
    they deal with, until the day of the meeting has passed.

    Raises:
        NotPermitted, NotNow: the actor may not, or the meeting is over.
        Refused: an item of another meeting.
    """
    meeting = lock(meeting)
    policy.may_change_agenda(actor, meeting).require()
    chosen = list(items)
    if any(item.meeting_id != meeting.pk for item in chosen):
        raise Refused(_("A guest is invited to items of this meeting."))
    invitation, _created = Invitation.objects.get_or_create(meeting=meeting, person=person)
    invitation.items.set(chosen)
    if meeting.state != Meeting.State.PLANNED:
        show_to_guests(meeting)
        tell(meeting, person, at)
    record(actor=actor, at=at, about=meeting, guest=str(person.pseudonym), items=len(chosen))
    return invitation
