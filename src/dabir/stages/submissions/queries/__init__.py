"""Submissions and passages that a reader may see."""

from dabir.stages.submissions.queries.listing import (
    BEGINNING,
    Listed,
    holding,
    passages_holding,
    with_beginnings,
)
from dabir.stages.submissions.queries.redacting import (
    Waits,
    calls_waiting,
    open_proposals,
    open_sure,
    waiting_for_redaction,
    what_waits,
    without_open_sure,
)
from dabir.stages.submissions.queries.secrets import (
    by_secret,
    draft_by_secret,
    of_form,
    stale_drafts,
)
from dabir.stages.submissions.queries.seeing import (
    STANDING,
    of_group,
    passages_visible_to,
    reads_everything,
    total,
    visible_to,
    with_passages,
)
from dabir.stages.submissions.queries.sheets import said_in, said_on_clauses, sheets_visible_to
from dabir.stages.submissions.queries.working import consented, open_passages, told, told_in, waiting

__all__ = [
    "BEGINNING",
    "STANDING",
    "Listed",
    "Waits",
    "by_secret",
    "calls_waiting",
    "consented",
    "draft_by_secret",
    "holding",
    "of_form",
    "of_group",
    "open_passages",
    "open_proposals",
    "open_sure",
    "passages_holding",
    "passages_visible_to",
    "reads_everything",
    "said_in",
    "said_on_clauses",
    "sheets_visible_to",
    "stale_drafts",
    "told",
    "told_in",
    "total",
    "visible_to",
    "waiting",
    "waiting_for_redaction",
    "what_waits",
    "with_beginnings",
    "with_passages",
    "without_open_sure",
]
