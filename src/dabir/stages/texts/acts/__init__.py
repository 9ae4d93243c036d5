"""Every act of this stage."""

from dabir.stages.texts.acts.amending import (
    ask_redraft,
    cosponsor_amendment,
    propose_amendment,
    redraft_amendment,
)
from dabir.stages.texts.acts.collecting import (
    DraftAmendment,
    RefusedTogether,
    propose_amendments,
)
from dabir.stages.texts.acts.commenting import (
    answer_comment,
    make_comment,
    reopen_comment,
    settle_comment,
)
from dabir.stages.texts.acts.contesting import reopen_contest, rule_contest
from dabir.stages.texts.acts.deciding_links import confirm_links, dismiss_links
from dabir.stages.texts.acts.delivering import begin_text_from_output, hand_in_text
from dabir.stages.texts.acts.deriving import correct_version, derive_version
from dabir.stages.texts.acts.drafting import (
    disclose_text,
    draft_zero,
    rename_text,
    shelve_text,
    start_text,
)
from dabir.stages.texts.acts.drafting_from_files import (
    draft_zero_from_file,
    keep_draft_file,
    mend_draft_file,
    set_draft_file_aside,
)
from dabir.stages.texts.acts.examining import (
    UpstreamDraft,
    enter_upstream,
    note_finding,
    take_over_upstream,
)
from dabir.stages.texts.acts.following import (
    follow_text,
    receive_revision,
    set_revision_aside,
    settle_revision,
)
from dabir.stages.texts.acts.grounding import consult_on, ground_clause, unground_clause
from dabir.stages.texts.acts.guarding import judge_red_line, lift_guard, set_guard
from dabir.stages.texts.acts.handing_up import (
    approve_text,
    issue_text,
    return_text,
    submit_text,
)
from dabir.stages.texts.acts.matching import (
    ask_for_links,
    confirm_link,
    dismiss_link,
    ground_in_passage,
    propose_links,
    unground_in_passage,
)
from dabir.stages.texts.acts.merging import merge_clauses, merge_options
from dabir.stages.texts.acts.opining import (
    adopt_examination,
    begin_examination,
    confirm_opinion,
    drop_opinion,
    hand_examination,
    return_examination,
    write_opinion,
)
from dabir.stages.texts.acts.procedure import answer_treatment, propose_treatment, rule_en_bloc
from dabir.stages.texts.acts.receiving import (
    Taken,
    keep_text_file,
    propose_from_file,
    set_text_file_aside,
)
from dabir.stages.texts.acts.ruling import (
    reopen_operations,
    rule_amendment,
    rule_operations,
    withdraw_amendment,
)
from dabir.stages.texts.acts.sheets import (
    keep_comment_sheet,
    set_comment_sheet_aside,
    take_comment_sheet,
)
from dabir.stages.texts.acts.subamending import amend_amendment
from dabir.stages.texts.acts.supporting import join_option, leave_option

__all__ = [
    "DraftAmendment",
    "RefusedTogether",
    "Taken",
    "UpstreamDraft",
    "adopt_examination",
    "amend_amendment",
    "answer_comment",
    "answer_treatment",
    "approve_text",
    "ask_for_links",
    "ask_redraft",
    "begin_examination",
    "begin_text_from_output",
    "confirm_link",
    "confirm_links",
    "confirm_opinion",
    "consult_on",
    "correct_version",
    "cosponsor_amendment",
    "derive_version",
    "disclose_text",
    "dismiss_link",
    "dismiss_links",
    "draft_zero",
    "draft_zero_from_file",
    "drop_opinion",
    "enter_upstream",
    "follow_text",
    "ground_clause",
    "ground_in_passage",
    "hand_examination",
    "hand_in_text",
    "issue_text",
    "join_option",
    "judge_red_line",
    "keep_comment_sheet",
    "keep_draft_file",
    "keep_text_file",
    "leave_option",
    "lift_guard",
    "make_comment",
    "mend_draft_file",
    "merge_clauses",
    "merge_options",
    "note_finding",
    "propose_amendment",
    "propose_amendments",
    "propose_from_file",
    "propose_links",
    "propose_treatment",
    "receive_revision",
    "redraft_amendment",
    "rename_text",
    "reopen_comment",
    "reopen_contest",
    "reopen_operations",
    "return_examination",
    "return_text",
    "rule_amendment",
    "rule_contest",
    "rule_en_bloc",
    "rule_operations",
    "set_comment_sheet_aside",
    "set_draft_file_aside",
    "set_guard",
    "set_revision_aside",
    "set_text_file_aside",
    "settle_comment",
    "settle_revision",
    "shelve_text",
    "start_text",
    "submit_text",
    "take_comment_sheet",
    "take_over_upstream",
    "unground_clause",
    "unground_in_passage",
    "withdraw_amendment",
    "write_opinion",
]
