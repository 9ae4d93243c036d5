"""Copies without ids: lines known again, and what changed between them counted as it was done."""

import random
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.drafting import Add, Amendment, Delete, Edit, Kind, Move, apply
from dabir.domain.drafting.compiling import slots
from dabir.domain.drafting.copies import (
    Method,
    align_copies,
    amending,
    read_printed,
    redline_copies,
)
from dabir.domain.drafting.copies.amending import operations_of_copy, version_of_copy
from dabir.domain.drafting.versions import ZERO_DRAFT

BASE = """Open data

Article 1. Purpose
The purpose is to strengthen cooperation between the ministries in the field of open data.

Article 2. Duties
(a) The ministry shall publish a list of its datasets within thirty days.
(b) The ministry shall answer questions of the public in writing.
(c) The secretariat shall report every year. The report shall be public and name what is missing.

Article 3. Money
The costs of this resolution are borne by the budget of the ministry.
"""


def redlined(old, new, **said):
    return redline_copies(align_copies(read_printed(old), read_printed(new), **said))


def kinds(redline):
    return [change.kind.value for change in redline.changes]


def counted(redline):
    return redline.words_deleted, redline.words_inserted


# -- marks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "mark", "kind"),
    [
        ("Article 5. Duties", "Article 5.", Kind.ARTICLE),
        ("Article 5", "Article 5", Kind.ARTICLE),
        ("Chapter IV — Money", "Chapter IV —", Kind.CHAPTER),
        ("(a) The ministry", "(a)", Kind.CLAUSE),
        ("iv) The ministry", "iv)", Kind.CLAUSE),
        ("12. The ministry", "12.", Kind.CLAUSE),
        ("1.2.3 The ministry", "1.2.3", Kind.CLAUSE),
        ("• the ministry", "•", Kind.ITEM),
        ("ماده ۵ ـ وظایف", "ماده ۵ ـ", Kind.ARTICLE),
        ("ماده۱۲- وظایف", "ماده۱۲-", Kind.ARTICLE),
        ("مادهٔ ۵: وظایف", "مادهٔ ۵:", Kind.ARTICLE),
        ("ماده واحده ـ متن", "ماده واحده ـ", Kind.ARTICLE),
        ("تبصره ـ متن", "تبصره ـ", Kind.NOTE),
        ("تبصره ۲ ـ متن", "تبصره ۲ ـ", Kind.NOTE),
        ("فصل اول ـ کلیات", "فصل اول ـ", Kind.CHAPTER),
        ("فصل بیست و یکم: کلیات", "فصل بیست و یکم:", Kind.CHAPTER),
        ("پیوست شماره ۲", "پیوست شماره ۲", Kind.ANNEX),
        ("الف) متن", "الف)", Kind.CLAUSE),
        ("الف ـ متن", "الف ـ", Kind.CLAUSE),
        ("ب- متن", "ب-", Kind.CLAUSE),
        ("۳ـ متن", "۳ـ", Kind.CLAUSE),
        ("۱-۲- متن", "۱-۲-", Kind.CLAUSE),
    ],
)
def test_a_mark_is_told_apart_from_the_words(line, mark, kind):
    [read] = read_printed(line)
    assert (read.mark, read.kind, read.line) == (mark, kind, line)
    assert read.line[: read.start] + read.words == line


@pytest.mark.parametrize(
    "line",
    [
        "Article 5 of the Convention applies.",
        "E-mail is enough.",
        "A. B. Smith presided.",
        "ماده ۵ قانون اساسی حاکم است.",
        "1401/12/22 was the day.",
        "۱۴۰۱/۱۲/۲۲ روز آن بود.",
        "و دیگران",
    ],
)
def test_what_only_looks_like_a_mark_is_none(line):
    [read] = read_printed(line)
    assert read.mark == ""


def test_lines_are_set_in_by_their_marks():
    assert [line.depth for line in read_printed(BASE)] == [0, 0, 1, 0, 1, 1, 1, 0, 1]


def test_lines_that_a_mail_program_cut_are_put_together_again():
    whole = " ".join(f"word{number % 7} of the clause" for number in range(60)) + "."
    cut, line = [], ""
    for word in whole.split():
        if len(line) + len(word) > 70:
            cut.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    read = read_printed("\n".join([*cut, line]))
    assert [each.line for each in read] == [whole]
    assert redlined(whole, "\n".join([*cut, line])).changes == ()


# -- lines known again -----------------------------------------------------------------------------


def test_a_text_does_not_differ_from_itself():
    redline = redlined(BASE, BASE)
    assert redline.changes == ()
    assert counted(redline) == (0, 0)


def test_words_that_changed_are_counted_and_no_others():
    redline = redlined(BASE, BASE.replace("strengthen", "enhance").replace("thirty", "sixty"))
    assert [
        (change.kind.value, change.old, change.new, change.clause) for change in redline.changes
    ] == [
        ("replace", "strengthen", "enhance", "Article 1"),
        ("replace", "thirty", "sixty", "Article 2 › (a)"),
    ]
    assert counted(redline) == (2, 2)


