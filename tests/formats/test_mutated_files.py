"""Valid files that were damaged on the way: a reading, or one of the errors of formats, in time."""

import contextlib
import random
import re
import time
import zipfile
from email.message import EmailMessage
from io import BytesIO

import pytest

from dabir.formats.docx_writing import write_docx
from dabir.formats.errors import Unreadable
from dabir.formats.limits import Limits
from dabir.formats.official import official_weight
from dabir.formats.pdf_writing import write_pdf
from dabir.formats.received import receive

from .builders import PERSIAN, a_letter, docx_of, odt_of, packed, paragraph

CASES = 60
SECONDS = 3.0
LIMITS = Limits(inflated_size=20_000_000)


def an_odt() -> bytes:
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1"'
        ' style:num-format="1" style:num-suffix="."/></text:list-style>'
    )
    items = "<text:list-item><text:p>یک</text:p></text:list-item>" * 3
    cells = "<table:table-cell><text:p>a</text:p></table:table-cell>" * 2
    body = (
        f'<text:h text:outline-level="1">هدف</text:h><text:list text:style-name="L">{items}'
        f"</text:list><table:table><table:table-row>{cells}</table:table-row></table:table>"
    )
    return odt_of(body, style)


def a_docx() -> bytes:
    shape = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="arabicAbjad"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    row = f"<w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b', listed)}</w:tc></w:tr>"
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>REF</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    return docx_of(paragraph("یک", listed) + f"<w:tbl>{row}</w:tbl>{field}", numbering=shape)


def a_mail() -> bytes:
    message = EmailMessage()
    message["From"] = "a@example.ir"
    message["Subject"] = "ارسال مصوبه"
    message["Message-ID"] = "<1@example.ir>"
    message.set_content(PERSIAN)
    message.add_alternative(f"<p>{PERSIAN}</p>", subtype="html")
    message.add_attachment(a_docx(), maintype="a", subtype="b", filename="مصوبه.docx")
    return bytes(message)


PAGE = f"<html><body><ol start=3><li>a<li value=9>b</ol><table><tr><td>{PERSIAN}<td>x</table>"
SEEDS = {
    "txt": lambda: PERSIAN.encode("utf-16"),
    "html": f"<!doctype html>{PAGE}".encode,
    "docx": a_docx,
    "written.docx": lambda: write_docx(a_letter()),
    "odt": an_odt,
    "pdf": lambda: write_pdf(a_letter()),
    "eml": a_mail,
}
ARCHIVES = {"docx", "written.docx", "odt"}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Flip, cut, repeat or overwrite some of it."""
    torn = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(max(1, len(torn)))
        length = chance.randint(1, 40)
        match chance.randrange(5):
            case 0:
                torn[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del torn[place : place + length]
            case 2:
                torn[place:place] = torn[place : place + length] * chance.randint(1, 30)
            case 3:
                torn[place : place + length] = chance.randbytes(length)
            case 4:
                number = re.search(rb"\d+", torn[place : place + 400])
                if number:
                    start = place + number.start()
                    torn[start : place + number.end()] = chance.choice(
                        [b"0", b"-1", b"99999999999", b"1e9", "۳".encode()]
                    )
    return bytes(torn)


def damaged_inside(data: bytes, chance: random.Random) -> bytes:
    """Damage the parts of an archive and pack them well."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    chosen = chance.choice(sorted(members))
    members[chosen] = damaged(members[chosen], chance)
    return packed(members)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("kind", "inside"),
    [(kind, False) for kind in SEEDS] + [(kind, True) for kind in SEEDS if kind in ARCHIVES],
)
def test_a_damaged_file_is_read_or_refused_with_a_reason_in_time(kind, inside):
    seed = SEEDS[kind]()
    assert seed.startswith(b"PK") == (kind in ARCHIVES)
    chance = random.Random(f"{kind} {inside}")
    for case in range(CASES):
        data = (damaged_inside if inside else damaged)(seed, chance)
        begun = time.process_time()
        with contextlib.suppress(Unreadable):
            received = receive(data, filename=f"a.{kind}", weigh=official_weight, limits=LIMITS)
            assert received.document.text.strip()
        assert time.process_time() - begun < SECONDS, f"case {case}"
