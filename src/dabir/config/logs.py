"""What log lines must not say."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(r"(/(?:f|respond|confirm|key|feed)/)[^/\s]+")
"""Addresses whose last part opens something: follow-up links, drafts, links to confirm, links for
a new password, calendar feeds."""


class WithoutSecrets(logging.Filter):
    """Leaves out of a line's arguments, such as the path that failed, what opens something."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through, without its secrets."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                SECRET.sub(r"\1…", part) if isinstance(part, str) else part for part in record.args
            )
        return True
