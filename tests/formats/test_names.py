"""File names that try to look like others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.formats.names import extension, safe_name


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("نظر\u200cها.docx", "نظر\u200cها.docx"),
        ("report\u202excod.exe", "reportxcod.exe"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\b.pdf", "b.pdf"),
        ("a\x00b\n.txt", "ab.txt"),
        ("\u2066\u200f.hidden. ", "hidden"),
        ("", "file"),
        ("..", "file"),
    ],
)
def test_makes_names_safe_to_show(given_name, safe):
    assert safe_name(given_name) == safe


def test_keeps_the_extension_of_a_long_name():
    name = safe_name("ا" * 300 + ".docx")
    assert len(name) == 120
    assert name.endswith(".docx")


@given(st.text())
def test_a_safe_name_is_one_part_and_stays_as_it_is(name):
    safe = safe_name(name)
    assert safe
    assert len(safe) <= 120
    assert not set(safe) & set("/\\\x00\n\u202e")
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "found"),
    [("a.DOCX", ".docx"), ("a", ""), ("a.tar.gz", ".gz"), ("a.b c", ""), (".profile", ".profile")],
)
def test_reads_the_extension(name, found):
    assert extension(name) == found
