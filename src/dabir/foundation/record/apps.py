"""The record app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Registers the app under a short label, and its grants."""

    name = "dabir.foundation.record"
    label = "record"

    def ready(self) -> None:
        """Tell people which permissions the record grants."""
        from dabir.foundation.record import policy  # noqa: F401 (registered by import)
