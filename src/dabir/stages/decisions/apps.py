"""The decisions app."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Registers the stage's kinds and grants once every app is loaded."""

    name = "dabir.stages.decisions"
    label = "decisions"

    def ready(self) -> None:
        """Tell the trace which kinds this stage has, and people which permissions it grants."""
        from dabir.stages.decisions import kinds, policy  # noqa: F401 (registered by import)
