"""Both databases are set up as the design says."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.sqlite
def test_a_write_waits_for_another_instead_of_failing():
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] >= 20_000


@pytest.mark.sqlite
def test_foreign_keys_are_enforced():
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA foreign_keys").fetchone()[0] == 1


@pytest.mark.postgresql
def test_letters_are_unicode_letters():
    # With the C ctype, trigram search sees nothing in Persian.
    with connection.cursor() as cursor:
        cursor.execute("SELECT datctype FROM pg_database WHERE datname = current_database()")
        assert "utf" in cursor.fetchone()[0].lower()
        cursor.execute("SELECT 'ژرف' ~ '^[[:alpha:]]+$'")
        assert cursor.fetchone()[0] is True
