"""Small files of each format, and documents to write, built for the tests of formats."""

import io
import zipfile
from datetime import date

from dabir.formats.documents import IssuedClause, IssuedDocument, Sheet, Signatory

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODF = " ".join(
    f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "text", "table", "style")
)
PERSIAN = "کارگروه در جلسهٔ نهم، متن پیشنهادی را بررسی می‌کند.\nمهلت پاسخ تا پایان آبان است."


def packed(members: dict[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def docx_of(body: str, **parts: str) -> bytes:
    """A Word file whose body is the given WordprocessingML; ``numbering`` and so on by name."""
    members = {
        f"word/{name}.xml": f"<w:{_root(name)} {W}>{xml}</w:{_root(name)}>"
        for name, xml in parts.items()
    }
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return packed({"word/document.xml": document, **members})


def _root(name: str) -> str:
    return {"header1": "hdr", "footer1": "ftr"}.get(name, name)


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def odt_of(body: str, styles: str = "", **members: str) -> bytes:
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return packed(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **members}
    )


def a_letter(**changes: object) -> IssuedDocument:
    fields: dict[str, object] = {
        "language": "fa",
        "direction": "rtl",
        "title": "ابلاغ آیین‌نامهٔ پاسخ‌گویی",
        "number": "۱۴۰۴/۱۲",
        "day_text": "۱۸ مرداد ۱۴۰۴",
        "day": date(2025, 8, 9),
        "issuer": "شورای نمونه",
        "group": "کارگروه نمونه",
        "opening": "بسمه تعالی",
        "recipients": ("رئیس محترم سازمان نمونه",),
        "facts": (("مرجع تصویب", "جلسهٔ نهم"),),
        "preamble": "متن زیر برای اجرا ابلاغ می‌شود.",
        "clauses": (
            IssuedClause(label="ماده ۱ ـ", heading="هدف", text="پاسخ‌گویی به مردم."),
            IssuedClause(label="الف)", text="پاسخ در ده روز.", depth=1),
            IssuedClause(label="ماده ۲ ـ", text="گزارش هر فصل."),
        ),
        "closing": "این متن از امروز اجرا می‌شود.",
        "signatory": Signatory(name="پریسا رهنما", position="دبیر کارگروه"),
        "copies": ("بایگانی",),
        "seal_text": "9f3a 7c21",
        "verification_url": "https://dabir.example/v/7Kx9",
    }
    return IssuedDocument(**{**fields, **changes})  # type: ignore[arg-type]


def an_english_letter(**changes: object) -> IssuedDocument:
    return a_letter(
        **{
            "language": "en",
            "direction": "ltr",
            "title": "Joint statement on answers",
            "number": "2025/12",
            "day_text": "9 August 2025",
            "issuer": "Example Council",
            "group": "Example Group",
            "opening": "",
            "recipients": ("The Head of the Agency",),
            "facts": (("Approved at", "the ninth meeting"),),
            "preamble": "The group adopts the following.",
            "clauses": (
                IssuedClause(label="1.", text="Answers come within ten days."),
                IssuedClause(label="(a)", text="They are written.", depth=1),
            ),
            "closing": "Done in two languages.",
            "signatory": Signatory(name="P. Rahnama", position="Secretary"),
            "copies": ("Archive",),
            **changes,
        }
    )


def a_sheet(**changes: object) -> Sheet:
    fields: dict[str, object] = {
        "language": "fa",
        "direction": "rtl",
        "title": "تقسیم کار",
        "subtitle": "کارگروه نمونه",
        "columns": ("تکلیف", "مسئول", "مهلت"),
        "rows": (("تدوین راهنما", "سازمان نمونه", "۱۸ آبان ۱۴۰۴"), ("گزارش", "دبیرخانه", "")),
        "day": date(2025, 8, 9),
    }
    return Sheet(**{**fields, **changes})  # type: ignore[arg-type]
