"""`dabir administrator`: the first person of an installation, who registers all others."""

from __future__ import annotations

from pathlib import Path

import click

from dabir.cli.django_setup import set_up
from dabir.cli.serve import prepare_database


@click.command()
@click.argument("username")
@click.option("--name", default="", help="The name that pages show; the user name where left out.")
@click.option("--email", default="", help="Where a link goes when the password is forgotten.")
@click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the password from the first line of this file, and do not ask.",
)
def administrator(username: str, name: str, email: str, password_file: Path | None) -> None:
    """Register the administrator of a new installation, its first person.

    The administrator founds groups and registers persons on the pages. Where there is somebody
    already, people are registered there, and this command refuses.
    """
    set_up()
    prepare_database()
    password = _password(password_file)
    _register(username.strip(), name.strip() or username.strip(), email.strip(), password)
    click.echo(f"{username} administers this installation and can sign in.")


def _password(file: Path | None) -> str:
    if file is not None:
        lines = file.read_text(encoding="utf-8").splitlines()
        return lines[0] if lines else ""
    given: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return given


def _register(username: str, name: str, email: str, password: str) -> None:
    """Register the first person.

    Raises:
        ClickException: there is somebody already, or the password will not do, or the database
            does not answer.
    """
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import Error
    from django.utils import timezone

    from dabir.domain.language.direction import direction
    from dabir.domain.procedure.verdicts import NotPermitted, Refused
    from dabir.foundation.people.models import Person
    from dabir.stages.mandates.acts import register_person

    language = "fa" if direction(name) == "rtl" else "en"
    try:
        validate_password(password, Person(username=username, email=email))
        register_person(
            username=username,
            names={language: name},
            email=email,
            password=password,
            actor=None,
            at=timezone.now(),
        )
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    except NotPermitted as error:
        raise click.ClickException(
            "Somebody is registered already; persons are registered on the pages."
        ) from error
    except Refused as error:
        raise click.ClickException(str(error)) from error
    except Error as error:
        raise click.ClickException(f"The database does not answer: {error}") from error
