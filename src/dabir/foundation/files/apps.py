"""The files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Registers the app, and its kind with the trace."""

    name = "dabir.foundation.files"
    label = "files"

    def ready(self) -> None:
        """Tell the trace what an original is."""
        from dabir.foundation.files import kinds  # noqa: F401 (registered by import)
