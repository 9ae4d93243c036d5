"""An installation whose processes a test may kill."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def installation(transactional_db, tmp_path):
    """The environment of an installation with its tables made."""
    environment = os.environ | {
        "DABIR_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tests.foundation.killing.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    if connection.vendor == "postgresql":
        to = connection.settings_dict
        host = quote(str(to["OPTIONS"].get("host") or to["HOST"]), safe="")
        environment["DABIR_DATABASE_URL"] = (
            f"postgresql://{to['USER']}:{to['PASSWORD']}@:{to['PORT']}/{to['NAME']}?host={host}"
        )
    else:
        environment.pop("DABIR_DATABASE_URL", None)
        connection.ensure_connection()
        with closing(sqlite3.connect(tmp_path / "dabir.sqlite3")) as own:
            connection.connection.backup(own)
    return environment
