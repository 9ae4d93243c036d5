"""The demonstration, loaded once for all the tests of a module and gone after it."""

import pytest
from django.db import transaction

from dabir.demonstration.loading import load


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Everything that the demonstration makes, in a transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _in_the_database(request):
    """Let each test of a module that loads the demonstration read what it loaded."""
    if "world" in request.fixturenames:
        request.getfixturevalue("db")
