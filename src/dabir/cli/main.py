"""The root of the command line; each command is a module beside this one."""

from __future__ import annotations

import importlib

import click

COMMANDS = {
    "outline": "dabir.cli.outline:outline",
    "redline": "dabir.cli.redline:redline",
    "compile": "dabir.cli.compile:compile_files",
    "match": "dabir.cli.match:match",
    "duplicates": "dabir.cli.duplicates:duplicates",
    "import": "dabir.cli.importing:import_file",
    "demo": "dabir.cli.demo:demo",
    "administrator": "dabir.cli.administrator:administrator",
    "serve": "dabir.cli.serve:serve",
    "worker": "dabir.cli.worker:worker",
    "listen": "dabir.cli.listener:listen",
    "doctor": "dabir.cli.doctor:doctor",
    "index": "dabir.cli.index:index",
    "analyse": "dabir.cli.analyse:analyse",
    "manage": "dabir.cli.manage:manage",
}


class LazyGroup(click.Group):
    """Imports a command's module only when that command is asked for."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the commands in the order in which they are written."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Return the command, or None when there is no such command."""
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name].split(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)  # noqa: S101 (a fault of the table above)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dabir")
def main() -> None:
    """Dabir: the secretariat of a working group, from its mandate to the issued text and back."""
