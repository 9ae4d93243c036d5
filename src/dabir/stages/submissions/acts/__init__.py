"""Every act of this stage."""

from dabir.stages.submissions.acts.answering import (
    answer_slice,
    change_answer_batch,
    draft_answer_batch,
    drop_answer_batch,
    preview_answer_batch,
    send_answer_batch,
)
from dabir.stages.submissions.acts.arriving import submit, take_in_arrivals
from dabir.stages.submissions.acts.assigning import assign_submissions, finish_reading, give_back
from dabir.stages.submissions.acts.comparing import compare_submissions
from dabir.stages.submissions.acts.confirming import (
    ask_to_confirm,
    confirm_arrival,
    let_unconfirmed_lapse,
    submit_to_confirm,
)
from dabir.stages.submissions.acts.contesting import answer_contestation, contest_passage
from dabir.stages.submissions.acts.copying import keep_public_copies
from dabir.stages.submissions.acts.deciding import (
    accept_submission,
    accept_submissions,
    decline_submission,
    return_submission,
    withdraw_submission,
)
from dabir.stages.submissions.acts.disposing import (
    Told,
    dispose_passage,
    dispose_passages,
    tell_contributor,
    tell_contributors,
    write_to_contributor,
)
from dabir.stages.submissions.acts.drafting import (
    discard_draft,
    discard_stale_drafts,
    save_draft,
)
from dabir.stages.submissions.acts.exporting import ask_for_export, destroy_export, keep_export
from dabir.stages.submissions.acts.identity import (
    Nominee,
    admit_nominee,
    erase_submission,
    open_identity,
)
from dabir.stages.submissions.acts.importing import (
    begin_import,
    check_import,
    conclude_check,
    finish_import,
    import_slice,
    map_import,
    run_import,
    stop_import,
)
from dabir.stages.submissions.acts.mailboxes import (
    listener_address,
    pause_mailbox,
    set_mailbox,
)
from dabir.stages.submissions.acts.mails import (
    keep_message,
    note_returned,
    open_message,
    receive_message,
    settle_message,
    take_message,
)
from dabir.stages.submissions.acts.passages import lift_redaction, recut_passages, redact
from dabir.stages.submissions.acts.publishing import (
    change_publication,
    publish_submission,
    publish_submissions,
    set_consents,
    withdraw_consent,
)
from dabir.stages.submissions.acts.reasons import add_reason, change_reason, retire_reason
from dabir.stages.submissions.acts.receiving import (
    complete_submission,
    enter_submission,
    submit_official_reply,
)
from dabir.stages.submissions.acts.redacting import (
    accept_proposed_redaction,
    accept_sure_redactions,
    dismiss_proposed_redaction,
    propose_redactions,
    reopen_proposed_redaction,
)
from dabir.stages.submissions.acts.sheets import enter_sheet, keep_sheet, set_sheet_aside
from dabir.stages.submissions.acts.signing import sign_official_reply
from dabir.stages.submissions.acts.tokens import give_token, revoke_token
from dabir.stages.submissions.acts.vouching import (
    answer_whether_theirs,
    ask_some_whether_theirs,
    ask_whether_theirs,
)

__all__ = [
    "Nominee",
    "Told",
    "accept_proposed_redaction",
    "accept_submission",
    "accept_submissions",
    "accept_sure_redactions",
    "add_reason",
    "admit_nominee",
    "answer_contestation",
    "answer_slice",
    "answer_whether_theirs",
    "ask_for_export",
    "ask_some_whether_theirs",
    "ask_to_confirm",
    "ask_whether_theirs",
    "assign_submissions",
    "begin_import",
    "change_answer_batch",
    "change_publication",
    "change_reason",
    "check_import",
    "compare_submissions",
    "complete_submission",
    "conclude_check",
    "confirm_arrival",
    "contest_passage",
    "decline_submission",
    "destroy_export",
    "discard_draft",
    "discard_stale_drafts",
    "dismiss_proposed_redaction",
    "dispose_passage",
    "dispose_passages",
    "draft_answer_batch",
    "drop_answer_batch",
    "enter_sheet",
    "enter_submission",
    "erase_submission",
    "finish_import",
    "finish_reading",
    "give_back",
    "give_token",
    "import_slice",
    "keep_export",
    "keep_message",
    "keep_public_copies",
    "keep_sheet",
    "let_unconfirmed_lapse",
    "lift_redaction",
    "listener_address",
    "map_import",
    "note_returned",
    "open_identity",
    "open_message",
    "pause_mailbox",
    "preview_answer_batch",
    "propose_redactions",
    "publish_submission",
    "publish_submissions",
    "receive_message",
    "recut_passages",
    "redact",
    "reopen_proposed_redaction",
    "retire_reason",
    "return_submission",
    "revoke_token",
    "run_import",
    "save_draft",
    "send_answer_batch",
    "set_consents",
    "set_mailbox",
    "set_sheet_aside",
    "settle_message",
    "sign_official_reply",
    "stop_import",
    "submit",
    "submit_official_reply",
    "submit_to_confirm",
    "take_in_arrivals",
    "take_message",
    "tell_contributor",
    "tell_contributors",
    "withdraw_consent",
    "withdraw_submission",
    "write_to_contributor",
]
