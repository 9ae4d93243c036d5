"""The acts of this stage."""

from dabir.stages.decisions.acts.agenda import (
    add_agenda_item,
    change_agenda,
    change_agenda_item,
    invite_guest,
    remove_agenda_item,
)
from dabir.stages.decisions.acts.deciding import (
    count_ballots,
    decide,
    make_duty,
    note_action,
    note_discussion,
    note_follow_up,
)
from dabir.stages.decisions.acts.meetings import (
    begin_meeting,
    cancel_meeting,
    change_meeting,
    close_meeting,
    convene_meeting,
    mark_attendance,
    plan_meeting,
)
from dabir.stages.decisions.acts.minutes import approve_minutes, change_minutes, draft_minutes
from dabir.stages.decisions.acts.submitting import (
    approve_submittal,
    conclude_text,
    return_submittal,
    submit_version,
)

__all__ = [
    "add_agenda_item",
    "approve_minutes",
    "approve_submittal",
    "begin_meeting",
    "cancel_meeting",
    "change_agenda",
    "change_agenda_item",
    "change_meeting",
    "change_minutes",
    "close_meeting",
    "conclude_text",
    "convene_meeting",
    "count_ballots",
    "decide",
    "draft_minutes",
    "invite_guest",
    "make_duty",
    "mark_attendance",
    "note_action",
    "note_discussion",
    "note_follow_up",
    "plan_meeting",
    "remove_agenda_item",
    "return_submittal",
    "submit_version",
]
