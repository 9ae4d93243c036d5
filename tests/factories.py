"""People and groups for tests, made without acts, which have tests of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from dabir.foundation.people.models import Body, Group, Membership, Person, Role, Seat

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
"""The moment at which tests take place: 30 Aban 1405, a Saturday noon in Tehran."""

PASSWORD = "correct horse battery staple"

_numbers = count(1)


def make_body(name: str = "", **fields: Any) -> Body:
    name = name or f"نهاد {next(_numbers)}"
    return Body.objects.create(names={"fa": name, "en": f"{name} (en)"}, **fields)


def make_person(username: str = "", **fields: Any) -> Person:
    username = username or f"person{next(_numbers)}"
    fields.setdefault("names", {"fa": f"شخص {username}", "en": username.title()})
    fields.setdefault("email", f"{username}@example.org")
    return Person.objects.create_user(username, PASSWORD, **fields)


def make_group(name: str = "", **fields: Any) -> Group:
    number = next(_numbers)
    name = name or f"کارگروه {number}"
    fields.setdefault("code", f"group-{number}")
    return Group.objects.create(names={"fa": name, "en": f"Group {number}"}, **fields)


def seat(
    person: Person | None, group: Group, role: Role = Role.PRINCIPAL, **fields: Any
) -> Membership:
    """Give a person, or a body alone, a seat in the group."""
    body = fields.get("body")
    if body is not None and role in {Role.PRINCIPAL, Role.ALTERNATE} and "seat" not in fields:
        standing = Seat.objects.filter(group=group, body=body)
        alternate = standing.first() if role == Role.ALTERNATE else None
        fields["seat"] = alternate or Seat.objects.create(group=group, body=body)
    return Membership.objects.create(person=person, group=group, role=role, **fields)


def make_secretary(group: Group, **fields: Any) -> Person:
    person = make_person(**fields)
    seat(person, group, Role.SECRETARY)
    return person


def make_member(group: Group, body: Body | None = None, **fields: Any) -> Person:
    person = make_person(**fields)
    seat(person, group, Role.PRINCIPAL, body=body or make_body())
    return person
