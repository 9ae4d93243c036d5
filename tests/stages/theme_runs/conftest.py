"""A run that proposes three themes, with everything said in English."""

import pytest
from django.utils import translation

from tests.stages.theme_runs.runs import World


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def world():
    return World()


@pytest.fixture
def run(world):
    return world.run()
