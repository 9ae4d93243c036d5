"""The mandates app."""

from django.apps import AppConfig


class MandatesConfig(AppConfig):
    """Registers the stage's kinds and grants once every app is loaded."""

    name = "dabir.stages.mandates"
    label = "mandates"

    def ready(self) -> None:
        """Tell the trace which kinds this stage has, and people which permissions it grants."""
        from dabir.stages.mandates import kinds, policy  # noqa: F401 (registered by import)
