"""A delegation's file becomes operations on clauses, author by author, or a clear refusal."""

from itertools import count

import pytest

from dabir.domain.drafting import (
    ZERO_DRAFT,
    Add,
    Amendment,
    Clause,
    Delete,
    Edit,
    Kind,
    Move,
    NumberStyle,
    Part,
    Version,
    apply,
    verify,
)
from dabir.formats.word_changes import AnotherBase, read_tracked, received_changes
from tests.formats.builders import docx_of

from .pieces import by, gone, p, run

A = "France"
INS, DEL = f"<w:ins {by(A)}/>", f"<w:del {by(A)}/>"


def ins(text, author=A):
    return f"<w:ins {by(author)}>{run(text)}</w:ins>"


def out(text, author=A):
    return f"<w:del {by(author)}>{gone(text)}</w:del>"


def a_version():
    def clause(uid, parent, order, kind, style, text, heading=""):
        return Clause(uid, parent, order, kind, style, {"en": heading}, {"en": text})

    return Version.of(
        ZERO_DRAFT,
        [
            clause("p", None, 0, Kind.PREAMBLE, NumberStyle.NONE, "Recalling the Charter,"),
            clause("a1", None, 1, Kind.ARTICLE, NumberStyle.DIGITS, "Bodies shall answer."),
            clause("i1", "a1", 0, Kind.CLAUSE, NumberStyle.LETTERS, "in ten days;"),
            clause("i2", "a1", 1, Kind.CLAUSE, NumberStyle.LETTERS, "in writing."),
            clause("a2", None, 2, Kind.ARTICLE, NumberStyle.DIGITS, "One.\nTwo.", "Reports"),
        ],
    )


LINES = {
    "p": p(run("Recalling the Charter,")),
    "a1": p(run("Article 1. Bodies shall answer.")),
    "i1": p(run("(a) in ten days;")),
    "i2": p(run("(b) in writing.")),
    "a2": p(run("Article 2. Reports")),
    "one": p(run("One.")),
    "two": p(run("Two.")),
}


def file_with(**lines):
    """The issued text as a file with typed numbers; `lines` replace paragraphs by their name."""
    title = p(run("Draft rules"))
    end = p(run("Done at Tehran"))
    return docx_of(title + "".join({**LINES, **lines}.values()) + end)


def received(data, version=None):
    number = count(1)
    found = received_changes(
        read_tracked(data),
        version or a_version(),
        language="en",
        new_uid=lambda: f"new{next(number)}",
    )
    for each in found.changes:
        verify(Amendment(1, ZERO_DRAFT, (each.author,), each.operations), version or a_version())
    return found


def operations(**lines):
    (changes,) = received(file_with(**lines)).changes
    assert changes.author == A
    return changes.operations


def test_words_become_edits_of_whole_words_at_their_exact_place():
    (edit,) = operations(i1=p(run("(a) in te") + out("n") + ins("nth") + run(" days;")))
    assert edit == Edit("i1", "en", 3, 6, "ten", "tenth")


def test_two_changes_within_one_word_are_one_edit():
    (edit,) = operations(
        i1=p(run("(a) in ") + ins("s") + run("e").replace("e", "te") + ins("e") + run("n days;"))
    )
    assert edit == Edit("i1", "en", 3, 6, "ten", "steen")


def test_lines_around_the_clauses_are_left_aside_and_said():
    assert received(file_with()).left_aside == ("Draft rules", "Done at Tehran")


def test_a_paragraph_with_a_typed_number_is_a_new_clause_beside_its_like():
    (add,) = operations(i1=LINES["i1"] + p(ins("(b) free of charge;"), mark=INS))
    assert add == Add(
        "new1", "a1", "i1", Kind.CLAUSE, NumberStyle.LETTERS, {}, {"en": "free of charge;"}
    )


def test_a_paragraph_typed_at_the_end_of_another_is_a_new_clause_too():
    typed = p(run("(b) in writing."), mark=INS) + p(ins("(c) free of charge."))
    (add,) = operations(i2=typed)
    assert (add.parent, add.after, add.text["en"]) == ("a1", "i2", "free of charge.")


def test_a_new_article_does_not_take_the_items_before_it():
    (add,) = operations(i2=LINES["i2"] + p(ins("Article 2. Costs are shared."), mark=INS))
    assert (add.kind, add.parent, add.after) == (Kind.ARTICLE, None, "a1")


def test_a_paragraph_without_a_number_goes_on_the_clause_before():
    (edit,) = operations(i1=LINES["i1"] + p(ins("always;"), mark=INS))
    assert edit == Edit("i1", "en", 12, 12, "", "\nalways;")


def test_a_paragraph_beside_an_unnumbered_one_is_one_more_of_them():
    (add,) = operations(p=LINES["p"] + p(ins("Noting the delay,"), mark=INS))
    assert (add.kind, add.after, add.text["en"]) == (Kind.PREAMBLE, "p", "Noting the delay,")


def test_a_paragraph_taken_out_with_its_end_is_a_deletion():
    assert operations(i1=p(out("(a) in ten days;"), mark=DEL)) == (Delete("i1"),)


