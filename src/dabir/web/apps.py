"""The web app: templates and template tags."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the app."""

    name = "dabir.web"
    label = "web"
