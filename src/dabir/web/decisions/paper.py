"""The agenda and the minutes of a meeting on paper, in the group's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.formats.documents import IssuedClause, IssuedDocument, Signatory
from dabir.formats.pdf_writing import write_pdf
from dabir.foundation.people.preferences import (
    Preferences,
    reading_as,
    show_day,
    show_digits,
    show_moment,
)
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.decisions.follow_up import followed_on_paper
from dabir.stages.decisions.minutes_text import followed_sentence, heading
from dabir.stages.decisions.models import AgendaItem, Meeting, Minutes
from dabir.stages.decisions.roll import call_roll, day_of


def agenda_pdf(meeting: Meeting, items: Sequence[AgendaItem]) -> bytes:
    """Return the agenda with what each item deals with."""
    with reading_as(Preferences.of_language(meeting.group.language)):
        clauses = [
            IssuedClause(
                label=f"{show_digits(item.order)}.",
                heading=item.name,
                text="\n".join(_about(item)),
            )
            for item in items
        ]
        return write_pdf(_paper(meeting, _("Agenda"), clauses, facts=_facts(meeting)))


def minutes_pdf(minutes: Minutes) -> bytes:
    """Return the minutes; a draft says so where the day of approval would stand."""
    meeting = minutes.meeting
    with reading_as(Preferences.of_language(meeting.group.language)):
        opening, clauses = _parts(minutes.text, list(meeting.agenda.all()))
        roll = call_roll(meeting)
        present = _("%(present)s of %(entitled)s") % {
            "present": show_digits(roll.present),
            "entitled": show_digits(roll.entitled),
        }
        approved = show_day(minutes.approved_at.date()) if minutes.approved_at else _("draft")
        facts = [*_facts(meeting), (_("Members present"), present), (_("Approved on"), approved)]
        return write_pdf(
            _paper(meeting, _("Minutes"), clauses, facts=facts, opening=opening, signed=True)
        )


def _paper(
    meeting: Meeting,
    title: str,
    clauses: Sequence[IssuedClause],
    *,
    facts: Sequence[tuple[str, str]],
    opening: str = "",
    signed: bool = False,
) -> IssuedDocument:
    persian = meeting.group.language == "fa"
    language: Literal["fa", "en"] = "fa" if persian else "en"
    restricted = meeting.address.confidentiality != Confidentiality.PUBLIC
    chair = Signatory(name=str(meeting.chair), position=_("Chair of the meeting"))
    return IssuedDocument(
        language=language,
        direction="rtl" if persian else "ltr",
        title=_("%(paper)s: %(meeting)s") % {"paper": title, "meeting": meeting.name},
        number=show_digits(meeting.number),
        day_text=show_day(day_of(meeting), "numeric"),
        issuer=str(meeting.group.responsible_body or ""),
        group=str(meeting.group),
        preamble=opening,
        clauses=tuple(clauses),
        signatory=chair if signed and meeting.chair else None,
        opening="بسمه تعالی" if persian else "",
        classification=str(meeting.address.get_confidentiality_display()) if restricted else "",
        facts=tuple(facts),
        day=day_of(meeting),
    )


def _facts(meeting: Meeting) -> list[tuple[str, str]]:
    found = [(_("Begins at"), show_moment(meeting.begins_at, zone=meeting.group.time_zone))]
    for label, value in (
        (_("Held at"), meeting.place),
        (_("Chaired by"), meeting.chair),
        (_("Minutes taken by"), meeting.recorder),
    ):
        if value:
            found.append((label, str(value)))
    return found


def _about(item: AgendaItem) -> list[str]:
    lines = []
    if item.version is not None:
        lines.append(f"{item.version.text} · {item.version}")
    numbers = [show_digits(one.number) for one in item.amendments.all()]
    if numbers:
        lines.append(
            ngettext("Amendment %(numbers)s", "Amendments %(numbers)s", len(numbers))
            % {"numbers": _(", ").join(numbers)}
        )
    by_and_time = [str(item.presenter)] if item.presenter else []
    if item.kind == AgendaItem.Kind.FOLLOW_UP:
        lines += [followed_sentence(each) for each in followed_on_paper(item)]
    if item.minutes:
        by_and_time.append(
            ngettext("%(number)s minute", "%(number)s minutes", item.minutes)
            % {"number": show_digits(item.minutes)}
        )
    if by_and_time:
        lines.append(" · ".join(by_and_time))
    return lines


def _parts(text: str, items: Sequence[AgendaItem]) -> tuple[str, list[IssuedClause]]:
    """Cut minutes at the lines that name an item of the agenda."""
    names = {heading(item): item for item in items}
    opening: list[str] = []
    parts: list[tuple[AgendaItem, list[str]]] = []
    for line in text.splitlines():
        if line.strip() in names:
            parts.append((names[line.strip()], []))
        elif parts:
            parts[-1][1].append(line)
        else:
            opening.append(line)
    clauses = [
        IssuedClause(
            label=f"{show_digits(item.order)}.", heading=item.name, text="\n".join(lines).strip()
        )
        for item, lines in parts
    ]
    return "\n".join(opening).strip(), clauses
