"""Every act of this stage."""

from dabir.stages.calls.acts.drafting import change_call, draft_call, take_over_call
from dabir.stages.calls.acts.inquiry import (
    cover_inquiry,
    note_reminder,
    remind_addressees,
    send_inquiry_letters,
)
from dabir.stages.calls.acts.inviting import (
    ExhibitDraft,
    add_exhibits,
    invite,
    withdraw_invitation,
)
from dabir.stages.calls.acts.publishing import (
    abandon_call,
    close_call,
    close_on_deadline,
    conclude_call,
    correct_call,
    extend_deadline,
    open_call,
    reopen_call,
)
from dabir.stages.calls.acts.questions import (
    ask_question,
    change_question,
    move_question,
    remove_question,
)

__all__ = [
    "ExhibitDraft",
    "abandon_call",
    "add_exhibits",
    "ask_question",
    "change_call",
    "change_question",
    "close_call",
    "close_on_deadline",
    "conclude_call",
    "correct_call",
    "cover_inquiry",
    "draft_call",
    "extend_deadline",
    "invite",
    "move_question",
    "note_reminder",
    "open_call",
    "remind_addressees",
    "remove_question",
    "reopen_call",
    "send_inquiry_letters",
    "take_over_call",
    "withdraw_invitation",
]
