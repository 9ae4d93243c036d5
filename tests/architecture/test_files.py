"""The shape of the source tree, as a newcomer may rely on it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "dabir"
# Migrations are written by Django, and read by nobody.
MODULES = sorted(m for m in SOURCE.rglob("*.py") if "migrations" not in m.parts)
ONE_SITTING = 400
VAGUE = {"utils", "util", "helpers", "helper", "misc", "common", "tools", "stuff"}


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_is_something_to_look_at():
    assert len(MODULES) > 20


@pytest.mark.parametrize("module", MODULES, ids=_named)
def test_can_be_read_in_one_sitting(module):
    lines = module.read_text(encoding="utf-8").count("\n")
    assert lines <= ONE_SITTING, f"{lines} lines: split along the concepts in it"


@pytest.mark.parametrize("module", MODULES, ids=_named)
def test_is_named_for_what_it_holds(module):
    assert not VAGUE & {module.stem, *module.relative_to(SOURCE).parts[:-1]}


def test_every_folder_of_modules_is_a_package():
    # The layer checks see packages only; a folder without __init__.py would escape them.
    bare = {m.parent for m in SOURCE.rglob("*.py") if not (m.parent / "__init__.py").exists()}
    assert not sorted(_named(folder) for folder in bare)


@pytest.mark.parametrize(
    "template", sorted((SOURCE / "web" / "templates").rglob("*.html")), ids=_named
)
def test_templates_keep_to_the_content_security_policy(template):
    text = template.read_text(encoding="utf-8")
    for forbidden in (
        " style=",
        "<style",
        " onclick=",
        " onchange=",
        " onsubmit=",
        " hx-on",
        "http://cdn",
    ):
        assert forbidden not in text
