"""Drawing minutes up from what happened: attendance, agenda, decisions, action items."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dabir.foundation.people.models import Membership
from dabir.foundation.people.preferences import (
    Preferences,
    reading_as,
    show_day,
    show_digits,
    show_moment,
    show_percent,
)
from dabir.stages.decisions.follow_up import Followed, followed_on_paper
from dabir.stages.decisions.models import ActionItem, AgendaItem, Decision, Meeting
from dabir.stages.decisions.roll import HERE, Roll, call_roll


def drawn_up(meeting: Meeting) -> str:
    """Return the minutes in the group's language: an opening, then each item under its heading."""
    with reading_as(Preferences.of_language(meeting.group.language)):
        roll = call_roll(meeting)
        items = meeting.agenda.prefetch_related("decisions", "actions__body")
        return "\n\n".join([_opening(meeting, roll), *(_item(item) for item in items)])


def heading(item: AgendaItem) -> str:
    """Return the line that an item's part of the minutes begins with."""
    return f"{show_digits(item.order)}. {item.name}"


def sit_for(membership: Membership) -> str:
    """Return who somebody is and for which body, as minutes name them."""
    if membership.person is None or membership.body is None:
        return str(membership)
    return _("%(person)s (%(body)s)") % {"person": membership.person, "body": membership.body}


def tally_sentence(decision: Decision) -> str:
    """Return the votes of a decision as a sentence."""
    if decision.majority == Decision.Majority.CONSENSUS and not decision.against:
        return _("Adopted by consensus.")
    facts = {
        "favour": show_digits(decision.in_favour),
        "against": show_digits(decision.against),
        "abstaining": show_digits(decision.abstaining),
    }
    if decision.outcome == Decision.Outcome.ADOPTED:
        words = _("Adopted: %(favour)s in favour, %(against)s against, %(abstaining)s abstaining.")
    else:
        words = _(
            "Not adopted: %(favour)s in favour, %(against)s against, %(abstaining)s abstaining."
        )
    return words % facts


def _opening(meeting: Meeting, roll: Roll) -> str:
    facts = {
        "meeting": meeting.name,
        "moment": show_moment(meeting.begins_at, zone=meeting.group.time_zone),
        "place": meeting.place,
        "present": show_digits(roll.present),
        "entitled": show_digits(roll.entitled),
    }
    lines = [
        _("%(meeting)s was held on %(moment)s at %(place)s.") % facts
        if meeting.place
        else _("%(meeting)s was held on %(moment)s.") % facts
    ]
    if roll.quorum:
        lines.append(
            _("It was quorate with %(present)s of %(entitled)s members entitled to vote.") % facts
        )
    else:
        lines.append(
            _("With %(present)s of %(entitled)s members entitled to vote it had no quorum.") % facts
        )
    if meeting.chair is not None:
        lines.append(_("It was chaired by %(name)s.") % {"name": meeting.chair})
    away = [sit_for(seat.membership) for seat in roll.seats if not seat.filled]
    if away:
        lines.append(_("Absent: %(names)s.") % {"names": _(", ").join(away)})
    for seat in roll.seats:
        if seat.alternate is not None:
            both = {"alternate": seat.alternate, "member": seat.membership}
            lines.append(_("%(alternate)s sat in for %(member)s.") % both)
    guests = [sit_for(one) for one, presence in roll.others if presence in HERE]
    if guests:
        lines.append(
            _("Also present, without a vote: %(names)s.") % {"names": _(", ").join(guests)}
        )
    return " ".join(lines)


def _item(item: AgendaItem) -> str:
    parts = [heading(item)]
    if item.discussion:
        parts.append(item.discussion)
    if item.kind == AgendaItem.Kind.FOLLOW_UP:
        parts += _followed(item)
    parts += [_decision(decision) for decision in item.decisions.all()]
    parts += [_action(action) for action in item.actions.all()]
    if len(parts) == 1:
        parts.append(_("The item was discussed; no decision was taken."))
    return "\n".join(parts)


def _followed(item: AgendaItem) -> list[str]:
    lines = [followed_sentence(each) for each in followed_on_paper(item)]
    return lines or [_("No duty was overdue, and no report waited.")]


LONGEST_DUTY = 140


def _shortened(words: str) -> str:
    """Return the beginning of long words, cut between two of them."""
    if len(words) <= LONGEST_DUTY:
        return words
    return f"{words[:LONGEST_DUTY].rsplit(None, 1)[0]}…"


def followed_sentence(followed: Followed) -> str:
    """Return how a duty stood and what was said of it, as papers of a meeting have it."""
    facts = {
        "duty": followed.duty.title or _shortened(followed.duty.text.rstrip(".")),
        "carriers": _(", ").join(followed.responsible) or _("nobody yet"),
        "state": followed.state_label,
        "percent": show_percent(followed.percent),
    }
    if followed.due_on is None:
        words = _("%(duty)s (%(carriers)s): %(state)s, %(percent)s.") % facts
    else:
        facts["day"] = show_day(followed.due_on)
        words = (
            _("%(duty)s (%(carriers)s): %(state)s, %(percent)s; overdue since %(day)s.")
            if followed.late
            else _("%(duty)s (%(carriers)s): %(state)s, %(percent)s; due %(day)s.")
        ) % facts
    return f"{words} {followed.said}".strip()


def _decision(decision: Decision) -> str:
    number = _("Decision %(number)s: ")
    wording = number % {"number": show_digits(decision.number)} + decision.wording
    return f"{wording} {tally_sentence(decision)}"


def _action(action: ActionItem) -> str:
    facts = {"text": action.text, "body": action.body}
    if action.due_on is None:
        return _("To be done by %(body)s: %(text)s") % facts
    due = facts | {"day": show_day(action.due_on)}
    return _("To be done by %(body)s until %(day)s: %(text)s") % due
