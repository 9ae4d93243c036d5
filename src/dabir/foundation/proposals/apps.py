"""The proposals app."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """Registers the app, its kind with the trace and its grants with people."""

    name = "dabir.foundation.proposals"
    label = "proposals"

    def ready(self) -> None:
        """Tell the trace what a reading is."""
        from dabir.foundation.proposals import kinds, policy  # noqa: F401 (registered by import)
