"""What stands in a Word file once its changes are settled, for the tests of this folder."""

import io
import zipfile

from lxml import etree

from dabir.domain.drafting.copies import align_copies, redline_copies
from dabir.formats.docx_styles import W
from dabir.formats.drafts import read_draft
from dabir.formats.drafts.draft import settled
from dabir.formats.drafts.redline_files import redline_docx
from dabir.formats.word_originals import Opened


def drafts(*files):
    """Return drafts of Word files, as the commands read them."""
    return [
        settled(read_draft(data, name=f"{number}.docx", apart=True))
        for number, data in enumerate(files)
    ]


def redline(old, new):
    """Return the redline of two Word files as Word, and what is said of it."""
    before, after = drafts(old, new)
    found = redline_copies(align_copies(before.lines, after.lines))
    return redline_docx(found, before, after, "Ruritania")


def side(data, *, accepted):
    """Return a file with all changes accepted, or all rejected."""
    return Opened(data, lambda _: accepted)


def words(opened):
    """Return the lines of a file that have words, with their numbers."""
    return [line.text for line in opened.lines if line.words]


def paragraphs(opened):
    """Return how many paragraphs a file has, those without words too."""
    return sum(1 for _ in opened.body.iter(f"{W}p"))


def shapes(opened):
    """Return the paragraphs that have words: their properties, and their runs with theirs."""
    found = []
    for paragraph in opened.body.iter(f"{W}p"):
        runs = []
        for run in paragraph.iter(f"{W}r"):
            properties = run.find(f"{W}rPr")
            shape = "" if properties is None else written(properties)
            text = "".join(each.text or each.tag for each in run if each is not properties)
            if runs and runs[-1][0] == shape:
                runs[-1] = shape, runs[-1][1] + text
            elif text:
                runs.append((shape, text))
        if runs:
            properties = paragraph.find(f"{W}pPr")
            found.append((marks(properties), runs))
    return found


def marks(properties):
    """Return the properties of a paragraph, without those that are empty."""
    if properties is None:
        return ""
    return "".join(written(each) for each in properties if len(each) or each.attrib)


def written(element):
    """Return an element as it is written, wherever its names were declared."""
    inner = "".join(sorted(written(each) for each in element))
    attributes = sorted((etree.QName(key).localname, text) for key, text in element.attrib.items())
    return f"<{etree.QName(element).localname} {attributes}>{inner}"


def part(data, name):
    """Return a part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)
