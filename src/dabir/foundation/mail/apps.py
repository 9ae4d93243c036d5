"""The mail app."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Registers the app under a short label."""

    name = "dabir.foundation.mail"
    label = "mail"
