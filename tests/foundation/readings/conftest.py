"""A resolution that was read for a group."""

import pytest

from tests.factories import make_group, make_secretary
from tests.stages.readings import read


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def reading(group, secretary):
    return read(group, secretary)
