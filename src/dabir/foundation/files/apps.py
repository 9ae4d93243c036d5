"""The files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Registers the app under a short label."""

    name = "dabir.foundation.files"
    label = "files"
