"""A letter on paper."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dabir.formats.documents import IssuedDocument, Signatory
from dabir.formats.pdf_writing import write_pdf
from dabir.foundation.letters.models import Letter
from dabir.foundation.people.preferences import Preferences, reading_as, show_day, show_digits


def letter_pdf(letter: Letter) -> bytes:
    """Return the letter as PDF, in the group's language whoever prints it."""
    with reading_as(Preferences.of_language(letter.group.language)):
        return write_pdf(as_document(letter))


def as_document(letter: Letter) -> IssuedDocument:
    """Return the letter as the writers take it: a draft without number says so."""
    persian = letter.group.language == "fa"
    language: Literal["fa", "en"] = "fa" if persian else "en"
    receivers = list(letter.receivers.select_related("body"))
    issuer = letter.sender or letter.group.responsible_body
    day = letter.dated_on or letter.at.date()
    references = [
        (label, _as_cited(other))
        for label, other in (
            (_("In reply to"), letter.replies_to),
            (_("Following up"), letter.follows),
        )
        if other is not None
    ]
    return IssuedDocument(
        language=language,
        direction="rtl" if persian else "ltr",
        title=letter.subject,
        number=show_digits(letter.number) if letter.number else _("draft"),
        day_text=show_day(day, "numeric"),
        issuer=str(issuer or ""),
        group=str(letter.group),
        preamble=letter.text,
        signatory=Signatory(name=str(letter.signatory)) if letter.signatory else None,
        recipients=tuple(str(one.body) for one in receivers if not one.copy),
        copies=tuple(_as_copied(str(one.body), one.note) for one in receivers if one.copy),
        opening="بسمه تعالی" if persian else "",
        classification=str(letter.get_classification_display()),
        attachments_text=_attached(letter),
        facts=tuple(references),
        day=day,
    )


def _attached(letter: Letter) -> str:
    if letter.enclosures.exists():
        return pgettext("enclosures of a letter", "yes")
    return pgettext("enclosures of a letter", "none")


def _as_cited(letter: Letter) -> str:
    number = show_digits(letter.number or letter.their_number)
    return f"{number} · {show_day(letter.dated_on)}" if letter.dated_on else number


def _as_copied(body: str, note: str) -> str:
    return f"{body} ({note})" if note else body
