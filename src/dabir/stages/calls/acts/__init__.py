"""Every act of this stage."""

from dabir.stages.calls.acts.correcting import correct_invitation, correct_question
from dabir.stages.calls.acts.drafting import change_call, draft_call, take_over_call
from dabir.stages.calls.acts.forms import lay_out_form
from dabir.stages.calls.acts.inquiry import cover_inquiry, send_inquiry_letters
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
    Asking,
    ask_question,
    change_question,
    move_question,
    remove_question,
)
from dabir.stages.calls.acts.reminding import (
    note_reminder,
    remind_addressees,
    remind_by_mail,
)
from dabir.stages.calls.acts.rounds import begin_next_round
from dabir.stages.calls.acts.showing import show_received

__all__ = [
    "Asking",
    "ExhibitDraft",
    "abandon_call",
    "add_exhibits",
    "ask_question",
    "begin_next_round",
    "change_call",
    "change_question",
    "close_call",
    "close_on_deadline",
    "conclude_call",
    "correct_call",
    "correct_invitation",
    "correct_question",
    "cover_inquiry",
    "draft_call",
    "extend_deadline",
    "invite",
    "lay_out_form",
    "move_question",
    "note_reminder",
    "open_call",
    "remind_addressees",
    "remind_by_mail",
    "remove_question",
    "reopen_call",
    "send_inquiry_letters",
    "show_received",
    "take_over_call",
    "withdraw_invitation",
]
