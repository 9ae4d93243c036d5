"""Who may do what with submissions. Contributors act by the secret of their follow-up link."""

from dabir.stages.submissions.policy.answering import may_answer_in_batches, may_move_batch
from dabir.stages.submissions.policy.assigning import may_assign, may_be_given, may_end_reading
from dabir.stages.submissions.policy.contesting import may_answer_contestation, may_contest
from dabir.stages.submissions.policy.exporting import may_export
from dabir.stages.submissions.policy.handling import (
    may_admit,
    may_cut,
    may_decide,
    may_dispose,
    may_open_identity,
    may_publish,
    may_redact,
    may_tell,
    nothing_sure_waits,
)
from dabir.stages.submissions.policy.importing import may_import, may_move_import, takes
from dabir.stages.submissions.policy.mailboxes import (
    may_open_message,
    may_pause_mailbox,
    may_set_mailbox,
    may_settle_message,
    may_take_message,
)
from dabir.stages.submissions.policy.permissions import May
from dabir.stages.submissions.policy.reasons import may_edit_reasons
from dabir.stages.submissions.policy.sending import (
    may_change_publication,
    may_complete,
    may_enter,
    may_erase,
    may_reply_for,
    may_submit,
    may_withdraw,
    owns,
)
from dabir.stages.submissions.policy.sheets import may_enter_sheets
from dabir.stages.submissions.policy.tokens import may_give_tokens
from dabir.stages.submissions.policy.vouching import may_ask_whether_theirs, may_vouch

__all__ = [
    "May",
    "may_admit",
    "may_answer_contestation",
    "may_answer_in_batches",
    "may_ask_whether_theirs",
    "may_assign",
    "may_be_given",
    "may_change_publication",
    "may_complete",
    "may_contest",
    "may_cut",
    "may_decide",
    "may_dispose",
    "may_edit_reasons",
    "may_end_reading",
    "may_enter",
    "may_enter_sheets",
    "may_erase",
    "may_export",
    "may_give_tokens",
    "may_import",
    "may_move_batch",
    "may_move_import",
    "may_open_identity",
    "may_open_message",
    "may_pause_mailbox",
    "may_publish",
    "may_redact",
    "may_reply_for",
    "may_set_mailbox",
    "may_settle_message",
    "may_submit",
    "may_take_message",
    "may_tell",
    "may_vouch",
    "may_withdraw",
    "nothing_sure_waits",
    "owns",
    "takes",
]
