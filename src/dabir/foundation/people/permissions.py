"""Who may do what: permissions are enum members, granted to roles by the stage that owns them.

An unknown permission raises. The page of roles is made from this registry.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotPermitted, Verdict
from dabir.foundation.people.models import Group, Role
from dabir.foundation.people.queries import Reader, roles_in, signed_in

_GRANTS: dict[StrEnum, frozenset[Role]] = {}


def grant(grants: Mapping[StrEnum, Collection[Role]]) -> None:
    """Register which roles hold which permissions; called once by each app's policy."""
    for permission, roles in grants.items():
        _GRANTS[permission] = frozenset(roles)


def grants() -> Mapping[StrEnum, frozenset[Role]]:
    """Return every permission with the roles that hold it."""
    return dict(_GRANTS)


def permits(reader: Reader, permission: StrEnum, *, group: Group | None) -> Verdict:
    """Whether the reader's role in the group carries the permission.

    Raises:
        KeyError: a permission that nobody registered (a fault of the program).
    """
    roles = _GRANTS[permission]
    person = signed_in(reader)
    if person is None:
        return Verdict.no(_("Please sign in first."), error=NotPermitted)
    if roles_in(person, group) & roles:
        return Verdict.yes()
    named = _(", ").join(str(role.label) for role in Role if role in roles)
    return Verdict.no(
        _("This is for the %(roles)s of the group.") % {"roles": named}, error=NotPermitted
    )


def permits_administration(reader: Reader) -> Verdict:
    """Whether the reader administers this installation."""
    person = signed_in(reader)
    if person is not None and person.is_administrator:
        return Verdict.yes()
    return Verdict.no(_("This is for administrators."), error=NotPermitted)
