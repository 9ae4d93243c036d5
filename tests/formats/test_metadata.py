"""What is published of a file carries no author: the bytes are searched for the names."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.formats.metadata import ActiveContent, SignedFile, Uncleanable, cleaned
from dabir.formats.reading import read_text
from tests.formats.builders import OASIS, W, packed

NAME = "Kaveh Namdar"
PERSIAN_NAME = "کاوه نامدار"
COMPANY = "Sazman Nemune"
PATH = r"file:///C:\Users\kaveh\Desktop\draft.dotm"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def _exif(orientation: int) -> bytes:
    entries = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    artist = NAME.encode() + b"\x00"
    entries += struct.pack(">HHII", 0x013B, 2, len(artist), 38)
    return b"Exif\x00\x00MM\x00\x2a" + struct.pack(">IH", 8, 2) + entries + b"\0\0\0\0" + artist


SCAN = b"\x12\xff\x00\x34\xff\xd0\x56"


def _jpeg(orientation: int = 6) -> bytes:
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01thumb " + NAME.encode()),
            _segment(0xE1, _exif(orientation)),
            _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + NAME.encode()),
            _segment(0xED, b"Photoshop 3.0\x00" + NAME.encode()),
            _segment(0xE2, b"ICC_PROFILE\x00\x01\x01profile"),
            _segment(0xFE, NAME.encode()),
            _segment(0xDB, b"\x00" * 65),
            _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00"),
            SCAN,
            b"\xff\xd9",
            b"after the end " + NAME.encode(),
        )
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def _png() -> bytes:
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", b"\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00"),
            _chunk(b"tEXt", b"Author\x00" + NAME.encode()),
            _chunk(b"iTXt", b"Author\x00\x00\x00\x00\x00" + PERSIAN_NAME.encode()),
            _chunk(b"eXIf", NAME.encode()),
            _chunk(b"iCCP", NAME.encode() + b"\x00\x00" + zlib.compress(b"colours")),
            _chunk(b"IDAT", zlib.compress(b"\x00\x00")),
            _chunk(b"IEND", b""),
            b"after the end " + NAME.encode(),
        )
    )


def _docx(**more: str | bytes) -> bytes:
    relation = '<Relationship Id="{}" Type="{}/{}" Target="{}"{}/>'
    body = (
        f'<w:p w:rsidR="00A1B2C3"><w:ins w:id="1" w:author="{NAME}" w:date="2026-01-01T00:00:00Z">'
        f"<w:r><w:t>نظر ما این است.</w:t></w:r></w:ins>"
        f'<w:del w:id="2" w:author="{NAME}"><w:r><w:delText>حذف</w:delText></w:r></w:del></w:p>'
        f'<w:p><w:fldSimple w:instr=" AUTHOR "><w:r><w:t>{NAME}</w:t></w:r></w:fldSimple></w:p>'
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> FILENAME \\p '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>C:\\Users\\kaveh</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        "<w:p><w:r><w:t>پایان</w:t></w:r></w:p>"
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Override PartName="/docProps/core.xml" '
        'ContentType="x"/><Override PartName="/word/document.xml" ContentType="y"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELS}">'
        + relation.format("a", OFFICE, "officeDocument", "word/document.xml", "")
        + relation.format("b", OFFICE, "extended-properties", "docProps/app.xml", "")
        + "</Relationships>",
        "docProps/core.xml": f"<p><creator>{NAME}</creator></p>",
        "docProps/app.xml": f"<p><Company>{COMPANY}</Company></p>",
        "docProps/custom.xml": f"<p>{PERSIAN_NAME}</p>",
        "customXml/item1.xml": f"<p>{NAME}</p>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/people.xml": f'<w:people {W}><w:person w:author="{NAME}"/></w:people>',
        "word/comments.xml": f"<w:comments {W}>"
        f'<w:comment w:id="1" w:author="{NAME}" w:initials="KN">'
        "<w:p><w:r><w:t>یادداشت</w:t></w:r></w:p></w:comment></w:comments>",
        "word/settings.xml": f'<w:settings {W}><w:rsids><w:rsid w:val="00A1B2C3"/></w:rsids>'
        "</w:settings>",
        "word/_rels/settings.xml.rels": f'<Relationships xmlns="{RELS}">'
        + relation.format("c", OFFICE, "attachedTemplate", PATH, ' TargetMode="External"')
        + relation.format("d", OFFICE, "hyperlink", PATH, ' TargetMode="External"')
        + "</Relationships>",
        "word/media/image1.jpeg": _jpeg(),
        "word/media/image2.png": _png(),
    }
    return packed({**members, **more})


def _odt(**more: str | bytes) -> bytes:
    spaces = (
        " ".join(
            f'xmlns:{name}="{OASIS}:{name}:1.0"'
            for name in ("office", "text", "config", "manifest")
        )
        + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:text><text:tracked-changes>"
        "<text:changed-region><text:insertion><office:change-info>"
        f"<dc:creator>{NAME}</dc:creator><dc:date>2026-01-01</dc:date></office:change-info></text:insertion>"
        f"</text:changed-region></text:tracked-changes><text:p>نظر ما این است.<office:annotation>"
        f"<dc:creator>{PERSIAN_NAME}</dc:creator><text:p>یادداشت</text:p></office:annotation> پایان"
        f"<text:author-name>{NAME}</text:author-name>"
        f'<text:a xlink:href="{PATH}">اینجا</text:a></text:p>'
        "</office:text></office:body></office:document-content>"
    )
    members: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "meta.xml": f"<office:meta {spaces}><dc:creator>{NAME}</dc:creator></office:meta>",
        "settings.xml": f'<office:settings {spaces}><config:config-item config:name="PrinterName">'
        f"{COMPANY}</config:config-item></office:settings>",
        "Thumbnails/thumbnail.png": _png(),
        "Pictures/one.png": _png(),
        "META-INF/manifest.xml": f"<manifest:manifest {spaces}>"
        '<manifest:file-entry manifest:full-path="meta.xml"/>'
        "</manifest:manifest>",
    }
    return packed({**members, **more})


def _pdf(**root: object) -> bytes:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 200))
        photograph = pdf.make_stream(_jpeg())
        photograph.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image})
        photograph["/Filter"] = pikepdf.Name.DCTDecode
        page.obj["/Resources"] = pikepdf.Dictionary(
            {"/XObject": pikepdf.Dictionary({"/a": photograph})}
        )
        page.obj["/Metadata"] = pdf.make_stream(NAME.encode())
        page.obj["/PieceInfo"] = pikepdf.Dictionary({"/x": NAME})
        remark = {
            "/Type": pikepdf.Name.Annot,
            "/Subtype": pikepdf.Name.Text,
            "/T": NAME,
            "/Contents": "ok",
        }
        page.obj["/Annots"] = pikepdf.Array([pikepdf.Dictionary({**remark, "/Rect": [0, 0, 1, 1]})])
        pdf.docinfo["/Author"] = NAME
        pdf.docinfo["/Creator"] = COMPANY
        pdf.Root["/Metadata"] = pdf.make_stream(PERSIAN_NAME.encode())
        for key, value in root.items():
            pdf.Root[f"/{key}"] = value
        data = io.BytesIO()
        pdf.save(data, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return data.getvalue()


MADE: dict[str, Callable[[], bytes]] = {
    "docx": _docx,
    "odt": _odt,
    "pdf": _pdf,
    "jpg": _jpeg,
    "png": _png,
}


def _everything_in(data: bytes) -> bytes:
    """All bytes of a file, with what is packed in it unpacked."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = [archive.read(name) for name in archive.namelist()]
            return b"\n".join([*(name.encode() for name in archive.namelist()), *inside])
    if data.startswith(b"%PDF"):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(
                out,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                compress_streams=False,
            )
        return data + out.getvalue()
    return data


