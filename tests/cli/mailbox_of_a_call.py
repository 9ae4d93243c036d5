"""Open a call with a listening mailbox in the installation of the environment; print its address.

python -m tests.cli.mailbox_of_a_call
"""

import sys

import django

django.setup()

from tests.factories import make_group, make_secretary  # noqa: E402 - Django is ready only now
from tests.stages.mailing import make_mailbox  # noqa: E402 - the same
from tests.stages.sent import make_open_call  # noqa: E402 - the same

_secretary = make_secretary(make_group())
_call = make_open_call(_secretary.memberships.get().group, _secretary)
sys.stdout.write(make_mailbox(_call, _secretary).address)
