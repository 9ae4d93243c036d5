"""Files that no text comes out of, with the sentence that says so; files in old letters."""

from __future__ import annotations

from pypdf import PdfWriter

from tests.formats.builders import ODF, W, odt_of, packed, paragraph

MEGABYTE = 1024 * 1024
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OLD_LETTERS = "پیشنهاد ما این است که هر سال گزارش آب باغ‌ها منتشر شود و همه آن را بخوانند."


def _locked_pdf() -> bytes:
    import io

    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.encrypt("a password", algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def _locked_office() -> bytes:
    inside = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + inside


def _laughing_docx() -> bytes:
    body = f"<w:document {W}><w:body>{paragraph('&c;')}</w:body></w:document>"
    return packed({"word/document.xml": LAUGHS + body})


def _laughing_odt() -> bytes:
    body = f"<office:document-content {ODF}>&c;</office:document-content>"
    kind = "application/vnd.oasis.opendocument.text"
    return packed({"mimetype": kind, "content.xml": LAUGHS + body})


LOCKED = {"fa": "گذرواژه", "en": "locked with a password"}
UNUSUAL = {"fa": "غیرعادی", "en": "built in an unusual way"}
NO_LETTERS = {"fa": "متنی", "en": "No text was found"}

BAD = {
    "random": ("noise.txt", lambda: bytes(range(256)) * 40, NO_LETTERS),
    "empty": ("empty.txt", lambda: b"", {"fa": "خالی", "en": "empty"}),
    "blank": ("blank.txt", lambda: b" \r\n\t" * 50, {"fa": "خالی", "en": "empty"}),
    "zip bomb": (
        "bomb.docx",
        lambda: packed({"word/document.xml": b"<a>" + b" " * (50 * MEGABYTE)}),
        UNUSUAL,
    ),
    "odt bomb": (
        "bomb.odt",
        lambda: odt_of("<text:p>" + " " * (30 * MEGABYTE) + "</text:p>"),
        UNUSUAL,
    ),
    "xml bomb in docx": ("laughs.docx", _laughing_docx, UNUSUAL),
    "xml bomb in odt": ("laughs.odt", _laughing_odt, UNUSUAL),
    "locked pdf": ("locked.pdf", _locked_pdf, LOCKED),
    "locked docx": ("locked.docx", _locked_office, LOCKED),
}
"""Name, bytes, and a part of the sentence in each language."""

OLD = {
    # The code page knows the Arabic yeh alone, as old programs wrote it.
    "windows-1256": OLD_LETTERS.replace("ی", "ي").encode("cp1256"),
    "utf-16 without a mark": OLD_LETTERS.encode("utf-16-le"),
    "utf-16 the other way": OLD_LETTERS.encode("utf-16-be"),
}
