"""The few words that the writers add themselves, in the language of the document.

They follow the document, not the reader of a page, and so stand here and not in a catalogue.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from dabir.formats.documents import Language


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Words printed on paper. ``page`` has places for the page and the number of pages."""

    number: str
    day: str
    attachments: str
    classification: str
    confidentiality: str
    recipients: str
    copies: str
    signature: str
    verification: str
    seal: str
    page: str
    emblem: str
    numbering: str
    dash: str

    def as_data(self) -> dict[str, str]:
        """Return the words by name, for a template."""
        return asdict(self)


_WORDINGS: dict[Language, Wording] = {
    "fa": Wording(
        number="شماره",
        day="تاریخ",
        attachments="پیوست",
        classification="طبقه‌بندی",
        confidentiality="سطح دسترسی",
        recipients="گیرندگان",
        copies="رونوشت",
        signature="محل امضا",
        verification="برای اطمینان از اصالت این سند به نشانی زیر مراجعه کنید",
        seal="مهر دفتر ثبت",
        page="صفحهٔ {page} از {pages}",
        emblem="نشان",
        numbering="۱",
        dash="ـ",
    ),
    "en": Wording(
        number="Number",
        day="Date",
        attachments="Enclosures",
        classification="Classification",
        confidentiality="Confidentiality",
        recipients="To",
        copies="Copies",
        signature="Signature",
        verification="Verify this document at",
        seal="Seal of the record",
        page="Page {page} of {pages}",
        emblem="Emblem",
        numbering="1",
        dash="–",
    ),
}


def wording(language: Language) -> Wording:
    """Return the words for a document in ``language``."""
    return _WORDINGS[language]
