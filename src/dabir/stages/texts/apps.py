"""The texts app."""

from django.apps import AppConfig


class TextsConfig(AppConfig):
    """Registers the stage's kinds and grants once every app is loaded."""

    name = "dabir.stages.texts"
    label = "texts"

    def ready(self) -> None:
        """Tell the trace which kinds this stage has, and people which permissions it grants."""
        from dabir.stages.texts import (  # noqa: F401 (registered by import)
            kinds,
            policy,
            reactions,
        )
