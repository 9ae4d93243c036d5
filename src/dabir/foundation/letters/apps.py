"""The letters app."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Registers the app under a short label, and letters with the trace."""

    name = "dabir.foundation.letters"
    label = "letters"

    def ready(self) -> None:
        """Make letters known to the trace."""
        from dabir.foundation.letters import kinds

        assert kinds  # noqa: S101 (imported for its effect)
