"""The read-only admin: administrators look, acts change.

An administrator sees in the admin what they may see elsewhere, and no more.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from dabir.foundation.people.models import Body, Group, Membership, Person, Seat
from dabir.foundation.people.permissions import permits_administration
from dabir.foundation.people.queries import Reader, groups_of, signed_in


class ReadOnlyAdmin(admin.ModelAdmin):
    """A model in the admin, to be looked at only.

    A subclass sets `visible_to` to its app's query, wrapped in `staticmethod`; without it the
    list is empty. For items below an addressable parent, `through` is the path to the parent
    whose visibility counts, as in ``"call__in"``.
    """

    visible_to: ClassVar[staticmethod[[Reader], models.QuerySet[Any]] | None] = None
    through: ClassVar[str] = ""
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Only what the reader may see."""
        everything = super().get_queryset(request)
        if self.visible_to is None:
            return everything.none()
        seen: models.QuerySet[Any] = self.visible_to(request.user)
        condition = self.through or "pk__in"
        return everything.filter(**{condition: seen.values("pk")})


def _groups(reader: Reader) -> models.QuerySet[Group]:
    person = signed_in(reader)
    return groups_of(person) if person else Group.objects.none()


def _bodies(reader: Reader) -> models.QuerySet[Body]:
    return Body.objects.all() if permits_administration(reader) else Body.objects.none()


def _persons(reader: Reader) -> models.QuerySet[Person]:
    return Person.objects.all() if permits_administration(reader) else Person.objects.none()


@admin.register(Body)
class BodyAdmin(ReadOnlyAdmin):
    """Bodies are known to every administrator."""

    visible_to = staticmethod(_bodies)
    list_display = ("name", "kind", "parent", "province")
    list_filter = ("kind",)
    search_fields = ("name_key",)


@admin.register(Person)
class PersonAdmin(ReadOnlyAdmin):
    """Persons who sign in; contributors are not among them."""

    visible_to = staticmethod(_persons)
    list_display = ("name", "username", "is_active", "is_administrator", "last_login")
    search_fields = ("name_key", "username")
    exclude = ("password",)


@admin.register(Group)
class GroupAdmin(ReadOnlyAdmin):
    """The administrator's own groups."""

    visible_to = staticmethod(_groups)
    list_display = ("name", "code", "kind", "parent", "responsible_body")


@admin.register(Seat)
class SeatAdmin(ReadOnlyAdmin):
    """The seats of bodies in the administrator's own groups."""

    visible_to = staticmethod(_groups)
    through = "group__in"
    list_display = ("group", "body", "votes", "since", "until")


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """Who sits in the administrator's own groups."""

    visible_to = staticmethod(_groups)
    through = "group__in"
    list_display = ("group", "person", "body", "role", "since", "until")
    list_filter = ("role",)
