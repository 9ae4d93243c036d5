"""The few words that a printed text adds of its own, in the language of the document."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from dabir.formats.documents import Language
from dabir.formats.wording import wording


@dataclass(frozen=True, kw_only=True)
class TextWords:
    """Words at the head and foot of a text. ``page`` has places for the page and their number.

    ``dash`` stands between a mark and its words where they share a line.
    """

    contents: str
    number: str
    day: str
    version: str
    classification: str
    page: str
    numbering: str
    dash: str
    source: str
    base: str
    by: str
    no_words: str
    new: str
    add: str
    delete: str
    move: str
    moved_here: str
    joint: str

    def as_data(self) -> dict[str, str]:
        """Return the words by name, for a template."""
        return asdict(self)


_FA, _EN = wording("fa"), wording("en")
_WORDS: dict[Language, TextWords] = {
    "fa": TextWords(
        contents="فهرست",
        number=_FA.number,
        day=_FA.day,
        version="نسخه",
        classification=_FA.classification,
        page=_FA.page,
        numbering=_FA.numbering,
        dash=_FA.dash,
        source="متن به صورت آکوما نتوسو",
        base="متن پایه",
        by="پیشنهاد",
        no_words="(حذف)",
        new="تازه",
        add="افزودن این بند",
        delete="حذف این بند",
        move="انتقال این بند به جای دیگر",
        moved_here="انتقال به اینجا",
        joint="، ",
    ),
    "en": TextWords(
        contents="Contents",
        number=_EN.number,
        day=_EN.day,
        version="Version",
        classification=_EN.classification,
        page=_EN.page,
        numbering=_EN.numbering,
        dash=_EN.dash,
        source="The text as Akoma Ntoso",
        base="Base text",
        by="proposed by",
        no_words="(delete)",
        new="new",
        add="add this clause",
        delete="delete this clause",
        move="move this clause elsewhere",
        moved_here="move to here",
        joint=", ",
    ),
}


def text_words(language: str) -> TextWords:
    """Return the words for a document in ``language``; all but Persian read English."""
    return _WORDS["fa" if language == "fa" else "en"]
