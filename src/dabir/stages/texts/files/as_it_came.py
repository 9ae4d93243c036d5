"""Word files of a text in the layout of the Word file that its zero draft was made of.

The file itself is for the secretariat alone; what goes out of it to others is what is printed of
it, words that the text left out taken out. Where it cannot be written in its layout, or that takes
too long for a page, it is laid out as other texts are, and says so above the text.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import Compilation
from dabir.formats.as_it_came import NotCarried, fronted, stand, tracked
from dabir.formats.word_changes import Front
from dabir.foundation.files.keeping import read_original
from dabir.foundation.files.models import Original
from dabir.foundation.files.sealing import Erased
from dabir.stages.texts.models import DraftFile, Text, Version

MOST_BYTES = 2_000_000
"""A Word file that is larger is not opened while somebody waits for a download."""

MOST_LETTERS = 250_000
"""Nor is one for a text of more letters."""

Layout = Literal["original", "own"]
"""How a Word file is laid out: as the file that the text was made of, or as all our files are."""

_log = logging.getLogger(__name__)


def original_of(text: Text) -> Original | None:
    """Return the Word file that the zero draft of a text was made of; None where there is none."""
    made = DraftFile.objects.filter(text=text, version__isnull=False, format="docx")
    found = made.select_related("original__key").order_by("-pk").first()
    return None if found is None else found.original


@dataclass(frozen=True)
class WordFile:
    """A Word file that is to go out: a version with what is tracked in it, and what stands above.

    `anew` writes it in a layout of our own, below the front that it is given.
    """

    version: Version
    language: str
    front: Front
    issued: str
    compilation: Compilation
    times: Mapping[int, datetime | None]
    anew: Callable[[Front], bytes]

    def written(self, layout: Layout) -> bytes:
        """Return the file in the layout of its text's original, or else in ours, which says so."""
        original = original_of(self.version.text) if layout == "original" else None
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
            names = [name for name in text.names.values() if name]
            standing = stand(read_original(original), version, self.language, names)
            data = tracked(standing, self.compilation, times=self.times, issued=self.issued)
            title = "" if standing.titled else self.front.title
            lines = (title, self.front.subtitle, self.front.classification)
            return fronted(data, lines, standing.direction)
        except (NotCarried, Erased) as reason:
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
