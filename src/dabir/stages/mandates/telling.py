"""Mails about duties: links, not contents, to whoever is to act next or waits for an answer.

Nobody is told of a duty that they may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.mail.recording import record_mail
from dabir.foundation.people.models import Person
from dabir.stages.mandates.models import Duty
from dabir.stages.mandates.queries.carriers import persons_carrying, secretariat_of, who_see


def _tell(
    duty: Duty, persons: Iterable[Person], sentence: Callable[[], str], *, key: str, at: datetime
) -> None:
    address = settings.BASE_URL + reverse("mandates:duty", args=[duty.group.code, duty.pk])

    def subject() -> str:
        return _("A duty in the %(group)s") % {"group": duty.group}

    def text() -> str:
        return f"{sentence()}\n\n{address}"

    for person in who_see(duty, persons):
        record_mail(
            key=f"duty:{duty.pk}:{key}:{person.pk}",
            person=person,
            subject=subject,
            text=text,
            about=duty,
            at=at,
        )


def tell_secretariat(
    duty: Duty, sentence: Callable[[], str], *, key: str, actor: Person, at: datetime
) -> None:
    """Tell the secretariat of the duty's group, except whoever acts, once for each `key`."""
    persons = secretariat_of(duty.group, at).exclude(pk=actor.pk)
    _tell(duty, persons, sentence, key=key, at=at)


def tell_carriers(
    duty: Duty, sentence: Callable[[], str], *, key: str, actor: Person, at: datetime
) -> None:
    """Tell those who sit for the responsible bodies and committees, except whoever acts."""
    persons = persons_carrying(duty, at).exclude(pk=actor.pk)
    _tell(duty, persons, sentence, key=key, at=at)
