"""The calendar app."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """Registers the app under a short label, and its grants once every app is loaded."""

    name = "dabir.foundation.calendar"
    label = "calendar"

    def ready(self) -> None:
        """Tell people which permissions this app grants."""
        from dabir.foundation.calendar import policy  # noqa: F401 (registered by import)