def test_a_paragraph_taken_out_from_the_end_of_the_one_before_is_a_deletion():
    dragged = {
        "a1": p(run("Article 1. Bodies shall answer."), mark=DEL),
        "i1": p(out("(a) in ten days;")),
    }
    assert operations(**dragged) == (Delete("i1"),)


def test_a_paragraph_that_was_only_emptied_stays():
    (edit,) = operations(i1=p(run("(a) ") + out("in ten days;")))
    assert edit == Edit("i1", "en", 0, 12, "in ten days;", "")


def test_a_clause_whose_items_stay_leaves_them_to_the_one_before():
    found = operations(
        a2=p(out("Article 2. Reports"), mark=DEL),
        one=p(out("One."), mark=DEL),
        two=p(out("Two."), mark=DEL),
    )
    assert found == (Delete("a2"),)
    found = operations(a1=p(out("Article 1. Bodies shall answer."), mark=DEL))
    after = apply(a_version(), Amendment(1, ZERO_DRAFT, (A,), found).proposed())
    assert [clause.uid for _, clause in after.walk()] == ["p", "i1", "i2", "a2"]


def test_paragraphs_that_were_joined_are_one_clause():
    found = operations(i1=p(run("(a) in ten days"), mark=DEL).replace("days", "days;"))
    after = apply(a_version(), Amendment(1, ZERO_DRAFT, (A,), found).proposed())
    assert "i2" not in after
    assert after["i1"].text["en"].startswith("in ten days;")


def test_a_paragraph_that_was_split_within_a_clause_gets_a_new_line():
    split = p(run("One"), mark=INS) + p(run("."))
    (edit,) = operations(one=split)
    assert (
        apply(a_version(), Amendment(1, ZERO_DRAFT, (A,), (edit,)).proposed())["a2"].text["en"]
        == "One\n.\nTwo."
    )


def test_a_line_of_a_clause_is_taken_out_with_its_line_end():
    (edit,) = operations(one=p(out("One."), mark=DEL))
    after = apply(a_version(), Amendment(1, ZERO_DRAFT, (A,), (edit,)).proposed())
    assert after["a2"].text["en"] == "Two."


def moved(text, kind, author=A):
    tag = "moveFrom" if kind == "From" else "moveTo"
    return p(
        f'<w:{tag}RangeStart {by(author)} w:name="m"/><w:{tag} {by(author)}>{run(text)}</w:{tag}>'
        f'<w:{tag}RangeEnd w:id="1"/>',
        mark=f"<w:{tag} {by(author)}/>",
    )


def test_a_moved_paragraph_is_a_move():
    lines = {
        "i1": moved("(a) in ten days;", "From"),
        "i2": LINES["i2"] + moved("(a) in ten days;", "To"),
    }
    assert operations(**lines) == (Move("i1", "a1", "i2"),)


def test_each_author_is_read_as_though_alone():
    data = file_with(
        i1=p(run("(a) in ") + out("ten") + ins("twenty") + ins(" working", "Japan") + run(" days;"))
    )
    france, japan = received(data).changes
    assert france.operations == (Edit("i1", "en", 3, 6, "ten", "twenty"),)
    assert japan.author == "Japan"
    assert (
        apply(a_version(), Amendment(1, ZERO_DRAFT, ("J",), japan.operations).proposed())[
            "i1"
        ].text["en"]
        == "in ten working days;"
    )


def test_who_only_changed_what_another_put_in_is_named():
    inner = f"<w:ins {by(A)}>{run('some ')}<w:del {by('Japan')}>{gone('more ')}</w:del></w:ins>"
    found = received(file_with(i1=p(run("(a) ") + inner + run("in ten days;"))))
    assert [each.author for each in found.changes] == [A]
    assert found.dependent == ("Japan",)


def test_spelling_and_spaces_make_no_other_text():
    data = file_with(i1=p(run("(a)  in\u00a0ten  days; ") + ins("or less;")))
    ((changes),) = received(data).changes
    (edit,) = changes.operations
    assert edit.uid == "i1"
    assert edit.start >= 11


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ({"i1": p(run("(a) in twenty days;"))}, "Article 1, clause (a)"),
        ({"i2": ""}, "Article 1, clause (b)"),
        ({"i1": LINES["i1"] + p(run("added without tracking"))}, "added without tracking"),
    ],
)
def test_changes_against_another_text_are_refused_where_it_differs(lines, place):
    with pytest.raises(AnotherBase) as caught:
        received(file_with(**lines))
    assert caught.value.parameters["place"] == place
    assert place in str(caught.value)


def test_numbers_may_be_part_of_the_issued_words():
    version = Version.of(
        ZERO_DRAFT,
        [
            Clause(f"c{n}", None, n, Kind.PARAGRAPH, NumberStyle.NONE, {}, {"en": text})
            for n, text in enumerate(("1. One.", "2. Two."))
        ],
    )
    data = docx_of(p(run("1. One.") + ins(" Indeed.")) + p(run("2. Two.")))
    ((changes),) = received(data, version).changes
    (edit,) = changes.operations
    assert (
        apply(version, Amendment(1, ZERO_DRAFT, (A,), (edit,)).proposed())["c0"].text["en"]
        == "1. One. Indeed."
    )
    assert edit.part is Part.TEXT
