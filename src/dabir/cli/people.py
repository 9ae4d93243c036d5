"""Who a command acts for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dabir.foundation.people.models import Person


def person_named(username: str) -> Person:
    """Return the person with this user name, or say that there is nobody."""
    from dabir.foundation.people.models import Person

    person = Person.objects.filter(username__iexact=username, is_active=True).first()
    if person is None:
        raise click.ClickException(f"There is nobody called “{username}”. Name a person with --as.")
    return person
