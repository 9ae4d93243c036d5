"""What of a Word file goes on to readers who may not see the file: what is printed, no more."""

import pytest

from dabir.formats.as_it_came import NotCarried
from dabir.formats.as_it_came.stripping import stripped
from dabir.formats.word_originals import Opened
from tests.formats.word_originals.files import p, run, word

from .telling import OFFICE, everything, packed, telling, unpacked


def test_the_file_of_these_tests_knows_more_than_it_prints():
    assert everything(telling()).count(b"secret") > 20


def test_nothing_goes_on_that_is_not_printed():
    assert b"secret" not in everything(stripped(telling()))


def test_all_that_is_printed_goes_on():
    words = [line.words for line in Opened(stripped(telling()), lambda _: True).lines if line.words]
    assert words == [
        "The ministries publish data.",
        "They report every year.",
        "Seen words.",
        "Printed all the same.",
        "Named.",
        "Included.",
        "Tagged.",
        "Chosen.",
        "Filled in.",
        "Allowed.",
        "Linked.",
        "Plain.",
        "The end.",
        "Seen cell\tOther cell",
    ]


def test_styles_numbers_and_margins_go_on():
    parts = unpacked(stripped(telling()))
    assert {
        *("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/settings.xml"),
        *("word/header1.xml", "word/footer1.xml", "word/footnotes.xml"),
    } <= set(parts)
    assert b"Letterhead" in parts["word/header1.xml"]
    assert b"defaultTabStop" in parts["word/settings.xml"]


def test_a_file_that_was_stripped_stays_as_it_is():
    once = stripped(telling())
    assert unpacked(stripped(once)) == unpacked(once)


@pytest.mark.parametrize(
    ("kind", "target"),
    [("chart", "charts/chart1.xml"), ("aFChunk", "chunk.xml"), ("diagramData", "data.xml")],
)
def test_a_file_with_parts_that_nobody_looks_into_does_not_go_on(kind, target):
    parts = unpacked(word(p("Words.")))
    rels = "word/_rels/document.xml.rels"
    relation = f'<Relationship Id="x1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    parts[rels] = parts[rels].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    parts[f"word/{target}"] = b"<inner/>"
    with pytest.raises(NotCarried):
        stripped(packed(parts))


def test_a_picture_on_somebodys_computer_does_not_go_on():
    parts = unpacked(word(p('<w:r><w:pict r:id="x1"/></w:r>', run("Words."))))
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(
        b"</Relationships>",
        f'<Relationship Id="x1" Type="{OFFICE}/image" Target="file:///C:/me.png" '
        'TargetMode="External"/></Relationships>'.encode(),
    )
    with pytest.raises(NotCarried):
        stripped(packed(parts))


def test_a_picture_of_which_a_part_is_cut_off_does_not_go_on():
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    cut = f'<w:r><w:drawing><a:srcRect xmlns:a="{drawing}" l="25000"/></w:drawing></w:r>'
    with pytest.raises(NotCarried):
        stripped(word(p(cut, run("Words."))))
    stripped(word(p(cut.replace("25000", "0"), run("Words."))))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 broken"])
def test_what_is_no_word_file_does_not_go_on(data):
    with pytest.raises(NotCarried):
        stripped(data)
