"""The acts of this stage."""

from dabir.stages.issuances.acts.demanding import (
    drop_demand,
    find_insufficient,
    raise_demand,
    reply_to_demand,
    send_demand,
    settle_demand,
)
from dabir.stages.issuances.acts.issuing import acknowledge, issue, revoke_issuance
from dabir.stages.issuances.acts.preparing import change_issuance, prepare_issuance

__all__ = [
    "acknowledge",
    "change_issuance",
    "drop_demand",
    "find_insufficient",
    "issue",
    "prepare_issuance",
    "raise_demand",
    "reply_to_demand",
    "revoke_issuance",
    "send_demand",
    "settle_demand",
]
