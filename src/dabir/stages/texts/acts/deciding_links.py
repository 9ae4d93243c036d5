"""Acts on many proposed links at once: confirming those that are grounds, dismissing others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.stages.texts.acts.matching import confirm_link, dismiss_link
from dabir.stages.texts.acts.storing import lock_version
from dabir.stages.texts.models import Likeness, Version


@act
def confirm_links(
    *, version: Version, likenesses: Iterable[Likeness], actor: Person, at: datetime
) -> int:
    """Make proposed links grounds of the clauses of one version, all or none; returns how many.

    Links to upstream clauses are not confirmed so: what was found is said of each.

    Raises:
        NotPermitted: the actor may not ground clauses.
        NotNow: one was decided before, its consideration is not adopted, or the version is not
            worked on.
        Refused: there are none, one is of another version or to an upstream clause, or the actor
            may not see both of its ends.
    """
    version = lock_version(version)
    chosen = _of(version, likenesses)
    if any(each.upstream_id is not None for each in chosen):
        raise Refused(_("Say of each upstream clause what was found; it is not confirmed in one."))
    for each in chosen:
        confirm_link(likeness=each, actor=actor, at=at)
    _record(version, chosen, actor, at)
    return len(chosen)


@act
def dismiss_links(
    *, version: Version, likenesses: Iterable[Likeness], actor: Person, at: datetime
) -> int:
    """Dismiss proposed links of one version, all or none; returns how many.

    Raises:
        NotPermitted: the actor may not ground clauses, or examine them.
        NotNow: one was decided before.
        Refused: there are none, one is of another version, or the actor may not see both ends.
    """
    version = lock_version(version)
    chosen = _of(version, likenesses)
    for each in chosen:
        dismiss_link(likeness=each, actor=actor, at=at)
    _record(version, chosen, actor, at)
    return len(chosen)


def _of(version: Version, likenesses: Iterable[Likeness]) -> list[Likeness]:
    chosen = list(likenesses)
    if not chosen:
        raise Refused(_("Choose the links first."))
    if any(each.clause.version_id != version.pk for each in chosen):
        raise Refused(_("There is no such proposal."))
    return chosen


def _record(version: Version, chosen: list[Likeness], actor: Person, at: datetime) -> None:
    # For the secretariat: some links may be to what other readers of the version may not see.
    # Each is recorded by itself as well, where both of its ends are seen.
    record(
        actor=actor,
        at=at,
        group=version.text.group,
        version=version.pk,
        likenesses=[each.pk for each in chosen],
    )
