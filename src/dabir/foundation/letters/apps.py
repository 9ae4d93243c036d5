"""The letters app."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Registers the app under a short label."""

    name = "dabir.foundation.letters"
    label = "letters"
