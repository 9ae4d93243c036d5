"""The installation that tests run against: its own state folder, passwords hashed cheaply."""

import atexit
import os
import tempfile

_state = tempfile.TemporaryDirectory(prefix="dabir-tests-")
atexit.register(_state.cleanup)
# Before the settings are read: they make their secret key in this folder.
os.environ["DABIR_VAR"] = _state.name

from dabir.config.settings import *  # noqa: E402, F403 - a settings module is extended by its names

# Tests change calls faster than anybody could.
DOOR_REMEMBERS_SECONDS = 0.0

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Static files are served from where they stand, so this stays empty, but it is looked for.
STATIC_ROOT.mkdir()  # noqa: F405 - the same
