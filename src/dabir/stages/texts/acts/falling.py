"""What becomes of amendments to an amendment that is not pending any more."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from dabir.foundation.lives import advance
from dabir.stages.texts.acts.storing import in_both
from dabir.stages.texts.models import Amendment


def let_fall(amendment: Amendment) -> None:
    """Reject what is pending against an amendment that is not: its words are gone."""
    pending = (Amendment.State.PROPOSED, Amendment.State.REDRAFT)
    for each in amendment.amended_by.filter(state__in=pending):
        if each.state == Amendment.State.REDRAFT:
            advance(each, "redraft")
        advance(each, "reject")
        each.rulings = in_both(
            gettext_noop("The amendment that it was made to is not pending any more.")
        )
        each.save(update_fields=["state", "rulings"])
