"""Programs that print a document as PDF, as far as this machine has them."""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from pdf_documents import Document

from dabir.formats.documents import IssuedClause, IssuedDocument
from dabir.formats.docx_writing import write_docx
from dabir.formats.pdf_writing import write_pdf

FONTS = Path(__file__).parent.parent / "src/dabir/drawing/fonts"
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
TWO_COLUMNS = 2
Producer = Callable[[Document, Path], bytes | None]


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment in which the printing programs find the product's own fonts."""
    conf = folder / "fonts.conf"
    conf.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{FONTS}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
    )
    return {**os.environ, "FONTCONFIG_FILE": str(conf), "HOME": str(folder)}


def _run(folder: Path, *command: str) -> None:
    subprocess.run(
        command, check=True, capture_output=True, env=_environment(folder), cwd=folder, timeout=180
    )


def _page(document: Document, folder: Path, *, font: str, columns: int = 1) -> Path:
    page = folder / "page.html"
    page.write_text(document.html(font=font, columns=columns), encoding="utf-8")
    return page


def _chromium(font: str, columns: int = 1) -> Producer:
    def produce(document: Document, folder: Path) -> bytes:
        page = _page(document, folder, font=font, columns=columns)
        target = folder / "chromium.pdf"
        _run(
            folder, "chromium", "--headless", "--no-sandbox", "--disable-gpu",
            f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", page.as_uri(),
        )  # fmt: skip
        return target.read_bytes()

    return produce


def _weasyprint(font: str, columns: int = 1) -> Producer:
    def produce(document: Document, folder: Path) -> bytes:
        target = folder / "weasyprint.pdf"
        page = _page(document, folder, font=font, columns=columns)
        _run(folder, "weasyprint", "--quiet", str(page), str(target))
        return target.read_bytes()

    return produce


def _libreoffice_page(font: str) -> Producer:
    def produce(document: Document, folder: Path) -> bytes:
        page = _page(document, folder, font=font)
        _run(
            folder, "soffice", "--headless", f"-env:UserInstallation=file://{folder}/office",
            "--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export", str(page),
        )  # fmt: skip
        return (folder / "page.pdf").read_bytes()

    return produce


def _issued(document: Document) -> IssuedDocument:
    """Return the document as the product issues it, which has no tables."""
    (_kind, title), *rest = (block for block in document.blocks if isinstance(block[0], str))
    return IssuedDocument(
        language=document.language,
        direction="rtl" if document.language == "fa" else "ltr",
        title=str(title),
        clauses=tuple(
            IssuedClause(text=str(text), depth=int(kind) if str(kind).isdigit() else 0)
            for kind, text in rest
        ),
    )


def _libreoffice_word(document: Document, folder: Path) -> bytes:
    (folder / "word.docx").write_bytes(write_docx(_issued(document)))
    _run(
        folder, "soffice", "--headless", f"-env:UserInstallation=file://{folder}/office",
        "--convert-to", "pdf", "word.docx",
    )  # fmt: skip
    return (folder / "word.pdf").read_bytes()


def _typst(document: Document, folder: Path) -> bytes:
    del folder
    return write_pdf(_issued(document))


def _shapes(document: Document, folder: Path) -> bytes:
    """Print as programs that know no Persian do: shapes of letters, laid out from left to right."""
    del folder
    import arabic_reshaper
    from bidi import get_display
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("DejaVu", str(DEJAVU)))
    packed = io.BytesIO()
    canvas = Canvas(packed, pagesize=A4)
    top = 780.0
    rtl = document.language == "fa"
    for line in _broken(document.text().replace("\t", "    "), 90):
        if top < 60:
            canvas.showPage()
            top = 780.0
        canvas.setFont("DejaVu", 9)
        shown = get_display(arabic_reshaper.reshape(line), base_dir="R" if rtl else "L")
        (canvas.drawRightString if rtl else canvas.drawString)(540 if rtl else 55, top, shown)
        top -= 16
    canvas.save()
    return packed.getvalue()


def _broken(text: str, width: int) -> Iterator[str]:
    for line in text.split("\n"):
        words, row = line.split(" "), ""
        for word in words:
            if len(row) + len(word) > width:
                yield row
                row = word
            else:
                row = f"{row} {word}" if row else word
        yield row


def producers() -> dict[str, Producer]:
    """Return the producers of this machine by name."""
    found: dict[str, Producer] = {"typst (own)": _typst}
    if shutil.which("soffice"):
        found["LibreOffice, docx"] = _libreoffice_word
        found["LibreOffice, html"] = _libreoffice_page("Vazirmatn")
        found["LibreOffice, DejaVu"] = _libreoffice_page("DejaVu Sans")
    if shutil.which("chromium"):
        found["Chromium"] = _chromium("Vazirmatn")
        found["Chromium, DejaVu"] = _chromium("DejaVu Sans")
        found["Chromium, 2 columns"] = _chromium("Vazirmatn", TWO_COLUMNS)
    if shutil.which("weasyprint"):
        found["WeasyPrint"] = _weasyprint("Vazirmatn")
        found["WeasyPrint, DejaVu"] = _weasyprint("DejaVu Sans")
        found["WeasyPrint, 2 columns"] = _weasyprint("Vazirmatn", TWO_COLUMNS)
    if importlib.util.find_spec("arabic_reshaper") and importlib.util.find_spec("reportlab"):
        found["reportlab, shapes"] = _shapes
    return found


def without_tables(name: str) -> bool:
    """Tell whether a producer leaves the tables of a document out."""
    return name in {"typst (own)", "LibreOffice, docx"}
