"""Acts of letters and referrals."""

from dabir.foundation.letters.acts.referring import (
    finish_referral,
    read_referral,
    recall_referral,
    refer,
    return_referral,
)
from dabir.foundation.letters.acts.writing import (
    Details,
    Scan,
    change_letter,
    draft_letter,
    file_letter,
    register_letter,
    send_letter,
    shape_numbers,
)

__all__ = [
    "Details",
    "Scan",
    "change_letter",
    "draft_letter",
    "file_letter",
    "finish_referral",
    "read_referral",
    "recall_referral",
    "refer",
    "register_letter",
    "return_referral",
    "send_letter",
    "shape_numbers",
]
