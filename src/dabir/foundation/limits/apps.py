"""The limits app."""

from django.apps import AppConfig


class LimitsConfig(AppConfig):
    """Registers the app under a short label."""

    name = "dabir.foundation.limits"
    label = "limits"
