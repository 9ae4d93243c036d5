"""The standing first item of an agenda: the duties that a meeting follows up.

They are what was due before the day of the meeting, what is reported and waits to be verified, what
asks for more time, and what nobody carries. Until the meeting begins they are read as they stand;
then they are kept as the meeting found them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.linking import new_address
from dabir.foundation.trace.models import Confidentiality
from dabir.foundation.trace.queries import seen_by
from dabir.stages.decisions.models import AgendaItem, FollowedDuty, Meeting
from dabir.stages.decisions.roll import day_of
from dabir.stages.mandates.models import Assignment, Duty, Extension
from dabir.stages.mandates.queries import OPEN_STATES, duties_visible_to, unassigned

LANGUAGES = ("fa", "en")
WIDER = (
    Confidentiality.SECRETARIAT,
    Confidentiality.BODIES,
    Confidentiality.GROUP,
    Confidentiality.PUBLIC,
)
"""Levels of confidentiality, the narrowest first."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One duty under the item. `late` is as of the meeting; `said` what was said of it."""

    duty: Duty
    responsible: tuple[str, ...]
    state: str
    state_label: str
    percent: int
    due_on: date | None
    late: bool
    said: str


def follow_up_names() -> dict[str, str]:
    """Return what the standing item is called, by language."""
    names = {}
    for language in LANGUAGES:
        with translation.override(language):
            names[language] = _("Follow-up of resolutions")
    return names


def open_agenda(meeting: Meeting) -> AgendaItem:
    """Put the standing item first on the agenda of a new meeting."""
    address = meeting.address
    return AgendaItem.objects.create(
        address=new_address(
            AgendaItem,
            group=meeting.group,
            confidentiality=address.confidentiality,
            bodies=address.bodies.all(),
        ),
        meeting=meeting,
        kind=AgendaItem.Kind.FOLLOW_UP,
        names=follow_up_names(),
        order=1,
    )


def _of(group: Group, duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """Keep the duties that a group follows up: its own, and those given to it as a committee."""
    given = Assignment.objects.filter(committee=group)
    return duties.filter(Q(group=group) | Q(pk__in=given.values("duty")))


def pressing(meeting: Meeting, duties: QuerySet[Duty] | None = None) -> QuerySet[Duty]:
    """Return which of `duties` (default: all) the meeting follows up, as they stand now."""
    followed = _of(meeting.group, Duty.objects.all() if duties is None else duties)
    asked = Extension.objects.filter(state=Extension.State.ASKED)
    nobodys = unassigned(Duty.objects.filter(due_on__isnull=False))
    return followed.filter(
        Q(due_on__lt=day_of(meeting))
        | Q(state=Duty.State.REPORTED)
        | Q(pk__in=asked.values("duty"))
        | Q(pk__in=nobodys.values("pk"))
        | Q(state=Duty.State.UNASSIGNED),
        state__in=OPEN_STATES,
    ).order_by(F("due_on").asc(nulls_last=True), "pk")


def keep_followed(meeting: Meeting) -> None:
    """Keep, when a meeting begins, the duties that it finds under its standing item."""
    item = meeting.agenda.filter(kind=AgendaItem.Kind.FOLLOW_UP).first()
    if item is None:
        return
    FollowedDuty.objects.bulk_create(
        [
            FollowedDuty(
                item=item, duty=duty, state=duty.state, percent=duty.percent, due_on=duty.due_on
            )
            for duty in pressing(meeting)
        ],
        ignore_conflicts=True,
    )


BEFOREHAND = (Meeting.State.PLANNED, Meeting.State.CONVENED, Meeting.State.CANCELLED)


def followed_under(item: AgendaItem, reader: Reader) -> list[Followed]:
    """Return the duties under a standing item that the reader may see."""
    return _listed(item, duties_visible_to(reader), seen_by(reader, "duty__address__"))


def followed_on_paper(item: AgendaItem) -> list[Followed]:
    """Return the duties that a paper of the meeting may name.

    They are no more confidential than the meeting: whoever reads its papers may read of them.
    """
    level = Confidentiality(item.meeting.address.confidentiality)
    levels = WIDER if level == Confidentiality.SECRETARIAT else WIDER[WIDER.index(level) :]
    if level == Confidentiality.BODIES:
        # Not everybody of the named bodies is of the group.
        levels = (Confidentiality.PUBLIC,)
    shown = Q(address__confidentiality__in=levels)
    through = Q(duty__address__confidentiality__in=levels)
    duties = Duty.objects.filter(shown).prefetch_related(
        "assignments__body", "assignments__committee"
    )
    return _listed(item, duties, through)


def _listed(item: AgendaItem, duties: QuerySet[Duty], through: Q) -> list[Followed]:
    meeting = item.meeting
    if meeting.state in BEFOREHAND:
        live = pressing(meeting, duties)
        return [_followed(duty, duty, day_of(meeting)) for duty in live]
    kept = (
        item.followed.filter(through)
        .select_related("duty__group")
        .prefetch_related("duty__assignments__body", "duty__assignments__committee")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )
    return [_followed(one.duty, one, day_of(meeting)) for one in kept]


def _followed(duty: Duty, found: Duty | FollowedDuty, day: date) -> Followed:
    """Return a duty as it was `found`: now, or kept by the meeting."""
    parts: Iterable[Assignment] = duty.assignments.all()
    return Followed(
        duty=duty,
        responsible=tuple(
            str(one.carrier) for one in parts if one.part == Assignment.Part.RESPONSIBLE
        ),
        state=found.state,
        state_label=str(Duty.State(found.state).label),
        percent=found.percent,
        due_on=found.due_on,
        late=found.due_on is not None and found.due_on < day,
        said=found.said if isinstance(found, FollowedDuty) else "",
    )
