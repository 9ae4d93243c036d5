"""The submissions app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SubmissionsConfig(AppConfig):
    """Registers the stage's kinds and grants once every app is loaded."""

    name = "dabir.stages.submissions"
    label = "submissions"

    def ready(self) -> None:
        """Tell the trace which kinds this stage has, and people which permissions it grants."""
        from dabir.stages.submissions import (  # noqa: F401 (registered by import)
            kinds,
            policy,
            reactions,
            reactions_to_calls,
            reactions_to_erasing,
        )
        from dabir.stages.submissions.intake.database import write_objects

        post_migrate.connect(write_objects, sender=self)