def test_a_clause_that_was_only_numbered_anew_has_no_changed_words():
    redline = redlined(BASE, BASE.replace("Article 3.", "Article 4."))
    assert kinds(redline) == ["renumber"]
    assert (redline.changes[0].old, redline.changes[0].new) == ("Article 3.", "Article 4.")
    assert counted(redline) == (0, 0)


def test_what_moved_together_is_one_move_and_no_changed_word():
    lines = BASE.splitlines()
    moved = "\n".join([*lines[:5], *lines[10:12], *lines[5:10]])
    redline = redlined(BASE, moved)
    assert kinds(redline) == ["move"]
    assert "The costs of this resolution" in redline.changes[0].new
    assert counted(redline) == (0, 0)
    assert [line.leaves for line in redline.lines].count(True) == 2


def test_a_clause_that_moved_and_was_edited_is_still_that_clause():
    lines = BASE.splitlines()
    edited = lines[11].replace("borne by", "paid from")
    redline = redlined(BASE, "\n".join([lines[0], lines[10], edited, *lines[2:10]]))
    assert set(kinds(redline)) == {"move", "replace"}
    assert counted(redline) == (2, 2)


def test_a_clause_that_was_split_has_no_changed_words():
    redline = redlined(BASE, BASE.replace(" The report shall", "\n(d) The report shall"))
    assert kinds(redline) == ["split"]
    assert counted(redline) == (0, 0)


def test_clauses_that_were_joined_have_no_changed_words():
    joined = BASE.replace("every year. The report", "every year.\nThe report")
    redline = redlined(joined, BASE)
    assert kinds(redline) == ["join"]


def test_marks_of_lines_that_were_joined_are_no_words_that_went():
    rights = ("to be informed of all that is kept about them;", "to have it corrected or erased;")
    items = "\n".join(f"({letter}) {right}" for letter, right in zip("ab", rights, strict=True))
    redline = redlined(
        f"1. Whoever is named has the right:\n{items}\n2. It is free of charge.",
        f"1. Whoever is named has the right {' '.join(rights)}\n2. It is free of charge.",
    )
    assert [(each.kind.value, each.old, each.new) for each in redline.changes] == [
        ("join", "1. (a) (b)", "1."),
        ("delete", ":", ""),
    ]
    assert (redline.words_deleted, redline.words_inserted) == (0, 0)

    assert counted(redline) == (0, 0)


def test_added_and_deleted_clauses_are_counted_whole_without_their_marks():
    redline = redlined(
        BASE,
        BASE.replace("(b) The ministry shall answer questions of the public in writing.\n", "")
        + "\nArticle 4. It lasts.",
    )
    assert kinds(redline) == ["delete_clause", "add_clause"]
    assert counted(redline) == (10, 2)


def test_spelling_is_no_changed_word():
    old = "ماده ۱ ـ كميتهٔ ملي گزارش مي‌دهد."
    redline = redlined(old, "ماده ۱ ـ کمیتهٔ ملی گزارش می‌دهد.")
    assert set(kinds(redline)) == {"spelling"}
    assert counted(redline) == (0, 0)
    assert redline.words_respelled == 3


def test_a_word_with_a_half_space_is_one_word():
    redline = redlined("گزارش سالانه منتشر می‌شود.", "گزارش سالانه منتشر نمی‌شود.")
    assert counted(redline) == (1, 1)


def test_ids_come_before_words():
    from dataclasses import replace

    old = [replace(line, uid=f"u{n}") for n, line in enumerate(read_printed("one two\nsix seven"))]
    new = [replace(old[1], line="quite other words"), replace(old[0], line="again something")]
    aligned = align_copies(old, new)
    assert {(pair.old, pair.new, pair.method) for pair in aligned.pairings} == {
        ((1,), (0,), Method.ID),
        ((0,), (1,), Method.ID),
    }


def test_a_match_on_weak_grounds_is_doubtful_and_a_person_may_say_otherwise():
    old = "the fund pays for roads and bridges in the north of the country"
    new = "the fund pays for schools and clinics in the towns of each region"
    aligned = align_copies(read_printed(old), read_printed(new))
    [pairing] = aligned.doubtful
    assert pairing.method is Method.SIMILAR
    apart = align_copies(read_printed(old), read_printed(new), said={0: None})
    assert not apart.doubtful
    assert kinds(redline_copies(apart)) == ["delete_clause", "add_clause"]
    together = align_copies(read_printed(old), read_printed(new), said={0: 0})
    assert [pair.method for pair in together.pairings] == [Method.PERSON]


clause = st.lists(
    st.sampled_from(["آب", "باغ", "و", "در", "شهر", "one", "two", "the", "fund", "pays"]),
    min_size=1,
    max_size=8,
)
texts = st.lists(clause, max_size=8).map(lambda clauses: "\n".join(map(" ".join, clauses)))


