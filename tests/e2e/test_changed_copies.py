"""A text goes out as a file and comes back changed: tracked in Word, or edited without any ids.

What comes back is shown as what it would propose, waits for answers where a line is in doubt, and
stands in the compilation once it is handed in.
"""

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.e2e.founded_delegations import FIRST, WORDS
from tests.e2e.visitors import Visitor

pytestmark = pytest.mark.xdist_group("served delegations")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ONE, TWO = WORDS["one"]["fa"], WORDS["two"]["fa"]
CLEAN = f"""آیین‌نامهٔ گزارش

ماده ۱ـ {ONE}
ماده ۲ـ نهاد ناظر هر گزارش را می‌خواند و رأی خود را آشکارا می‌نویسد.
تبصره ـ {WORDS["note"]["fa"]}
"""


@pytest.fixture
def member(browser, complaints, delegations):
    """Somebody of the first delegation, whose browser takes files."""
    context = browser.new_context(locale="fa-IR", accept_downloads=True)
    context.set_default_timeout(60_000)
    complaints.watch(context)
    person = Visitor(context, delegations)
    person.sign_in("rounevesht-first")
    person.open("/g/rounevesht/texts/")
    person.follow("آیین‌نامهٔ گزارش")
    yield person
    context.close()


def download(person, section, ending):
    """Press the button of a kind of file in a section of the page of files; return its bytes."""
    with person.page.expect_download() as coming:
        person.main.locator(f"section[aria-labelledby='{section}']").get_by_role(
            "button", name=ending, exact=True
        ).click()
    return Path(coming.value.path()).read_bytes()


def track(data, old, new):
    """Return a Word file in which somebody replaced words of a paragraph, tracking the change."""
    document = Document(io.BytesIO(data))
    run = next(
        run for paragraph in document.paragraphs for run in paragraph.runs if old in run.text
    )
    before, after = run.text.split(old)
    run.text = before
    place = run._element
    for tag, inner, words in (("del", "delText", old), ("ins", "t", new), ("", "t", after)):
        piece = etree.fromstring(etree.tostring(run._element))
        for text in piece.findall(f"{W}t"):
            piece.remove(text)
        said = etree.SubElement(piece, f"{W}{inner}")
        said.text = words
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if tag:
            marked = etree.Element(f"{W}{tag}")
            marked.set(f"{W}id", "9001")
            marked.set(f"{W}author", FIRST)
            marked.set(f"{W}date", "2026-11-20T09:00:00Z")
            marked.append(piece)
            piece = marked
        place.addnext(piece)
        place = piece
    changed = io.BytesIO()
    document.save(changed)
    return changed.getvalue()


def send(person, text, name, data):
    """Upload a file on the page for it, and arrive where it was read."""
    person.open(f"{text}exchange/")
    person.follow("فرستادن رونوشت اصلاح‌شده")
    upload = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    person.main.locator("input[type=file]").set_input_files(upload)
    person.press("خواندن فایل")


@pytest.mark.timeout(900)
def test_copies_that_were_changed_come_back_as_amendments(member, accessible):
    text = member.path
    member.open(f"{text}exchange/")
    accessible(member.page)
    word = download(member, "version-files", "Word")

    send(member, text, "پیشنهاد.docx", track(word, "یک ماه", "دو هفته"))
    member.sees("تغییرات", FIRST)
    expect(member.main.locator("ins").first).to_contain_text("دو هفته")
    accessible(member.page)
    member.press("ثبت پیشنهاد")
    member.sees("ماده ۲", "دو هفته")

    send(member, text, "رونوشت.txt", CLEAN.encode())
    doubt = member.main.locator("fieldset", has_text="نهاد ناظر").first
    expect(doubt).to_be_visible()
    assert member.main.get_by_role("button", name="ثبت پیشنهاد").count() == 0
    accessible(member.page)
    doubt.get_by_label(re.compile("همین")).first.check()
    member.press("خواندن دوباره")
    member.sees("نهاد ناظر")
    member.choose("body-0", FIRST)
    member.press("ثبت پیشنهاد")

    member.open(f"{text}compilation/")
    member.sees("دو هفته", "نهاد ناظر", FIRST)
    the_compilation_goes_out(member, text)


def the_compilation_goes_out(member, text):
    """As Word with tracked changes, as PDF and as Akoma Ntoso, with both amendments in each."""
    member.open(f"{text}exchange/")
    with zipfile.ZipFile(io.BytesIO(download(member, "compiled-files", "Word"))) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    inserted = "".join(document.itertext(f"{W}t"))
    assert any(FIRST in each.get(f"{W}author") for each in document.iter(f"{W}ins"))
    assert "نهاد ناظر" in inserted
    pdf = PdfReader(io.BytesIO(download(member, "compiled-files", "PDF")))
    assert len(pdf.pages) >= 1
    akoma = etree.fromstring(download(member, "compiled-files", "Akoma Ntoso"))
    assert etree.QName(akoma).localname == "akomaNtoso"
    assert "نهاد ناظر" in "".join(akoma.itertext())
