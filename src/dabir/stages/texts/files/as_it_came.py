"""Word files of a text in the layout of the Word file that its zero draft was made of.

Only who may read that file has them: headers, footers and pictures of it go along unread, and it is
for the secretariat to look at these before it hands such a file on. It holds what is printed of the
original, words that the text left out taken out. Where it cannot be written in its layout, or that
takes too long for a page, it is laid out as other texts are, and says so above the text.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from django.db.models import Subquery
from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import Compilation
from dabir.formats.as_it_came import NotCarried, fronted, stand, tracked
from dabir.formats.word_changes import Front
from dabir.foundation.files.keeping import read_original
from dabir.foundation.files.models import Original
from dabir.foundation.files.sealing import Erased
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.models import DraftFile, Text, Version
from dabir.stages.texts.queries import draft_files_visible_to

MOST_BYTES = 2_000_000
"""A Word file that is larger is not opened while somebody waits for a download."""

MOST_LETTERS = 250_000
"""Nor is one for a text of more letters."""

Layout = Literal["original", "own"]
"""How a Word file is laid out: as the file that the text was made of, or as all our files are."""

_log = logging.getLogger(__name__)


def original_of(text: Text, reader: Reader) -> Original | None:
    """Return the Word file that a text's zero draft was made of; None for who may not read it."""
    made = DraftFile.objects.filter(text=text, version__isnull=False, format="docx")
    last = Subquery(made.order_by("-pk").values("pk")[:1])
    found = draft_files_visible_to(reader).filter(pk=last).select_related("original__key").first()
    return None if found is None else found.original


@dataclass(frozen=True)
class WordFile:
    """A Word file for one reader: a version with what is tracked in it, and what stands above.

    `anew` writes it in a layout of our own, below the front that it is given.
    """

    version: Version
    reader: Reader
    language: str
    front: Front
    issued: str
    compilation: Compilation
    times: Mapping[int, datetime | None]
    anew: Callable[[Front], bytes]

    def written(self, layout: Layout) -> bytes:
        """Return the file in the layout of its text's original, or else in ours, which says so.

        Who may not read the original has ours, as though there were none.

        Raises:
            Missing, Altered, Unsealable: the original is not what was received.
        """
        wanted = layout == "original"
        original = original_of(self.version.text, self.reader) if wanted else None
        if original is None:
            return self.anew(self.front)
        carried = self._carried(original)
        if carried is not None:
            return carried
        said = _("laid out anew, not as the file that it was made of")
        parts = (self.front.subtitle, said)
        return self.anew(replace(self.front, subtitle=" · ".join(filter(None, parts))))

    def _carried(self, original: Original) -> bytes | None:
        text = self.version.text
        version = self.compilation.base
        if self.language != text.language:
            return None
        if original.size > MOST_BYTES or _letters(version) > MOST_LETTERS:
            return None
        try:
            received = read_original(original)
        except Erased:
            _log.info("text %s is laid out anew: its original was erased", text.pk)
            return None
        try:
            names = [name for name in text.names.values() if name]
            standing = stand(received, version, self.language, names)
            data = tracked(standing, self.compilation, times=self.times, issued=self.issued)
            title = "" if standing.titled else self.front.title
            lines = (title, self.front.subtitle, self.front.classification)
            return fronted(data, lines, standing.direction)
        except NotCarried as reason:
            _log.info("text %s is laid out anew: %s", text.pk, reason)
        except Exception:  # noqa: BLE001 (a file may hold what nobody thought of)
            _log.exception("text %s could not be laid out as the file it was made of", text.pk)
        return None


def _letters(version: drafting.Version) -> int:
    return sum(
        len(words)
        for clause in version.clauses.values()
        for wording in (clause.heading, clause.text)
        for words in wording.values()
    )
