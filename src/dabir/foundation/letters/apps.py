"""The letters app."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Registers the app under a short label, letters with the trace, and grants."""

    name = "dabir.foundation.letters"
    label = "letters"

    def ready(self) -> None:
        """Make letters known to the trace, and to people which permissions they grant."""
        from dabir.foundation.letters import kinds, policy  # noqa: F401 (registered by import)
