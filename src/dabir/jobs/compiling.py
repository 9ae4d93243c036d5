"""Laying all that is proposed over a version, before its readers ask for it."""

from __future__ import annotations

from time import monotonic
from typing import Any

from dabir.domain.drafting import Unfit
from dabir.foundation.people.models import Group, Membership, Person
from dabir.foundation.work.pieces import GiveUp, Piece
from dabir.stages.texts.compiling.keeping_ready import Ready, make_ready
from dabir.stages.texts.examining.red_lines import find_red_lines
from dabir.stages.texts.models import Version
from dabir.stages.texts.queries import latest_version
from dabir.stages.texts.reactions import go_on_compiling

PATIENCE = 10.0
"""Seconds after which the rest of the readers is left to a piece of its own: mails wait in the same
queue. Among the heavy work, which may take hours, compiling would come when everybody has read."""


def compile_version(piece: Piece) -> dict[str, Any]:
    """Make the compiled forms of the version in the argument `version`, for the group's members.

    A version that is not worked on any more is left alone: its readers are few. Where many see
    different amendments, others' work comes in between.

    Raises:
        GiveUp: what is kept does not fit the version; its page says why.
    """
    version = (
        Version.objects.select_related("text__group").filter(pk=piece.arguments["version"]).first()
    )
    ready = Ready(0, everybody=True)
    ends = monotonic() + PATIENCE
    if version is not None and latest_version(version.text) == version:
        try:
            ready = make_ready(
                version, [None, *_members(version.text.group)], go_on=lambda: monotonic() < ends
            )
        except Unfit as error:
            message = f"The amendments to version {version.pk} do not fit it."
            raise GiveUp(message) from error
    result = {"forms": ready.forms}
    with piece.finishing(result):
        if version is not None and not ready.everybody:
            go_on_compiling(version.pk)
    return result


def check_red_lines(piece: Piece) -> dict[str, Any]:
    """Find what all that is proposed to the version in `version` does to red lines.

    As the person with the key `reader` sees both; None is whoever is not signed in. It is asked for
    by who looks before the version is compiled anew, or where that is not done for them.
    """
    version = Version.objects.filter(pk=piece.arguments["version"]).first()
    key = piece.arguments["reader"]
    reader = None if key is None else Person.objects.filter(pk=key, is_active=True).first()
    wanted = version is not None and (key is None or reader is not None)
    if version is not None and wanted:
        find_red_lines(version, reader, lambda done, of: piece.tell(done, of, {}))
    with piece.finishing({"found": wanted}):
        pass
    return {"found": wanted}


def _members(group: Group) -> list[Person]:
    return list(
        Person.objects.filter(
            pk__in=Membership.objects.on().filter(group=group).values("person"), is_active=True
        )
    )
