"""Every act of this stage."""

from dabir.stages.calls.acts.drafting import (
    ExhibitDraft,
    add_exhibits,
    ask_question,
    change_call,
    change_question,
    draft_call,
    invite,
    remove_question,
    take_over_call,
    withdraw_invitation,
)
from dabir.stages.calls.acts.inquiry import remind_addressees, send_inquiry_letters
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
    "draft_call",
    "extend_deadline",
    "invite",
    "open_call",
    "remind_addressees",
    "remove_question",
    "reopen_call",
    "send_inquiry_letters",
    "take_over_call",
    "withdraw_invitation",
]
