"""Having a document read, deciding on what was read, and giving it another shape."""

from dabir.foundation.proposals.acts.deciding import (
    accept_confident,
    accept_proposal,
    accept_proposals,
    correct_proposal,
    decline_proposal,
    decline_proposals,
    reopen_proposal,
    settle_date,
)
from dabir.foundation.proposals.acts.reading import (
    read_document,
    read_part,
    set_reading_aside,
)
from dabir.foundation.proposals.acts.reshaping import (
    add_proposal,
    merge_proposals,
    move_span,
    split_proposal,
)

__all__ = [
    "accept_confident",
    "accept_proposal",
    "accept_proposals",
    "add_proposal",
    "correct_proposal",
    "decline_proposal",
    "decline_proposals",
    "merge_proposals",
    "move_span",
    "read_document",
    "read_part",
    "reopen_proposal",
    "set_reading_aside",
    "settle_date",
    "split_proposal",
]
