"""The demonstration, loaded once for all the tests of a module and gone after it."""

import pytest
from django.db import transaction

from dabir.demonstration.loading import load


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everything that the demonstration makes, in a transaction that is rolled back.

    Tests that use it are marked `django_db`.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)