@given(texts, texts)
def test_every_line_of_both_is_there_once(old, new):
    one, other = read_printed(old), read_printed(new)
    aligned = align_copies(one, other)
    assert sorted(place for pair in aligned.pairings for place in pair.old) == list(range(len(one)))
    news = [place for pair in aligned.pairings for place in pair.new]
    assert sorted(news) == list(range(len(other)))
    redline = redline_copies(aligned)
    shown = [line for line in redline.lines if not line.leaves and line.pairing.new]
    written = ["".join(change.new for change in (*line.mark, *line.words)) for line in shown]
    assert "\n".join(written) == "\n".join(line.line for line in other)


@given(texts, texts)
def test_the_operations_of_a_copy_make_the_copy(old, new):
    one, other = read_printed(old), read_printed(new)
    base = version_of_copy(one, "fa")
    operations = operations_of_copy(base, align_copies(one, other), "fa", renumbered=True)
    amended = apply(base, Amendment(1, ZERO_DRAFT, ("x",), operations).proposed())
    made = ["".join(clause.wordings().values()) for _, clause in amended.walk()]
    assert "\n".join(made) == "\n".join(line.line for line in other)


def test_a_renumbered_clause_is_no_operation():
    one = read_printed(BASE)
    other = read_printed(BASE.replace("Article 3.", "Article 4."))
    base = version_of_copy(one, "en")
    assert operations_of_copy(base, align_copies(one, other), "en") == ()


def test_the_same_addition_in_two_copies_is_the_same_operation():
    one = read_printed(BASE)
    base = version_of_copy(one, "en")
    copies = [
        read_printed(BASE + "\nArticle 4. It lasts ten years."),
        read_printed(BASE.replace("thirty", "ninety") + "\nArticle 4. It lasts ten years."),
    ]
    added = [
        [
            each
            for each in operations_of_copy(base, align_copies(one, copy), "en")
            if isinstance(each, Add)
        ]
        for copy in copies
    ]
    assert added[0] == added[1] != []


def test_operations_say_what_was_done():
    one = read_printed(BASE)
    base = version_of_copy(one, "en")
    lines = [line for line in BASE.splitlines() if line]
    copy = "\n".join(
        [lines[0], lines[7], lines[8], *lines[1:4], lines[4].replace("thirty", "ten"), lines[6]]
    )
    operations = operations_of_copy(base, align_copies(one, read_printed(copy)), "en")
    assert [type(each) for each in operations] == [Edit, Move, Move, Delete]


# -- how much is found -----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_random_word_edits_are_counted_as_they_were_made(seed):
    chance = random.Random(seed)
    vocabulary = [f"واژه{number}" for number in range(400)] + ["و", "در", "از", "به"] * 30
    clauses = [
        [chance.choice(vocabulary) for _ in range(chance.randint(10, 40))] for _ in range(150)
    ]
    edited = [list(words) for words in clauses]
    deleted = inserted = 0
    for place in chance.sample(range(150), 60):
        words = edited[place]
        at = chance.randrange(len(words) - 2)
        match chance.randrange(3):
            case 0:
                words[at] = "تازه"
                deleted, inserted = deleted + 1, inserted + 1
            case 1:
                words[at:at] = ["سخن", "نو"]
                inserted += 2
            case _:
                del words[at : at + 2]
                deleted += 2

    def written(each):
        return "\n".join(f"{number}- {' '.join(words)}" for number, words in enumerate(each, 1))

    redline = redlined(written(clauses), written(edited))
    found = redline.words_deleted + redline.words_inserted
    assert abs(found - deleted - inserted) <= 0.05 * (deleted + inserted)


def test_short_clauses_that_were_cut_at_one_width_without_blank_lines_are_put_together():
    clauses = [
        f"{digit}- " + "دستگاه باید گزارش کار خود را هر سال به دبیرخانه بدهد و آن را منتشر کند " * 2
        for digit in "۱۲۳۴۵۶۷۸"
    ]
    cut = "\n".join(textwrap.fill(clause, 100) for clause in clauses)
    assert cut.count("\n") > len(clauses)
    assert [line.line for line in read_printed(cut)] == [clause.strip() for clause in clauses]


@pytest.mark.parametrize("side", ["taken out", "put in"])
def test_thousands_of_equal_lines_are_each_named_in_one_go(side, monkeypatch):
    asked = []
    monkeypatch.setattr(
        amending, "uid_of", lambda *parts: asked.append(parts) or slots.uid_of(*parts)
    )
    form, start = "Name: ........ Signature: ........", read_printed(BASE)
    many = read_printed(f"{BASE}\n" + f"{form}\n" * 300)
    one, other = (many, start) if side == "taken out" else (start, many)
    base = version_of_copy(one, "en")
    operations_of_copy(base, align_copies(one, other), "en")
    assert len(many) > 300
    assert len(asked) < 4 * len(many)


def test_equal_lines_have_names_of_their_own_that_follow_from_their_words():
    lines = read_printed("A\nB\nA\nA\nB\n")
    uids = [clause.uid for _, clause in version_of_copy(lines, "en").walk()]
    assert len(set(uids)) == 5
    longer = version_of_copy([*read_printed("C\n"), *lines, *read_printed("A\n")], "en")
    assert [clause.uid for _, clause in longer.walk()][1:6] == uids
