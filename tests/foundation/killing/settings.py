"""The settings of the workers that the kill test kills: short leases, handlers that die."""

from dabir.config.settings import *  # noqa: F403 - a settings module is extended by its names

WORK_LEASE_SECONDS = {"quick": 1, "heavy": 1}
WORK_HANDLERS |= {  # noqa: F405 - a name of the settings that are extended
    "test.effect": "tests.foundation.killing.handlers:effect",
    "test.steps": "tests.foundation.killing.handlers:steps",
}
WORK_CLOCK = {"dabir.jobs.sealing:seal": 0.5}
