"""What amendments are called on pages."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dabir.foundation.people.preferences import show_digits
from dabir.stages.texts.models import Amendment


def name_of(amendment: Amendment) -> str:
    """Return what an amendment is called: «پیشنهاد اصلاحی ۳»."""
    return _("Amendment %(number)s") % {"number": show_digits(amendment.number)}
