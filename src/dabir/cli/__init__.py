"""The `dabir` command. Django is loaded only by commands that need the database."""

from dabir.cli.main import main

__all__ = ["main"]
