"""The record app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Registers the app under a short label."""

    name = "dabir.foundation.record"
    label = "record"
