"""`dabir demo`: the demonstration, loaded once and served."""

from __future__ import annotations

import os
import socket

import click

from dabir.cli.django_setup import set_up
from dabir.cli.progress import bar
from dabir.cli.serve import check_port, prepare_database, print_links_to, run_supervised

MAIL_BESIDE = 25
"""Mail is listened for so many ports above the pages: 8025 beside 8000."""

LAST_PORT = 65_535


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--load-only", is_flag=True, help="Load it, and do not serve.")
def demo(port: int, load_only: bool) -> None:
    """Load the demonstration into an empty installation, and serve it.

    An invented working group, from its mandate to an issued text: everything is done by the acts
    that people use, so record and trace are complete. An installation that holds a group already
    is left as it is.
    """
    if not load_only:
        check_port("127.0.0.1", port)
    print_links_to("127.0.0.1", port)
    listen_for_mail(port + MAIL_BESIDE)
    set_up()
    prepare_database()
    load_once()
    if not load_only:
        from dabir.demonstration.signing_in import sign_ins

        for line in sign_ins():
            click.echo(line)
        run_supervised("127.0.0.1", port)


def listen_for_mail(port: int) -> None:
    """Let mail for the calls be brought to this machine, unless the installation says where.

    Called before the settings are read. Where the port is taken, no mail is listened for.
    """
    if port > LAST_PORT:
        return
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return
    os.environ.setdefault("DABIR_LISTEN_SMTP", f"127.0.0.1:{port}")


def load_once() -> None:
    """Load the demonstration where there is no group yet; all of it or nothing.

    Raises:
        ClickException: an act was refused, or the database does not answer.
    """
    from django.db import Error
    from django.db.transaction import atomic

    from dabir.demonstration.loading import load
    from dabir.domain.procedure.verdicts import Refused
    from dabir.foundation.files.keeping import kept_together
    from dabir.foundation.people.models import Group

    try:
        if Group.objects.exists():
            click.echo("The demonstration is there already.", err=True)
            return
        with bar() as shown, atomic(), kept_together():
            task = shown.add_task("Loading the demonstration")
            load(
                lambda part, done, of: shown.update(
                    task, description=f"Loading {part}", completed=done, total=of
                )
            )
    except Refused as error:
        raise click.ClickException(f"The demonstration was refused: {error}") from error
    except Error as error:
        raise click.ClickException(f"The database does not answer: {error}") from error
    click.echo("The demonstration is loaded.", err=True)
