"""Submissions and passages that a reader may see."""

from dabir.stages.submissions.queries.answering import (
    answers_to_all,
    batches_of,
    outcomes_told,
    preview_of,
)
from dabir.stages.submissions.queries.arrivals import arrival_by_secret
from dabir.stages.submissions.queries.imports import (
    CHECKED_AT_A_TIME,
    Progress,
    brought_by,
    check_key,
    imports_of_group,
    imports_visible_to,
    problems_of,
    progress_of,
    rejected_rows,
    rows_known,
    run_key,
    slices_done,
)
from dabir.stages.submissions.queries.listing import (
    BEGINNING,
    Listed,
    passages_holding,
    with_beginnings,
)
from dabir.stages.submissions.queries.lists import (
    Amount,
    Page,
    amount_of,
    facets_of,
    page_of,
    total,
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
from dabir.stages.submissions.queries.searching import Sought
from dabir.stages.submissions.queries.secrets import (
    by_secret,
    draft_by_secret,
    stale_drafts,
)
from dabir.stages.submissions.queries.seeing import (
    STANDING,
    of_group,
    passages_visible_to,
    reads_everything,
    visible_to,
    with_passages,
)
from dabir.stages.submissions.queries.sheets import said_in, said_on_clauses, sheets_visible_to
from dabir.stages.submissions.queries.working import (
    consented,
    open_passages,
    told,
    told_in,
    waiting,
)

__all__ = [
    "BEGINNING",
    "CHECKED_AT_A_TIME",
    "STANDING",
    "Amount",
    "Listed",
    "Page",
    "Progress",
    "Sought",
    "Waits",
    "amount_of",
    "answers_to_all",
    "arrival_by_secret",
    "batches_of",
    "brought_by",
    "by_secret",
    "calls_waiting",
    "check_key",
    "consented",
    "draft_by_secret",
    "facets_of",
    "imports_of_group",
    "imports_visible_to",
    "of_group",
    "open_passages",
    "open_proposals",
    "open_sure",
    "outcomes_told",
    "page_of",
    "passages_holding",
    "passages_visible_to",
    "preview_of",
    "problems_of",
    "progress_of",
    "reads_everything",
    "rejected_rows",
    "rows_known",
    "run_key",
    "said_in",
    "said_on_clauses",
    "sheets_visible_to",
    "slices_done",
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
