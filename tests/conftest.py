"""What holds for every test: its marks, its hypothesis profile, and which database it belongs to.

That no test reaches beyond this machine is said in pyproject.toml (--allow-hosts).
"""

import os
from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile("dev", max_examples=50, deadline=None)
# Enough to notice most faults, few enough to ask a thousand times.
hypothesis.settings.register_profile("mutants", max_examples=25, deadline=None, derandomize=True)
hypothesis.settings.register_profile("ci", max_examples=200, deadline=None, derandomize=True)
hypothesis.settings.register_profile("nightly", max_examples=5_000, deadline=None)

HERE = Path(__file__).resolve().parent
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="run only the tests that use the database (for the second database)",
    )


def pytest_configure(config: pytest.Config) -> None:
    # A profile named on the command line wins.
    if not config.getoption("hypothesis_profile", default=None):
        hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def _on_postgresql() -> bool:
    return os.environ.get("DABIR_DATABASE_URL", "").startswith("postgres")


def _uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark by folder, and leave out what belongs to the other database."""
    other = "sqlite" if _on_postgresql() else "postgresql"
    left_out = []
    for item in items:
        folder = item.path.relative_to(HERE).parts[0] if item.path.is_relative_to(HERE) else ""
        if folder == "e2e":
            item.add_marker("browser")
        if folder == "real":
            item.add_marker("real")
        elsewhere = item.get_closest_marker(other) is not None
        if elsewhere or (config.getoption("--database-only") and not _uses_database(item)):
            left_out.append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]
