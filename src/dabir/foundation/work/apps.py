"""The work app."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Registers the app under a short label."""

    name = "dabir.foundation.work"
    label = "work"
