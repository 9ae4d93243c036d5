"""The positions app."""

from django.apps import AppConfig


class PositionsConfig(AppConfig):
    """Registers the stage's kinds and grants once every app is loaded."""

    name = "dabir.stages.positions"
    label = "positions"

    def ready(self) -> None:
        """Tell the trace which kinds this stage has, and people which permissions it grants."""
        from dabir.stages.positions import kinds, policy  # noqa: F401 (registered by import)
