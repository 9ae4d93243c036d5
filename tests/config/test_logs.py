"""The log says what failed, and never an address that opens something."""

import logging

import pytest
from django.conf import settings

from dabir.config.logs import WithoutSecrets


def line(path):
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "%s: %s", ("Internal Server Error", path), None
    )
    assert WithoutSecrets().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    "path",
    [
        "/f/k3y-of-mine/",
        "/f/k3y-of-mine/confirm/k3y-of-the-mail/",
        "/calls/data/respond/k3y-of-mine/",
        "/account/key/k3y-of-mine/",
    ],
)
def test_leaves_out_what_opens_something(path):
    assert "k3y" not in line(path)
    assert "…" in line(path)


def test_says_the_path_of_other_pages():
    assert line("/g/group/calls/1/") == "Internal Server Error: /g/group/calls/1/"


def test_what_fails_is_said_where_the_server_runs():
    assert settings.LOGGING["root"]["handlers"] == ["stderr"]
    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["secrets"]
