"""Plain text in the encodings that Persian files come in."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.formats.encodings import decode
from dabir.formats.errors import EmptyFile, NotAText, TooLarge, Unreadable, WrongEncoding
from dabir.formats.limits import Limits
from dabir.formats.reading import read_text

from .builders import PERSIAN

ARABIC_LETTERS = PERSIAN.replace("ی", "ي").replace("\u200c", " ").replace("ٔ", "")


@pytest.mark.parametrize(
    ("encoding", "reported"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_reads_persian_in_every_unicode_encoding(encoding, reported):
    document = read_text(PERSIAN.encode(encoding), filename="نظر.txt")
    assert document.text == PERSIAN
    assert document.encoding == reported
    assert document.verified


def test_reads_windows_1256_and_says_that_it_guessed():
    document = read_text(ARABIC_LETTERS.encode("cp1256"), filename="old.txt")
    assert document.text == ARABIC_LETTERS
    assert document.encoding == "cp1256"
    assert [note.code for note in document.notes] == ["encoding-guessed"]


def test_reads_western_text_as_windows_1252():
    document = read_text("The café “opens” at nine.".encode("cp1252"), filename="a.txt")
    assert document.text == "The café “opens” at nine."


def test_reads_english_in_utf_16_without_a_mark():
    text = "Comments of the guild on the second draft."
    assert read_text(text.encode("utf-16-le"), filename="a.txt").text == text


def test_line_ends_of_every_system_become_one():
    assert read_text(b"one\r\ntwo\rthree\n", filename="a.txt").text == "one\ntwo\nthree"


def test_removes_overrides_that_reverse_letters_and_says_so():
    document = read_text("ten \u202eyad\u202c days".encode(), filename="a.txt")
    assert "\u202e" not in document.text
    assert "overrides-removed" in [note.code for note in document.notes]


def test_keeps_zwnj():
    assert "می\u200cکند" in read_text(PERSIAN.encode(), filename="a.txt").text


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\xef\xbb\xbf"])
def test_refuses_an_empty_file(data):
    with pytest.raises(EmptyFile):
        read_text(data, filename="a.txt")


def test_refuses_fifty_megabytes():
    with pytest.raises(TooLarge) as caught:
        read_text(b"a" * 50_000_000, filename="a.txt")
    assert caught.value.parameters == {"limit": 20}
    assert str(caught.value) == "The file is larger than the limit of 20 MB."


def test_the_limit_is_the_callers():
    with pytest.raises(TooLarge):
        read_text(b"a" * 11, filename="a.txt", limits=Limits(file_size=10))


def test_refuses_binary_data():
    with pytest.raises(NotAText):
        read_text(bytes(range(256)) * 5, filename="a.txt")


def test_refuses_letters_of_no_encoding():
    with pytest.raises(WrongEncoding):
        read_text(b"\xe9\xe8\xea\xeb" * 50, filename="a.txt")


def test_a_declared_charset_is_believed_when_it_fits():
    assert decode("сообщение".encode("koi8-r"), declared="koi8-r")[0] == "сообщение"


@pytest.mark.parametrize("charset", ["punycode", "idna", "utf-7", "rot13", "no-such-charset"])
def test_a_declared_codec_that_is_no_charset_is_ignored(charset):
    assert decode(b"plain text", declared=charset) == ("plain text", "utf-8", False)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.docx", "a.pdf", "a.eml"]))
def test_any_bytes_are_read_or_refused_with_a_reason(data, filename):
    with contextlib.suppress(Unreadable):
        assert read_text(data, filename=filename).text.strip()


@given(
    st.text(
        alphabet=st.characters(
            codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn"]
        ),
        min_size=1,
    )
)
def test_utf_8_text_comes_back_as_it_was(text):
    try:
        document = read_text(text.encode(), filename="a.txt")
    except EmptyFile:
        assert not text.strip()
    else:
        if document.format == "txt":
            assert document.text == text
