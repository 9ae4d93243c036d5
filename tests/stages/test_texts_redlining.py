"""Redlines of two versions as files: tracked in Word, with the marks that are printed."""

import pytest

from dabir.domain.drafting import Move
from dabir.formats.word_changes import read_name, read_tracked
from dabir.stages.texts.acts import (
    derive_version,
    follow_text,
    receive_revision,
    rule_amendment,
)
from dabir.stages.texts.files.going_out import issued_mark
from dabir.stages.texts.files.redlining import redline_of, write_redline
from tests.factories import AT, make_group, make_secretary
from tests.stages.drafts import UIDS, delete, edit, make_text, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def versions(group, secretary):
    """Two versions of a text: other words, a clause gone, one moved."""
    text = make_text(group, secretary)
    operations = (
        edit(text, "one", "هر ماه", "هر هفته"),
        delete("note"),
        Move(UIDS["two"], None, None),
    )
    made = propose(text, secretary, *operations)
    rule_amendment(amendment=made, accept=True, actor=secretary, at=AT)
    derive_version(text=text, actor=secretary, at=AT)
    return list(text.versions.order_by("order"))


def words_of(version):
    return [
        wording.text
        for clause in version.clauses.order_by("order")
        for wording in clause.wordings.filter(language="fa")
    ]


def test_rejecting_all_is_the_one_version_and_accepting_all_the_other(versions, secretary):
    before, after = versions
    document = read_tracked(write_redline(before, after, "docx", secretary))
    for lines, version in ((document.base, before), (document.target, after)):
        said = [line.text for line in lines]
        assert [words for words in said if words in set(words_of(version))] == words_of(version)
    gone = set(words_of(before)) - set(words_of(after))
    assert not gone & {line.text for line in document.target}


def test_its_clauses_are_known_again_when_the_file_comes_back(versions, secretary):
    before, after = versions
    document = read_tracked(write_redline(before, after, "docx", secretary))
    named = [read_name(name) for each in document.paragraphs for name in each.bookmarks]
    assert {UIDS["one"], UIDS["two"]} <= {each.uid for each in named if each is not None}
    assert document.issued == issued_mark(before)


def test_a_text_of_others_keeps_the_marks_that_its_issuer_printed(group, secretary):
    text = follow_text(
        group=group,
        titles={"en": "Draft articles"},
        issuer="Assembly of Rivers",
        kind="rules",
        actor=secretary,
        at=AT,
    )
    printed = ("7. States tell one another.", "9. States help one another in time.")
    for order, lines in enumerate((printed, (printed[0], "10. States help one another in time."))):
        receive_revision(
            text=text,
            data="\n\n".join(lines).encode(),
            name="draft.txt",
            symbol=f"AR/{order}",
            actor=secretary,
            at=AT,
        )
    before, after = text.versions.order_by("order")
    before.text = after.text = text
    redline = redline_of(before, after)
    assert [each.label.strip() for each in redline.clauses] == ["7.", "10."]
    assert [bool(each.was) for each in redline.clauses] == [False, True]
    assert write_redline(before, after, "docx", secretary).startswith(b"PK")
