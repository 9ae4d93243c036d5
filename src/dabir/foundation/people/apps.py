"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the app under a short label."""

    name = "dabir.foundation.people"
    label = "people"