@pytest.mark.parametrize("kind", sorted(MADE))
def test_no_name_of_an_author_is_left_in_the_bytes(kind: str) -> None:
    before, after = _everything_in(MADE[kind]()), _everything_in(cleaned(MADE[kind](), kind))
    for name in (NAME, PERSIAN_NAME, COMPANY, "kaveh", "00A1B2C3", ">KN<", '"KN"'):
        written = name.encode()
        assert written not in after, name
    assert NAME.encode() in before, "the file that was built holds the name"
    utf_16 = NAME.encode("utf-16-be")
    assert utf_16 not in after


@pytest.mark.parametrize("kind", sorted(MADE))
def test_cleaning_twice_changes_nothing_more(kind: str) -> None:
    once = cleaned(MADE[kind](), kind)
    assert cleaned(once, kind) == once


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_the_words_and_the_tracked_changes_stay(kind: str) -> None:
    after = cleaned(MADE[kind](), kind)
    text = read_text(after, filename=f"a.{kind}").text
    assert "نظر ما این است." in text
    assert "پایان" in text
    assert (b"w:ins" if kind == "docx" else b"text:insertion") in _everything_in(after)


def test_a_picture_keeps_its_points_its_colours_and_how_it_is_turned() -> None:
    after = cleaned(_jpeg(6), "jpg")
    assert SCAN in after
    assert b"ICC_PROFILE" in after
    assert after.endswith(b"\xff\xd9")
    assert struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) in after
    assert b"Exif" not in cleaned(_jpeg(1), "jpg")
    assert zlib.compress(b"\x00\x00") in cleaned(_png(), "png")


