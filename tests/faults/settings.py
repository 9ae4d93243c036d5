"""The settings of an installation whose processes are killed: what they had in hand comes back."""

from dabir.config.settings import *  # noqa: F403 - a settings module is extended by its names

WORK_LEASE_SECONDS = {"quick": 1, "heavy": 1}
