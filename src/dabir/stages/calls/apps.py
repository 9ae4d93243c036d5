"""The calls app."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Registers the stage's kinds and grants once every app is loaded."""

    name = "dabir.stages.calls"
    label = "calls"

    def ready(self) -> None:
        """Tell the trace which kinds this stage has, and people which permissions it grants."""
        from dabir.stages.calls import kinds, policy  # noqa: F401 (registered by import)
