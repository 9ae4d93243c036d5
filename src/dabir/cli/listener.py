"""`dabir listen`: mail for calls, taken over SMTP or LMTP."""

from __future__ import annotations

import logging
import os
import signal
import threading

import click

from dabir.cli.supervision import stop_with_supervisor


@click.command()
def listen() -> None:
    """Take mail for calls until it is stopped, over SMTP and LMTP.

    Where is said by DABIR_LISTEN_SMTP and DABIR_LISTEN_LMTP, each host:port. It takes mail for the
    addresses of calls alone and passes nothing on; `dabir serve` runs it by itself.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabir.config.settings")
    import django

    django.setup()
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    # What strangers send wrongly is no fault of the program.
    logging.getLogger("mail.log").setLevel(logging.ERROR)

    from django.conf import settings

    from dabir.cli.listening import Listener

    if not settings.LISTEN_SMTP and not settings.LISTEN_LMTP:
        raise click.ClickException("Set DABIR_LISTEN_SMTP or DABIR_LISTEN_LMTP to host:port.")
    stopping = threading.Event()
    for which in (signal.SIGTERM, signal.SIGINT):
        signal.signal(which, lambda _number, _frame: stopping.set())
    stop_with_supervisor()
    try:
        with Listener(smtp=settings.LISTEN_SMTP, lmtp=settings.LISTEN_LMTP):
            stopping.wait()
    except OSError as error:
        raise click.ClickException(f"Cannot listen for mail: {error.strerror or error}.") from error
