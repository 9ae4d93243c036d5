"""The issuances app."""

from django.apps import AppConfig


class IssuancesConfig(AppConfig):
    """Registers the stage's kinds and grants once every app is loaded."""

    name = "dabir.stages.issuances"
    label = "issuances"

    def ready(self) -> None:
        """Tell the trace which kinds this stage has, and people which permissions it grants."""
        from dabir.stages.issuances import kinds, policy  # noqa: F401 (registered by import)
