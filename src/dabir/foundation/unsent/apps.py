"""The unsent app."""

from django.apps import AppConfig


class UnsentConfig(AppConfig):
    """Registers the app under a short label."""

    name = "dabir.foundation.unsent"
    label = "unsent"
