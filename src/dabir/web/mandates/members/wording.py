"""What is said of seats."""

from __future__ import annotations

from django.utils.translation import gettext as _


def condition_words(condition: str) -> str:
    """Return the words for a seat's condition (`queries.CONDITIONS`)."""
    return {
        "filled": _("filled"),
        "ends_soon": _("term ends soon"),
        "unnamed": _("nobody named"),
        "vacant": _("vacant"),
        "expired": _("term has ended"),
    }[condition]


TONES = {
    "filled": "good",
    "ends_soon": "wait",
    "unnamed": "wait",
    "vacant": "bad",
    "expired": "bad",
}
"""The tone of the badge that says it."""
