"""Acts of a person on their own account."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record


def _one_of(values: list[str], value: str) -> str:
    if value not in values:
        raise Refused(_("“%(value)s” cannot be chosen here.") % {"value": value})
    return value


@act
def set_preferences(
    *,
    actor: Person,
    at: datetime,
    language: str | None = None,
    calendar: str | None = None,
    digits: str | None = None,
) -> Person:
    """Set how the actor reads: everybody sets their own. What is not given stays.

    Raises:
        Refused: a language, calendar or kind of digits that Dabir does not have.
    """
    person = Person.objects.select_for_update().get(pk=actor.pk)
    if language is not None:
        person.language = _one_of(Person.Language.values, language)
    if calendar is not None:
        person.calendar = _one_of(Person.Calendar.values, calendar)
    if digits is not None:
        person.digits = _one_of(Person.Digits.values, digits)
    person.save(update_fields=["language", "calendar", "digits"])
    record(
        actor=actor,
        at=at,
        language=person.language,
        calendar=person.calendar,
        digits=person.digits,
    )
    return person
