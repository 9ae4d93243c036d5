"""Every act of this stage."""

from dabir.stages.texts.acts.amending import (
    ask_redraft,
    cosponsor_amendment,
    propose_amendment,
    redraft_amendment,
)
from dabir.stages.texts.acts.delivering import begin_text_from_output, hand_in_text
from dabir.stages.texts.acts.deriving import correct_version, derive_version
from dabir.stages.texts.acts.drafting import (
    disclose_text,
    draft_zero,
    rename_text,
    shelve_text,
    start_text,
)
from dabir.stages.texts.acts.examining import (
    UpstreamDraft,
    enter_upstream,
    note_finding,
)
from dabir.stages.texts.acts.grounding import consult_on, ground_clause, unground_clause
from dabir.stages.texts.acts.guarding import judge_red_line, lift_guard, set_guard
from dabir.stages.texts.acts.handing_up import (
    approve_text,
    issue_text,
    return_text,
    submit_text,
)
from dabir.stages.texts.acts.procedure import answer_treatment, propose_treatment, rule_en_bloc
from dabir.stages.texts.acts.ruling import (
    reopen_contest,
    reopen_operations,
    rule_amendment,
    rule_contest,
    rule_operations,
    withdraw_amendment,
)
from dabir.stages.texts.acts.subamending import amend_amendment
from dabir.stages.texts.acts.supporting import join_option, leave_option, merge_options

__all__ = [
    "UpstreamDraft",
    "amend_amendment",
    "answer_treatment",
    "approve_text",
    "ask_redraft",
    "begin_text_from_output",
    "consult_on",
    "correct_version",
    "cosponsor_amendment",
    "derive_version",
    "disclose_text",
    "draft_zero",
    "enter_upstream",
    "ground_clause",
    "hand_in_text",
    "issue_text",
    "join_option",
    "judge_red_line",
    "leave_option",
    "lift_guard",
    "merge_options",
    "note_finding",
    "propose_amendment",
    "propose_treatment",
    "redraft_amendment",
    "rename_text",
    "reopen_contest",
    "reopen_operations",
    "return_text",
    "rule_amendment",
    "rule_contest",
    "rule_en_bloc",
    "rule_operations",
    "set_guard",
    "shelve_text",
    "start_text",
    "submit_text",
    "unground_clause",
    "withdraw_amendment",
]
