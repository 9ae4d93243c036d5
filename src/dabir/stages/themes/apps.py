"""The themes app."""

from django.apps import AppConfig


class ThemesConfig(AppConfig):
    """Registers the stage's kinds and grants once every app is loaded."""

    name = "dabir.stages.themes"
    label = "themes"

    def ready(self) -> None:
        """Tell the trace which kinds this stage has, and people which permissions it grants."""
        from dabir.stages.themes import (  # noqa: F401 (registered by import)
            exporting,
            kinds,
            policy,
            reactions_to_submissions,
        )
