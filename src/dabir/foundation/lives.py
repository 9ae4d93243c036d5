"""Moving a locked row along its life, with a refusal that names the state in words."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from dabir.domain.procedure.transitions import Life
from dabir.domain.procedure.verdicts import NotNow, Verdict

M = TypeVar("M", bound=models.Model)


class Living(Protocol):
    """A row with a `state` that follows a `Life`."""

    LIFE: Life
    state: Any

    def get_state_display(self) -> str: ...


def lock(item: M) -> M:
    """Return the row afresh, locked until the end of the transaction.

    SQLite has no row locks: there, writing transactions are IMMEDIATE and so one at a time.

    Raises:
        NotNow: somebody took it away meanwhile.
    """
    try:
        return type(item)._base_manager.select_for_update(of=("self",)).get(pk=item.pk)
    except ObjectDoesNotExist as error:
        raise NotNow(_("It is not there any more: somebody took it away.")) from error


def may_now(item: Living, event: str) -> Verdict:
    """Whether `event` applies to the item as it stands."""
    if item.LIFE.allows(item.state, event):
        return Verdict.yes()
    return Verdict.no(
        _("Not possible now: it is %(state)s.") % {"state": item.get_state_display()},
        error=NotNow,
    )


def advance(item: Living, event: str) -> None:
    """Set the item's next state; the caller saves.

    Raises:
        NotNow: the event does not apply to the present state.
    """
    may_now(item, event).require()
    item.state = item.LIFE.next_state(item.state, event)
