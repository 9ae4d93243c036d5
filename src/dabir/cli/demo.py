"""`dabir demo`: load the demonstration into an empty installation."""

from __future__ import annotations

import click

from dabir.cli.django_setup import set_up
from dabir.cli.progress import bar


@click.command()
def demo() -> None:
    """Load the demonstration: an invented working group, from its mandate to an issued text.

    Everything is done by the acts that people use, so record and trace are complete. An
    installation that holds a group already is left as it is.
    """
    set_up()
    from django.db import Error
    from django.db.transaction import atomic

    from dabir.demonstration.loading import load
    from dabir.demonstration.signing_in import sign_ins
    from dabir.domain.procedure.verdicts import Refused
    from dabir.foundation.people.models import Group

    try:
        if Group.objects.exists():
            click.echo("There is a group already: nothing was loaded.")
        else:
            with bar() as shown, atomic():
                task = shown.add_task("Loading the demonstration")
                load(
                    lambda part, done, of: shown.update(
                        task, description=f"Loading {part}", completed=done, total=of
                    )
                )
            click.echo("The demonstration is loaded.")
    except Refused as error:
        raise click.ClickException(f"The demonstration was refused: {error}") from error
    except Error as error:
        raise click.ClickException(f"The database does not answer: {error}") from error
    for line in sign_ins():
        click.echo(line)
