"""Markdown: a copy comes back bound to its clauses, edited or not; others' come in as marked."""

from dataclasses import replace

import pytest
from hypothesis import given

from dabir.domain.drafting import Kind, NumberStyle, Part, Version
from dabir.formats.errors import EmptyFile, SuspiciousArchive
from dabir.formats.texts import read_markdown, write_markdown
from tests.formats.texts_builders import a_text, facts, its_facts, versions


def in_one(version, language):
    """The version with the words of one language alone."""
    clauses = [
        replace(
            clause,
            heading={language: clause.wording(Part.HEADING, language)},
            text={language: clause.wording(Part.TEXT, language)},
        )
        for clause in version.clauses.values()
    ]
    return Version.of(version.symbol, clauses, made_from=version.made_from)


@given(versions(), facts())
def test_any_text_comes_back_as_it_went_out_and_goes_out_the_same_each_time(version, about):
    written = write_markdown(version, about, language="fa")
    assert written == write_markdown(version, about, language="fa")
    read = read_markdown(written)
    assert read.version == in_one(version, "fa")
    assert read.bound == frozenset(version.clauses)
    assert read.language == "fa"


def test_is_readable_as_it_stands():
    text = write_markdown(a_text(), its_facts(), language="fa").decode()
    assert "# آیین‌نامهٔ چاه‌ها\n" in text
    assert "## **فصل اول** کلیات <!--" in text
    assert "### **ماده ۱** تعریف‌ها <!--" in text
    assert "\n- **الف)** چاه، هر حفره‌ای برای برداشت آب است؛ <!--" in text
    assert "\n  - **۱)** شخص حقیقی <!--" in text


def test_the_facts_of_the_text_come_back():
    about = its_facts(history=())
    assert read_markdown(write_markdown(a_text(), about, language="en")).about == about


def test_an_edited_copy_comes_back_bound():
    text = write_markdown(a_text(), its_facts(), language="en").decode()
    text = text.replace("a well is any bore;", "a well is any bore or\nshaft;")
    text = text.replace("- **(b)**", "- a pump is a machine;\n- **(b)**")
    read = read_markdown(text.encode())
    assert read.bound == frozenset(a_text().clauses)
    assert read.version["c1"].text["en"] == "a well is any bore or shaft;"
    new = read.version["new-1"]
    assert (new.parent, new.order, new.kind, new.style) == (
        "a1",
        1,
        Kind.CLAUSE,
        NumberStyle.LETTERS,
    )
    assert new.text["en"] == "a pump is a machine;"


def test_a_line_that_was_copied_is_a_new_clause():
    text = write_markdown(a_text(), its_facts(), language="en").decode()
    line = next(line for line in text.splitlines() if "a well is" in line)
    read = read_markdown(text.replace(line, f"{line}\n{line}").encode())
    assert read.version["new-1"].text == read.version["c1"].text


FOREIGN = """
پیش‌نویس آیین‌نامه
==================

این متن برای بررسی است.

## ماده ۱ - تعریف‌ها

در این آیین‌نامه:

1. *چاه* هر حفره است؛
2. بهره‌بردار:
   - الف) شخص حقیقی
   - ب) شخص حقوقی

## بخش بی‌شماره

> نقل از سند
"""


def test_the_markdown_of_others_comes_in_as_it_is_marked():
    read = read_markdown(FOREIGN.encode())
    assert read.about.title == {"fa": "پیش‌نویس آیین‌نامه"}
    assert [(clause.kind, clause.style, depth) for depth, clause in read.version.walk()] == [
        (Kind.PREAMBLE, NumberStyle.NONE, 0),
        (Kind.ARTICLE, NumberStyle.DIGITS, 0),
        (Kind.CLAUSE, NumberStyle.DIGITS, 1),
        (Kind.CLAUSE, NumberStyle.DIGITS, 1),
        (Kind.ITEM, NumberStyle.LETTERS, 2),
        (Kind.ITEM, NumberStyle.LETTERS, 2),
        (Kind.CHAPTER, NumberStyle.NONE, 0),
    ]
    words = [text for _, clause in read.version.walk() for text in clause.wordings().values()]
    assert words == [
        "این متن برای بررسی است.",
        "تعریف‌ها",
        "در این آیین‌نامه:",
        "چاه هر حفره است؛",
        "بهره‌بردار:",
        "شخص حقیقی",
        "شخص حقوقی",
        "بخش بی‌شماره",
        "نقل از سند",
    ]
    assert not read.bound


@pytest.mark.parametrize(
    ("data", "error"),
    [(b" \n", EmptyFile), (b"> " * 5000 + b"x", SuspiciousArchive)],
)
def test_refuses_what_is_no_text_or_built_to_do_harm(data, error):
    with pytest.raises(error):
        read_markdown(data)
