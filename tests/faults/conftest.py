"""An installation to which faults happen."""

import pytest

from tests.faults.rush import Rush
from tests.foundation.conftest import installation

__all__ = ["installation"]


@pytest.fixture
def rush(installation, tmp_path):
    """Makes a rush of so many forms upon the installation; mails go to a server that is away."""
    return lambda count: Rush(
        installation
        | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DABIR_SMTP_URL": "smtp://127.0.0.1:9",
        },
        tmp_path / "rush",
        count,
    )
