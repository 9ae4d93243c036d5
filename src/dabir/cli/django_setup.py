"""Loading Django, for commands that need the database."""

from __future__ import annotations

import os


def set_up() -> None:
    """Load Django with this installation's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabir.config.settings")
    import django

    django.setup()
