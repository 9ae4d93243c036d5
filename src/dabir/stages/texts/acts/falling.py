"""What becomes of amendments to an amendment that is not pending any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_noop

from dabir.foundation.lives import advance
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import record_each
from dabir.stages.texts.acts.storing import in_both
from dabir.stages.texts.models import Amendment


def let_fall(amendment: Amendment, *, actor: Person, at: datetime) -> None:
    """Reject what is pending against an amendment that is not; record it. Its words are gone."""
    pending = (Amendment.State.PROPOSED, Amendment.State.REDRAFT)
    fallen = []
    for each in amendment.amended_by.filter(state__in=pending):
        if each.state == Amendment.State.REDRAFT:
            advance(each, "redraft")
        advance(each, "reject")
        each.rulings = in_both(
            gettext_noop("The amendment that it was made to is not pending any more.")
        )
        each.save(update_fields=["state", "rulings"])
        fallen.append(each)
    record_fates(fallen, amendment, actor=actor, at=at)


def record_fates(
    amendments: Iterable[Amendment], above: Amendment, *, actor: Person, at: datetime
) -> None:
    """Record what became of amendments with the one that they are made to, each with itself."""
    record_each(
        [
            (
                each,
                {
                    "number": each.number,
                    "amends": above.number,
                    "state": each.state,
                    "operations": each.operations,
                },
            )
            for each in amendments
        ],
        actor=actor,
        at=at,
    )
