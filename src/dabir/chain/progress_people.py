"""The parts of a progress report on people: who carries duties, who sits in the group, who met."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.chain.progress import Progress
from dabir.formats.reports import Heading, Part, Prose, Table
from dabir.foundation.people.preferences import show_day, show_digits


def section(title: str, part: Part | None, nothing: str) -> list[Part]:
    """Return a part under its heading, or under it that there is nothing."""
    return [Heading(text=title), part or Prose(text=nothing, quiet=True)]


def by_body(found: Progress) -> list[Part]:
    """Return how many duties each body leads, supports, has done and is late with."""
    division = found.division
    rows = [
        (
            carrier.name,
            show_digits(tally.leads),
            show_digits(tally.supports),
            show_digits(tally.done),
            show_digits(tally.late),
        )
        for carrier in division.carriers
        for tally in (division.by_carrier[carrier],)
    ]
    if division.unassigned:
        count = show_digits(len(division.unassigned))
        late = show_digits(sum(line.late for line in division.unassigned))
        rows.insert(0, (_("No responsible body"), count, "", "", late))
    table = Table(
        columns=(_("Body"), _("Responsible"), _("Supporting"), _("Done"), _("Overdue")),
        rows=tuple(rows),
        widths=(4.5, 1.2, 1.2, 1.2, 1.2),
    )
    parts = section(
        _("Division of labour"), table if rows else None, _("Nobody carries a duty yet.")
    )
    if division.idle:
        idle = _("With a seat and without a duty here: %(bodies)s.")
        parts.append(Prose(text=idle % {"bodies": _(", ").join(division.idle)}, quiet=True))
    return parts


def membership(found: Progress) -> list[Part]:
    """Return who sits in the group, and which seats nobody fills."""
    conditions = {
        "vacant": _("vacant"),
        "expired": _("term ended"),
        "unnamed": _("the body sends whom it will"),
        "ends_soon": _("ends soon"),
    }
    rows: list[tuple[str, ...]] = [
        (
            officer.body.name if officer.body else "",
            officer.person.name if officer.person else "",
            str(officer.get_role_display()),
            show_day(officer.since) if officer.since else "",
        )
        for officer in found.officers
    ]
    for seat in found.seats:
        principal = seat.principal
        since = principal.since if principal else None
        holder = principal.person.name if principal and principal.person else ""
        condition = conditions.get(seat.condition, "")
        alternates = _(", ").join(one.person.name for one in seat.alternates if one.person)
        if alternates:
            holder = f"{holder}\n" + _("alternate: %(names)s") % {"names": alternates}
        rows.append(
            (
                seat.seat.body.name,
                _(", ").join(filter(None, (holder, condition))),
                _("member") if seat.seat.votes else _("observer"),
                show_day(since) if since else "",
            )
        )
    table = Table(
        columns=(_("Body"), _("Person"), _("Role"), _("Since")),
        rows=tuple(rows),
        widths=(3.4, 3.2, 1.6, 1.4),
    )
    return section(_("Membership"), table if rows else None, _("The group has no members yet."))


def meetings_held(found: Progress) -> list[Part]:
    """Return the meetings of the period."""
    rows = tuple(
        (
            show_digits(held.meeting.number),
            held.meeting.name,
            show_day(timezone.localdate(held.meeting.begins_at)),
            show_digits(held.present),
            show_digits(held.decided),
            str(held.meeting.get_state_display()),
        )
        for held in found.meetings
    )
    table = Table(
        columns=(
            _("Number"), _("Meeting"), _("Day"), _("Present"), _("Decisions"), _("State"),
        ),
        rows=rows,
        widths=(1.0, 3.3, 1.6, 1.0, 1.1, 1.7),
    )  # fmt: skip
    return section(
        _("Meetings held"), table if rows else None, _("No meeting was held in the period.")
    )
