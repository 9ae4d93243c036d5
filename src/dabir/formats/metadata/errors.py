"""Why a file could not be cleaned.

FormatError
└── Uncleanable
    ├── SignedFile
    └── ActiveContent
"""

from __future__ import annotations

from dabir.formats.errors import FormatError, gettext_noop


class Uncleanable(FormatError):
    """Nobody can promise that nothing of its authors is left in it."""

    code = "uncleanable"
    message = gettext_noop("The traces of who wrote the file cannot be taken out of it.")


class SignedFile(Uncleanable):
    """An electronic signature names somebody, and breaks when anything else is taken out."""

    code = "signed-file"
    message = gettext_noop("The file is signed electronically.")


class ActiveContent(Uncleanable):
    """Programs, or files within the file, which are not looked into."""

    code = "active-content"
    message = gettext_noop("The file holds programs or other files.")
