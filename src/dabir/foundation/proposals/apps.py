"""The proposals app."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """Registers the app under a short label."""

    name = "dabir.foundation.proposals"
    label = "proposals"
