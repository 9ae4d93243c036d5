"""Tracked files that were built to harm or to mislead: refused in a sentence, or read in time."""

import time
import zipfile

import pytest

from dabir.formats.errors import Damaged, SuspiciousArchive, Unreadable
from dabir.formats.word_changes import read_tracked
from tests.formats.builders import W, docx_of, packed

from .pieces import by, gone, p, run


@pytest.mark.parametrize("data", [b"", b"no zip", packed({"a.txt": "x"}), docx_of("x")[:-40]])
def test_what_is_no_word_file_is_refused(data):
    with pytest.raises(Damaged):
        read_tracked(data)


def test_a_bomb_is_refused():
    bomb = packed({"word/document.xml": b"<a>" + b" " * 50_000_000})
    with pytest.raises(SuspiciousArchive):
        read_tracked(bomb)


def test_deep_nesting_is_refused():
    inner = f"<w:ins {by('A')}>" * 300 + run("x") + "</w:ins>" * 300
    with pytest.raises(SuspiciousArchive):
        read_tracked(docx_of(p(inner)))


def test_entities_are_refused():
    xml = f'<!DOCTYPE w:document [<!ENTITY a "x">]><w:document {W}><w:body/></w:document>'
    with pytest.raises(SuspiciousArchive):
        read_tracked(packed({"word/document.xml": xml}, method=zipfile.ZIP_STORED))


def test_broken_ids_dates_and_ranges_are_read_as_what_they_are():
    document = read_tracked(
        docx_of(
            '<w:moveFromRangeEnd w:id="9"/><w:commentRangeStart w:id="x"/>'
            + p(
                '<w:bookmarkStart w:name="_dtx_zz"/><w:bookmarkStart/>'
                f'<w:ins w:author="" w:date="yesterday">{run("a")}</w:ins>'
                f"<w:del>{gone('b')}</w:del><w:moveFrom>{run('c')}</w:moveFrom>"
            ),
            comments='<w:comment/><w:comment w:id="x" w:date="0000"/>',
        )
    )
    assert [line.text for line in document.base] == ["bc"]
    assert [line.text for line in document.target] == ["a"]
    assert document.authors == ("",)


def test_a_field_that_never_ends_hides_nothing():
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    document = read_tracked(docx_of(p(begun + run("still there"))))
    assert document.base[0].text == "still there"


@pytest.mark.parametrize("words", [40_000])
def test_a_paragraph_of_a_megabyte_is_read_in_linear_time(words):
    def piece(number):
        return (
            run(f"kept {number} ")
            + f"<w:del {by('A')}>{gone('old words ')}</w:del><w:ins {by('B')}>{run('new ')}</w:ins>"
        )

    def seconds(count):
        data = docx_of(p("".join(piece(number) for number in range(count))))
        start = time.process_time()
        document = read_tracked(data)
        assert len(document.paragraphs[0].stretches) == 3 * count
        assert document.base[0].text.count("old") == count
        return time.process_time() - start

    small, large = seconds(words // 10), seconds(words)
    assert large < 30 * max(small, 0.02)


def test_every_mutilation_of_a_file_is_refused_or_read():
    whole = docx_of(p(run("a") + f"<w:ins {by('A')}>{run('b')}</w:ins>"))
    for cut in range(0, len(whole), 37):
        mutilated = whole[:cut] + bytes([whole[cut] ^ 0xFF]) + whole[cut + 1 :]
        try:
            read_tracked(mutilated)
        except Unreadable:
            continue
