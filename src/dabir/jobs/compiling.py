"""Laying all that is proposed over a version, before its readers ask for it."""

from __future__ import annotations

from typing import Any

from dabir.domain.drafting import Unfit
from dabir.foundation.people.models import Group, Membership, Person
from dabir.foundation.work.pieces import GiveUp, Piece
from dabir.stages.texts.compiling.keeping_ready import make_ready
from dabir.stages.texts.examining.red_lines import find_red_lines
from dabir.stages.texts.models import Version
from dabir.stages.texts.queries import latest_version


def compile_version(piece: Piece) -> dict[str, Any]:
    """Make the compiled forms of the version in the argument `version`, for the group's members.

    A version that is not worked on any more is left alone: its readers are few.

    Raises:
        GiveUp: what is kept does not fit the version; its page says why.
    """
    version = (
        Version.objects.select_related("text__group").filter(pk=piece.arguments["version"]).first()
    )
    made = 0
    if version is not None and latest_version(version.text) == version:
        try:
            made = make_ready(version, [None, *_members(version.text.group)])
        except Unfit as error:
            message = f"The amendments to version {version.pk} do not fit it."
            raise GiveUp(message) from error
    with piece.finishing({"forms": made}):
        pass
    return {"forms": made}


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
