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


def test_the_four_persian_letters_of_windows_1256_are_read():
    text = "پيشنهاد چاپ گزارش ژرف: کميته"
    assert read_text(text.encode("cp1256"), filename="a.txt").text == text


def test_a_few_broken_letters_do_not_turn_utf_8_into_another_encoding():
    data = (PERSIAN * 5).encode()
    document = read_text(data[:-1] + b"\xd9", filename="a.txt")
    assert document.text.startswith(PERSIAN)
    assert [note.code for note in document.notes] == ["encoding-guessed", "letters-lost"]


def test_zeros_that_fill_the_last_block_are_no_text():
    assert read_text(PERSIAN.encode() + bytes(300) + b"\x1a", filename="a.txt").text == PERSIAN


def test_a_stray_control_is_left_out_and_told():
    document = read_text((PERSIAN * 9).encode().replace(b"\n", b"\x00\n", 1), filename="a.txt")
    assert "\x00" not in document.text
    assert [note.code for note in document.notes] == ["controls-removed"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_half_a_letter_at_the_end_of_utf_16_is_let_go(encoding):
    assert read_text(PERSIAN.encode(encoding) + b"\x06", filename="a.txt").text == PERSIAN


def test_form_feeds_and_every_line_end_part_lines():
    data = b"one\fpage\rtwo\r\nthree\x0bfour\xc2\x85five\xe2\x80\xa8six"
    text = read_text(data, filename="a.txt").text
    assert text.split("\n") == ["one", "page", "two", "three", "four", "five", "six"]


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "us-ascii"])
def test_persian_declared_to_be_western_is_persian(declared):
    persian = "متن فارسي است"
    assert decode(persian.encode("cp1256"), declared=declared)[:2] == (persian, "cp1256")
    assert decode(persian.encode(), declared=declared)[:2] == (persian, "utf-8")


def test_western_text_declared_as_such_is_believed():
    assert decode("café".encode("cp1252"), declared="iso-8859-1")[0] == "café"
