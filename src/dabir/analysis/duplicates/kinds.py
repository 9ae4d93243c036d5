"""What kinds of duplicates there are, and from when on they are a campaign."""

import numpy as np
from numpy.typing import NDArray

KINDS = ("exact", "near", "campaign")
EXACT, NEAR, CAMPAIGN = range(3)

CAMPAIGN_SENDERS = 5
"""From so many submissions of one text, changed or not, on it is a campaign."""

CAMPAIGN_WORDS = 8
"""Words that a campaign's template has at least: what is shorter, people write alike by chance."""


def kinds(
    campaign: NDArray[np.bool_], is_centre: NDArray[np.bool_], copies: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Return the kind of rows.

    It goes by whether they are of a campaign, whether their text is their representative's word for
    word, and how often that was sent: copies of a changed text are near their representative.
    """
    return np.where(campaign, CAMPAIGN, np.where(is_centre & (copies > 1), EXACT, NEAR))
