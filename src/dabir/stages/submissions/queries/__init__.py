"""Submissions and passages that a reader may see."""

from dabir.stages.submissions.queries.listing import (
    BEGINNING,
    Listed,
    holding,
    passages_holding,
    with_beginnings,
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
from dabir.stages.submissions.queries.working import consented, open_passages, told, waiting

__all__ = [
    "BEGINNING",
    "STANDING",
    "Listed",
    "by_secret",
    "consented",
    "draft_by_secret",
    "holding",
    "of_form",
    "of_group",
    "open_passages",
    "passages_holding",
    "passages_visible_to",
    "reads_everything",
    "said_in",
    "said_on_clauses",
    "sheets_visible_to",
    "stale_drafts",
    "told",
    "total",
    "visible_to",
    "waiting",
    "with_beginnings",
    "with_passages",
]
