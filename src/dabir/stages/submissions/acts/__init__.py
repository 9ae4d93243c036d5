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
from dabir.stages.submissions.acts.passages import lift_redaction, recut_passages, redact
from dabir.stages.submissions.acts.publishing import (
    change_publication,
    publish_submission,
    publish_submissions,
    set_consents,
    withdraw_consent,
)
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
from dabir.stages.submissions.acts.tokens import give_token, revoke_token

__all__ = [
    "Nominee",
    "Told",
    "accept_proposed_redaction",
    "accept_submission",
    "accept_submissions",
    "accept_sure_redactions",
    "admit_nominee",
    "answer_slice",
    "begin_import",
    "change_answer_batch",
    "change_publication",
    "check_import",
    "complete_submission",
    "conclude_check",
    "decline_submission",
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
    "give_token",
    "import_slice",
    "keep_sheet",
    "lift_redaction",
    "map_import",
    "open_identity",
    "preview_answer_batch",
    "propose_redactions",
    "publish_submission",
    "publish_submissions",
    "recut_passages",
    "redact",
    "reopen_proposed_redaction",
    "return_submission",
    "revoke_token",
    "run_import",
    "save_draft",
    "send_answer_batch",
    "set_consents",
    "set_sheet_aside",
    "stop_import",
    "submit",
    "submit_official_reply",
    "take_in_arrivals",
    "tell_contributor",
    "tell_contributors",
    "withdraw_consent",
    "withdraw_submission",
    "write_to_contributor",
]
