"""A listener that is killed after a message is durable and before that is said.

    python -m tests.cli.listening PORT

Prints "listening" once it does; the installation is the one that the environment names.
"""

import os
import signal
import sys
import time

import django

django.setup()

from dabir.cli import listening  # noqa: E402 - Django is ready only now

_keep = listening.keep_message


def keep_and_die(**given: object) -> None:
    _keep(**given)  # type: ignore[arg-type] # as it was called
    os.kill(os.getpid(), signal.SIGKILL)


listening.keep_message = keep_and_die
with listening.Listener(lmtp=f"127.0.0.1:{sys.argv[1]}"):
    sys.stdout.write("listening\n")
    sys.stdout.flush()
    time.sleep(60)
