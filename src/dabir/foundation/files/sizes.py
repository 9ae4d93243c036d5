"""How large a file may be: one limit of the installation, and one sentence that says it."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from dabir.formats.limits import MEGABYTE
from dabir.formats.names import safe_name
from dabir.foundation.people.preferences import show_digits


def limit_in_megabytes() -> int:
    """Return the largest file that is taken, in megabytes."""
    return max(1, settings.UPLOAD_LIMIT // MEGABYTE)


def refusal_of_size(name: str, size: int) -> str:
    """Return why a file of this size is not taken; empty when it is."""
    if size <= settings.UPLOAD_LIMIT:
        return ""
    return _("“%(file)s” is larger than %(limit)s MB, the most that one file may be.") % {
        "file": safe_name(name),
        "limit": show_digits(limit_in_megabytes()),
    }
