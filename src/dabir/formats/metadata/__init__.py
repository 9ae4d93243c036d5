"""Files without the traces of who wrote them: what is published of them carries no authors.

The words and the look stay; properties, names of authors of changes and comments, revision marks,
templates, file paths, positions and the words of cameras go. Nothing is encoded anew, so that a
picture loses nothing. What cannot be cleaned for certain is refused.
"""

from __future__ import annotations

from collections.abc import Callable

from dabir.formats.errors import Unreadable
from dabir.formats.metadata.errors import ActiveContent, SignedFile, Uncleanable
from dabir.formats.metadata.odt import clean_odt
from dabir.formats.metadata.pdf import clean_pdf
from dabir.formats.metadata.pictures import clean_jpeg, clean_png
from dabir.formats.metadata.word import clean_docx

__all__ = ["KINDS", "ActiveContent", "SignedFile", "Uncleanable", "cleaned"]

_CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    "docx": clean_docx,
    "jpg": clean_jpeg,
    "odt": clean_odt,
    "pdf": clean_pdf,
    "png": clean_png,
    "txt": bytes,
}
KINDS = frozenset(_CLEANERS)
"""The kinds of files that can be cleaned, by their ending."""


def cleaned(data: bytes, kind: str) -> bytes:
    """Return a file of this kind without what tells of its authors.

    Raises:
        SignedFile: cleaning would break the electronic signature, which itself names somebody.
        ActiveContent: it holds programs or other files.
        Uncleanable: it is damaged, locked, or of a kind that cannot be cleaned.
    """
    cleaner = _CLEANERS.get(kind)
    if cleaner is None:
        raise Uncleanable
    try:
        return cleaner(data)
    except Unreadable as error:
        raise Uncleanable from error
