"""The document of an issuance, as the writers take it, in the issuance's own language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Literal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.formats.documents import Attachment, IssuedDocument, Signatory
from dabir.formats.documents import IssuedClause as Printed
from dabir.foundation.naming import in_language
from dabir.foundation.people.preferences import Preferences, reading_as, show_day, show_digits
from dabir.stages.issuances.models import Issuance, IssuedClause

LEFT_TO_RIGHT = "\u200e"
SEAL_SHOWN = 32
"""How much of a seal's digest is printed: enough to compare, and to fit a line."""


def verification_url(code: str) -> str:
    """Return the public address at which a document with this code is verified."""
    return settings.BASE_URL + reverse("verify", args=[code])


def written_in(language: str) -> Literal["fa", "en"]:
    """Return the language of a document: Persian, or English for everything else."""
    return "fa" if language == "fa" else "en"


def as_document(issuance: Issuance, clauses: Sequence[IssuedClause]) -> IssuedDocument:
    """Return the document as it goes out, or as it would, while it is being prepared."""
    language = written_in(issuance.language)
    with reading_as(Preferences.of_language(language)):
        return _document(issuance, clauses, language)


def _document(
    issuance: Issuance, clauses: Sequence[IssuedClause], language: Literal["fa", "en"]
) -> IssuedDocument:
    recipients = list(issuance.recipients.select_related("body"))
    issuer = issuance.issuer or issuance.group.responsible_body
    persian = language == "fa"
    code = issuance.verification or ""
    return IssuedDocument(
        language=language,
        direction="rtl" if persian else "ltr",
        title=in_language(issuance.names, language) or str(issuance.version.text),
        number=_in_order(issuance.number, persian=persian) if issuance.number else _("draft"),
        day_text=show_day(issuance.issued_on, "numeric") if issuance.issued_on else "",
        issuer=str(issuer or ""),
        group=str(issuance.group),
        preamble=issuance.preamble,
        clauses=tuple(
            Printed(label=one.mark, heading=one.heading, text=one.text, depth=one.depth)
            for one in clauses
        ),
        signatory=Signatory(name=str(issuance.signatory), position=issuance.position),
        recipients=tuple(str(one.body) for one in recipients if one.for_action),
        copies=tuple(str(one.body) for one in recipients if not one.for_action),
        closing=issuance.closing,
        seal_text=issuance.seal[:SEAL_SHOWN],
        verification_url=verification_url(code) if code else "",
        facts=tuple(_facts(issuance)),
        opening="بسمه تعالی" if persian else "",
        day=issuance.issued_on,
    )


def _in_order(number: str, *, persian: bool) -> str:
    """Return a number in the document's digits, its parts in one order.

    A number such as 1405/ب/2 runs from right to left in Persian; in a document that runs from
    left to right, marks keep the Persian letter from turning its neighbours round.
    """
    shown = show_digits(number)
    return shown if persian else shown.replace("/", f"{LEFT_TO_RIGHT}/{LEFT_TO_RIGHT}")


def _facts(issuance: Issuance) -> list[tuple[str, str]]:
    found = [(_("How it goes out"), str(issuance.get_mode_display()))]
    submittal = issuance.submittal
    if submittal is not None and submittal.resolution_number:
        number = show_digits(submittal.resolution_number)
        found.append((_("Resolution"), _with_day(number, submittal.resolved_on)))
    elif issuance.decision is not None:
        meeting = issuance.decision.meeting
        found.append((_("Decided in"), f"{meeting.name} · {show_day(meeting.begins_at.date())}"))
    found.append((_("Version"), str(issuance.version)))
    if issuance.in_force_on:
        found.append((_("In force from"), show_day(issuance.in_force_on)))
    return found


def _with_day(number: str, day: date | None) -> str:
    if day is None:
        return number
    return _("%(number)s of %(day)s") % {"number": number, "day": show_day(day)}


def machine_readable(issuance: Issuance, clauses: Sequence[IssuedClause]) -> Attachment:
    """Return the text as JSON, which the PDF carries: clauses by their lasting identifiers."""
    data = {
        "number": issuance.number,
        "issued_on": issuance.issued_on,
        "title": issuance.names,
        "language": issuance.language,
        "verification": verification_url(issuance.verification or ""),
        "clauses": [
            {
                "clause": str(one.clause.uid),
                "label": one.label,
                "heading": one.heading,
                "text": one.text,
                "depth": one.depth,
            }
            for one in clauses
        ],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1, default=str)
    return Attachment(
        name="text.json",
        data=text.encode(),
        media_type="application/json",
        description="Machine-readable text",
    )