def test_plain_text_stays_as_it_is() -> None:
    assert cleaned("سلام".encode(), "txt") == "سلام".encode()


def test_a_signed_file_is_refused() -> None:
    signature = {"_xmlsignatures/sig1.xml": "<s/>"}
    with pytest.raises(SignedFile):
        cleaned(_docx(**signature), "docx")
    with pytest.raises(SignedFile):
        cleaned(_odt(**{"META-INF/documentsignatures.xml": "<s/>"}), "odt")
    with pytest.raises(SignedFile):
        cleaned(_pdf(AcroForm=pikepdf.Dictionary({"/SigFlags": 3})), "pdf")


def test_a_file_with_programs_or_files_in_it_is_refused() -> None:
    with pytest.raises(ActiveContent):
        cleaned(_docx(**{"word/vbaProject.bin": b"x"}), "docx")
    with pytest.raises(ActiveContent):
        cleaned(_docx(**{"word/embeddings/sheet.xlsx": b"x"}), "docx")
    with pytest.raises(ActiveContent):
        cleaned(_odt(**{"Basic/Standard/a.xml": "<a/>"}), "odt")
    files = pikepdf.Dictionary({"/EmbeddedFiles": pikepdf.Dictionary()})
    with pytest.raises(ActiveContent):
        cleaned(_pdf(Names=files), "pdf")


def test_a_part_that_cannot_be_cleaned_refuses_the_whole_file() -> None:
    with pytest.raises(Uncleanable):
        cleaned(_docx(**{"word/media/image3.tiff": b"II*"}), "docx")
    with pytest.raises(Uncleanable):
        cleaned(b"anything", "xlsx")


@pytest.mark.parametrize("kind", sorted(MADE))
@given(st.data())
def test_a_damaged_file_is_cleaned_or_refused(kind: str, data: st.DataObject) -> None:
    whole = MADE[kind]()
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.booleans())
    broken = whole[:at] if cut else whole[:at] + bytes((whole[at] ^ 0x55,)) + whole[at + 1 :]
    with contextlib.suppress(Uncleanable):
        cleaned(broken, kind)


@pytest.mark.parametrize("root", [{"Names": 5}, {"AcroForm": 5}, {"AcroForm": []}])
def test_a_document_of_odd_build_is_refused_or_cleaned(root: dict[str, object]) -> None:
    with contextlib.suppress(Uncleanable):
        cleaned(_pdf(**root), "pdf")
