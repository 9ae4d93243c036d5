"""The reference pages that are made from the code: lives, permissions, settings, commands.

python tools/reference.py write    make docs/reference anew
python tools/reference.py check    fail when a page does not say what the code says
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"


def lives() -> Iterator[str]:
    """Yield the page of state diagrams, one for each life."""
    from django.apps import apps

    yield "# Lives\n\nHow each kind of thing moves. Written by `tools/reference.py`.\n"
    for model in apps.get_models():
        life = getattr(model, "LIFE", None)
        if life is not None:
            yield f"\n## {model._meta.verbose_name} (`{model._meta.label}`)\n\n"
            yield f"```mermaid\n{life.as_mermaid()}\n```\n"


def permissions() -> Iterator[str]:
    """Yield the page of permissions and the roles that hold them."""
    from dabir.foundation.people.models import Role
    from dabir.foundation.people.permissions import grants

    yield "# Permissions\n\nWhich role may do what. Written by `tools/reference.py`.\n\n"
    yield "| Permission | " + " | ".join(str(role.value) for role in Role) + " |\n"
    yield "|---|" + "---|" * len(Role) + "\n"
    for permission, roles in sorted(grants().items()):
        marks = " | ".join("✓" if role in roles else "" for role in Role)
        yield f"| `{permission}` | {marks} |\n"


def settings() -> Iterator[str]:
    """Yield the page of what an installation can set."""
    from dabir.config.environment import Environment

    yield "# Settings\n\nEnvironment variables. Written by `tools/reference.py`.\n\n"
    yield "| Variable | Default | What it sets |\n|---|---|---|\n"
    for name, field in Environment.model_fields.items():
        default = field.get_default(call_default_factory=True)
        shown = "" if default in ("", None) else f"`{default}`"
        yield f"| `DABIR_{name.upper()}` | {shown} | {field.description} |\n"


def commands() -> Iterator[str]:
    """Yield the page of the command line, as `--help` says it."""
    import click

    from dabir.cli.main import COMMANDS, main

    yield "# Commands\n\nWhat `--help` says. Written by `tools/reference.py`.\n"
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        if command is None or name == "manage":
            continue
        context = click.Context(command, info_name=f"dabir {name}", terminal_width=88)
        yield f"\n## dabir {name}\n\n```\n{command.get_help(context)}\n```\n"


def acts() -> Iterator[str]:
    """Yield the page of all acts, with the first sentence of each."""
    from dabir.foundation.record.acts import acts as registered

    yield "# Acts\n\nEvery change of state there is. Written by `tools/reference.py`.\n\n"
    yield "| Act | What it does |\n|---|---|\n"
    for name, function in sorted(registered().items()):
        first = (function.__doc__ or "").strip().split("\n\n", maxsplit=1)[0]
        yield f"| `{name}` | {' '.join(first.split()).replace('|', '¦')} |\n"


PAGES = {
    "lives.md": lives,
    "permissions.md": permissions,
    "settings.md": settings,
    "commands.md": commands,
    "acts.md": acts,
}


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabir.config.settings")
    import django
    from django.utils import translation

    django.setup()
    import dabir.foundation
    import dabir.stages

    for package in (dabir.foundation, dabir.stages):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            if module.ispkg and importlib.util.find_spec(f"{module.name}.acts"):
                importlib.import_module(f"{module.name}.acts")
    with translation.override("en"):
        return {name: "".join(page()) for name, page in PAGES.items()}


def main(arguments: list[str]) -> int:
    """Write or check the pages; return the exit code."""
    if arguments not in (["write"], ["check"]):
        print((__doc__ or "").strip())
        return 2
    stale = []
    for name, text in pages().items():
        path = FOLDER / name
        if arguments == ["write"]:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    for name in stale:
        print(
            f"docs/reference/{name} does not say what the code says: run tools/reference.py write"
        )
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
