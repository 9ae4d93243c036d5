"""Submissions and passages that a reader may see."""

from dabir.stages.submissions.queries.answering import (
    answers_to_all,
    batches_of,
    outcomes_told,
    preview_of,
)
from dabir.stages.submissions.queries.arrivals import arrival_by_secret
from dabir.stages.submissions.queries.assigning import (
    assignments_visible_to,
    pile_of,
    progress_of_readers,
    readers_of,
    unassigned,
)
from dabir.stages.submissions.queries.contesting import (
    contestations,
    contested_in,
    first_readers,
    open_contestations,
)
from dabir.stages.submissions.queries.copies import public_copies
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
from dabir.stages.submissions.queries.likenesses import (
    Alike,
    alike_to,
    members_alike,
    numbers_alike,
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
    amounts_by_call,
    counted_page_of,
    facets_of,
    page_of,
    total,
)
from dabir.stages.submissions.queries.mails import (
    address_of,
    listening_at,
    mailboxes_visible_to,
    mails_aside,
    mails_of_submission,
    mails_visible_to,
)
from dabir.stages.submissions.queries.reasons import common_reasons, offered_reasons, reasons_of
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
from dabir.stages.submissions.queries.tokens import tokens_of
from dabir.stages.submissions.queries.vouching import (
    asks,
    confirmation_by_secret,
    confirmations_of,
    denied,
)
from dabir.stages.submissions.queries.working import (
    consented,
    open_passages,
    told,
    told_in,
)

__all__ = [
    "BEGINNING",
    "CHECKED_AT_A_TIME",
    "STANDING",
    "Alike",
    "Amount",
    "Listed",
    "Page",
    "Progress",
    "Sought",
    "Waits",
    "address_of",
    "alike_to",
    "amount_of",
    "amounts_by_call",
    "answers_to_all",
    "arrival_by_secret",
    "asks",
    "assignments_visible_to",
    "batches_of",
    "brought_by",
    "by_secret",
    "calls_waiting",
    "check_key",
    "common_reasons",
    "confirmation_by_secret",
    "confirmations_of",
    "consented",
    "contestations",
    "contested_in",
    "counted_page_of",
    "denied",
    "draft_by_secret",
    "facets_of",
    "first_readers",
    "imports_of_group",
    "imports_visible_to",
    "listening_at",
    "mailboxes_visible_to",
    "mails_aside",
    "mails_of_submission",
    "mails_visible_to",
    "members_alike",
    "numbers_alike",
    "of_group",
    "offered_reasons",
    "open_contestations",
    "open_passages",
    "open_proposals",
    "open_sure",
    "outcomes_told",
    "page_of",
    "passages_holding",
    "passages_visible_to",
    "pile_of",
    "preview_of",
    "problems_of",
    "progress_of",
    "progress_of_readers",
    "public_copies",
    "readers_of",
    "reads_everything",
    "reasons_of",
    "rejected_rows",
    "rows_known",
    "run_key",
    "said_in",
    "said_on_clauses",
    "sheets_visible_to",
    "slices_done",
    "stale_drafts",
    "tokens_of",
    "told",
    "told_in",
    "total",
    "unassigned",
    "visible_to",
    "waiting_for_redaction",
    "what_waits",
    "with_beginnings",
    "with_passages",
    "without_open_sure",
]
