"""Every act of this stage."""

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
from dabir.stages.submissions.acts.passages import lift_redaction, recut_passages, redact
from dabir.stages.submissions.acts.publishing import (
    change_publication,
    publish_submission,
    publish_submissions,
    set_consents,
    withdraw_consent,
)
from dabir.stages.submissions.acts.redacting import (
    accept_proposed_redaction,
    accept_sure_redactions,
    dismiss_proposed_redaction,
    propose_redactions,
    reopen_proposed_redaction,
)
from dabir.stages.submissions.acts.receiving import (
    complete_submission,
    enter_submission,
    submit,
    submit_official_reply,
)
from dabir.stages.submissions.acts.sheets import enter_sheet, keep_sheet, set_sheet_aside

__all__ = [
    "Nominee",
    "Told",
    "accept_proposed_redaction",
    "accept_submission",
    "accept_submissions",
    "accept_sure_redactions",
    "admit_nominee",
    "change_publication",
    "complete_submission",
    "decline_submission",
    "discard_draft",
    "discard_stale_drafts",
    "dismiss_proposed_redaction",
    "dispose_passage",
    "dispose_passages",
    "enter_sheet",
    "enter_submission",
    "erase_submission",
    "keep_sheet",
    "lift_redaction",
    "open_identity",
    "propose_redactions",
    "publish_submission",
    "publish_submissions",
    "recut_passages",
    "redact",
    "reopen_proposed_redaction",
    "return_submission",
    "save_draft",
    "set_consents",
    "set_sheet_aside",
    "submit",
    "submit_official_reply",
    "tell_contributor",
    "tell_contributors",
    "withdraw_consent",
    "withdraw_submission",
    "write_to_contributor",
]
