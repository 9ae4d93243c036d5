"""`dabir serve`: the whole product on one machine, one command."""

from __future__ import annotations

import errno
import os
import socket

import click

from dabir.cli.supervision import Process, supervise, this_python

PAGE_PROCESSES = 2
"""How many processes answer requests: on SQLite they take turns to write."""

WEB_FIRST_SECONDS = 1.5
"""The pages come up first: people wait for them."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Serve the pages, do background work and keep the clock, until Ctrl-C.

    Whatever of it dies is started again. A new installation's database is made first.
    """
    check_port(host, port)
    print_links_to(host, port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabir.config.settings")
    prepare_database()
    run_supervised(host, port)


def run_supervised(host: str, port: int) -> None:
    """Print the address and keep the processes alive until somebody stops them."""
    click.echo(f"Dabir is served at {address_of(host, port)}/  (Ctrl-C stops it)")
    supervise(processes(host, port), lambda line: click.echo(line, err=True))
    click.echo("Stopped.")


def address_of(host: str, port: int) -> str:
    """Return the address that a browser on this machine opens."""
    name = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::"} else host  # noqa: S104 (shown)
    return f"http://{name}:{port}"


def print_links_to(host: str, port: int) -> None:
    """Let mails and documents name this address, unless the installation names another.

    Called before the settings are read.
    """
    os.environ.setdefault("DABIR_BASE_URL", address_of(host, port))


def processes(host: str, port: int) -> list[Process]:
    """Return what makes up a served Dabir: pages, workers of both queues, the clock, the mail.

    `DABIR_WORKERS` processes do work: one of them heavy work, the others quick work. Beside
    PostgreSQL, where two can write at once, another one helps with heavy work.
    """
    from django.conf import settings
    from django.db import connection

    quick = max(1, settings.WORK_PROCESSES - 1)
    helping = [] if connection.vendor == "sqlite" else [worker("second heavy worker", "heavy")]
    return [
        Process("web", this_python("dabir.cli.web_server", host, str(port), str(PAGE_PROCESSES))),
        *(worker(f"worker {number}", "quick") for number in range(1, quick + 1)),
        worker("heavy worker", "heavy"),
        *helping,
        worker("clock", "clock"),
        *([listener()] if settings.LISTEN_SMTP or settings.LISTEN_LMTP else []),
    ]


def listener() -> Process:
    """Return the process that takes mail for calls."""
    return Process("listener", this_python("dabir", "listen"), after=WEB_FIRST_SECONDS)


def worker(name: str, what: str) -> Process:
    """Return the process that does this part of the background work."""
    return Process(name, this_python("dabir", "worker", what), after=WEB_FIRST_SECONDS)


def check_port(host: str, port: int) -> None:
    """Fail in one line where the address cannot be listened on.

    Raises:
        ClickException: the port is taken, or forbidden, or there is no such address.
    """
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            message = f"Port {port} is taken; choose another with --port."
        elif error.errno == errno.EACCES:
            message = f"Port {port} is reserved; choose one above 1023 with --port."
        else:
            message = f"Cannot listen on {host}:{port}: {error.strerror or error}."
        raise click.ClickException(message) from error


def prepare_database() -> None:
    """Make the tables of a new installation; refuse a database of another version.

    Raises:
        ClickException: the database does not answer, or waits for its migrations.
    """
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import Error, connection

    try:
        django.setup()
        # WhiteNoise warns where the folder is not; what it serves comes from the finders.
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        from django.db.migrations.executor import MigrationExecutor

        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan and not executor.loader.applied_migrations:
            click.echo("Making the database …")
            call_command("migrate", verbosity=0, interactive=False)
        elif plan:
            raise click.ClickException(
                "The database is of another version: run `dabir manage migrate` first."
            )
    except Error as error:
        line = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise click.ClickException(f"The database does not answer: {line}") from error
    finally:
        connection.close()
