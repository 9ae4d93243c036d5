"""Who can sign in to the demonstration, and with which password."""

from __future__ import annotations

from dabir.foundation.people.models import Person

PASSWORD = "dabir-1405"  # noqa: S105 (of invented persons; see below)
"""Of every person of the demonstration. It is printed, so it protects nothing."""

SHOWN = (
    ("secretary", "the secretary, who does most of the work"),
    ("chair", "the chair of the working group"),
    ("forouhar", "a principal member, for a ministry"),
    ("sohrabian", "a principal member who reads English"),
    ("hamvar", "an invited guest"),
    ("signatory", "the officer who signs for the higher body"),
    ("administrator", "the administrator of the installation"),
)
"""The persons a visitor needs first, and what they are."""


def sign_ins() -> list[str]:
    """Return lines that say who can sign in; none where this is no demonstration."""
    known = Person.objects.in_bulk([name for name, _what in SHOWN], field_name="username")
    first = known.get(SHOWN[0][0])
    if first is None or not first.check_password(PASSWORD):
        return []
    width = max(len(name) for name in known)
    return [
        f"Sign in with the password {PASSWORD} as",
        *(f"  {name:<{width}}  {what}" for name, what in SHOWN if name in known),
    ]
