"""PDF files without properties, XMP, authors of remarks, private data of programs and EXIF."""

from __future__ import annotations

import io
from typing import Any

import pikepdf

from dabir.formats.metadata.errors import ActiveContent, SignedFile, Uncleanable
from dabir.formats.metadata.pictures import clean_jpeg

_DROPPED = ("/Metadata", "/PieceInfo", "/LastModified", "/CreatorInfo", "/AA", "/SpiderInfo")
_REMARKS_DROPPED = ("/T", "/M", "/CreationDate", "/NM", "/RC", "/Subj")
_ACTIVE_REMARKS = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}

# Where a number stands for a dictionary, the library says what Python says.
_BROKEN = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    AttributeError,
    KeyError,
    RuntimeError,
    TypeError,
    ValueError,
)


def clean_pdf(data: bytes) -> bytes:
    """Return a PDF file without what tells of its authors; earlier versions in it go, too.

    Raises:
        SignedFile, ActiveContent, Uncleanable: as `cleaned` says.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise Uncleanable
            _refuse(pdf)
            for each in pdf.objects:
                _clean(each)
            _clean_root(pdf)
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            written = io.BytesIO()
            # What nothing refers to any more is not written.
            pdf.save(written, deterministic_id=True, fix_metadata_version=False)
    except _BROKEN as error:
        raise Uncleanable from error
    return written.getvalue()


def _refuse(pdf: pikepdf.Pdf) -> None:
    names: Any = pdf.Root.get("/Names", {})
    if "/EmbeddedFiles" in names or "/AF" in pdf.Root or "/Collection" in pdf.Root:
        raise ActiveContent
    form: Any = pdf.Root.get("/AcroForm", {})
    if "/XFA" in form:
        raise ActiveContent
    if int(form.get("/SigFlags", 0)) & 1 or "/Perms" in pdf.Root:
        raise SignedFile
    for each in pdf.objects:
        if not isinstance(each, pikepdf.Dictionary):
            continue
        if each.get("/FT") == "/Sig" and "/V" in each:
            raise SignedFile
        if "/EF" in each or str(each.get("/Subtype", "")) in _ACTIVE_REMARKS:
            raise ActiveContent


def _clean_root(pdf: pikepdf.Pdf) -> None:
    for name in ("/OpenAction", "/AA", "/URI", "/Metadata"):
        if name in pdf.Root:
            del pdf.Root[name]
    names = pdf.Root.get("/Names")
    if names is not None and "/JavaScript" in names:
        del names["/JavaScript"]


def _clean(each: Any) -> None:
    if isinstance(each, pikepdf.Stream):
        _clean_stream(each)
    if not isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    for name in _DROPPED:
        if name in each:
            del each[name]
    _clean_remark(each)
    for remark in _direct_remarks(each):
        _clean_remark(remark)


def _direct_remarks(each: Any) -> list[Any]:
    remarks = each.get("/Annots")
    if not isinstance(remarks, pikepdf.Array):
        return []
    return [one for one in remarks if isinstance(one, pikepdf.Dictionary)]


def _clean_remark(each: Any) -> None:
    """Take the author out of a remark; the name of a form's field is no author."""
    if each.get("/Type") != "/Annot" and "/Rect" not in each:
        return
    if each.get("/Subtype") == "/Widget":
        return
    for name in _REMARKS_DROPPED:
        if name in each:
            del each[name]


def _clean_stream(stream: pikepdf.Stream) -> None:
    """Clean a photograph within the file of what the camera wrote into it."""
    if stream.get("/Filter") == "/DCTDecode":
        stream.write(clean_jpeg(stream.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)
