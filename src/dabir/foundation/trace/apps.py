"""The trace app."""

from django.apps import AppConfig


class TraceConfig(AppConfig):
    """Registers the app under a short label."""

    name = "dabir.foundation.trace"
    label = "trace"
