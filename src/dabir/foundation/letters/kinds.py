"""Letters, as the trace knows them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.domain.language import isolated
from dabir.foundation.letters.models import Letter
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.trace.kinds import Kind, register


def name_of(letter: Letter) -> str:
    """Return a letter's number, when it has one, and its subject.

    Both may run in the other direction than the sentence around them, so each is isolated.
    """
    if not letter.number:
        return letter.subject
    return _("letter %(number)s: %(subject)s") % {
        "number": isolated(show_digits(letter.number)),
        "subject": isolated(letter.subject),
    }


def url_of(letter: Letter) -> str:
    """Return the page of a letter."""
    return reverse("letters:letter", args=[letter.group.code, letter.pk])


register(
    Kind(
        key=Letter.KIND,
        stage="letters",
        label=gettext_lazy("letter"),
        model=Letter,
        name=name_of,
        url=url_of,
        quote=lambda letter: letter.text,
        related=("group",),
    )
)
