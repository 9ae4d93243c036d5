"""Markers, nesting and paths, rule by rule."""

import pytest

from dabir.domain.outline import read_outline


def paths(text: str) -> list[str]:
    return [item.path for item in read_outline(text).items]


def numbers(text: str) -> list[str]:
    return [item.number for item in read_outline(text).items]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("۱. نخست", "1"),
        ("1- نخست", "1"),
        ("۱ـ نخست", "1"),
        ("۱ ـ نخست", "1"),
        ("(1) first", "1"),
        ("۱) نخست", "1"),
        ("١- نخست", "1"),
        ("الف) نخست", "الف"),
        ("الف- نخست", "الف"),
        ("(الف) نخست", "الف"),
        ("الف ـ نخست", "الف"),
        ("(a) first", "a"),
        ("a) first", "a"),
        ("(i) first", "i"),
        ("I. FIRST\nII. SECOND", "I"),
    ],
)
def test_finds_the_marker_however_it_is_printed(line, number):
    outline = read_outline(f"{line}\n")
    assert outline.items[0].number == number
    assert outline.items[0].starts.casefold() in {"نخست", "first"}


@pytest.mark.parametrize(
    "heading",
    [
        "ماده ۱- متن",
        "ماده۱ـ متن",
        "ماده1: متن",
        "ماده ۱\nمتن",
        "ماده (۱) متن",
        "ماده ۱ ـ متن",
        "مادهٔ ۱. متن",
    ],
)
def test_finds_an_article_however_it_is_printed(heading):
    item = read_outline(heading).items[0]
    assert (item.path, item.kind, item.number, item.starts) == ("ماده 1", "article", "1", "متن")


@pytest.mark.parametrize(
    "line",
    [
        "شماره: ۱۲۳",
        "پیوست: دارد",
        "۱۴۰۳/۰۲/۰۳ برگزار شد",
        "۱۲/۵/۱۴۰۳",
        "10:30 - opening",
        "ماده ۶ قانون توسعه چنین می‌گوید",
        "بند ۹ ماده ۶ خوانده شد",
        "Article 5 of the Treaty applies.",
        "Section 3 above is unchanged.",
        "• گلوله",
        "1️⃣ emoji",
        "3.5% of the budget",
    ],
)
def test_leaves_alone_what_only_looks_like_a_marker(line):
    assert paths(f"متنی پیش از آن.\n{line}\n") == []


def test_puts_letters_below_the_number_that_announces_them():
    assert paths("1. x:\n(a) y\n(b) z\n2. w") == ["1", "1.a", "1.b", "2"]


def test_nests_three_deep():
    assert paths("3. x:\n(a) y:\n(i) z\n(ii) w\n(b) v")[1:] == ["3.a", "3.a.i", "3.a.ii", "3.b"]


def test_reads_i_after_h_as_a_letter():
    text = "1. x:\n" + "\n".join(f"({letter}) y" for letter in "abcdefghij")
    assert paths(text)[-2:] == ["1.i", "1.j"]


def test_gives_a_note_to_its_article_not_to_the_last_item_of_the_list():
    text = "ماده ۳- ترکیب:\n۱- یک\n۲- دو\nتبصره ۱- یادداشت"
    assert paths(text)[-1] == "ماده 3/تبصره 1"


def test_gives_a_note_to_the_top_level_item_where_there_are_no_articles():
    assert paths("۱- متن:\nالف- یک\nتبصره ۱- یادداشت\n۲- متن") == ["1", "1.الف", "1/تبصره 1", "2"]


def test_leaves_the_chapter_out_of_the_paths_of_articles_that_are_numbered_through():
    text = "فصل اول - کلیات\nماده ۱- الف\nفصل دوم - ارکان\nماده ۲- ب"
    assert paths(text) == ["فصل 1", "ماده 1", "فصل 2", "ماده 2"]


def test_shows_the_chapter_where_numbering_starts_again_in_it():
    text = "فصل اول - کلیات\nماده ۱- الف\nفصل دوم - ارکان\nماده ۱- ب"
    assert paths(text) == ["فصل 1", "فصل 1/ماده 1", "فصل 2", "فصل 2/ماده 1"]


def test_gives_a_compound_number_to_the_parent_it_names():
    assert paths("3. x\n3.1 y\n3.2 z") == ["3", "3.1", "3.2"]
    assert paths("ماده ۱- x\n۱-۱ یک\n۱-۲ دو") == ["ماده 1", "ماده 1/1", "ماده 1/2"]


def test_reads_a_compound_number_printed_back_to_front():
    text = "۳) شیوه:\n۱-۳) یک\n۲-۳) دو"
    assert paths(text) == ["3", "3.1", "3.2"]
    assert numbers(text) == ["3", "1-3", "2-3"]


def test_keeps_all_of_a_compound_number_whose_parent_is_not_an_item():
    assert paths("متن.\n۲-۱- یک\n۲-۲- دو") == ["2.1", "2.2"]


def test_reads_a_letter_before_the_number():
    assert paths("ماده ۴- x\nالف ـ y:\nالف -۱- z\nالف -۲- w\nب ـ v")[1:] == [
        "ماده 4/الف",
        "ماده 4/الف.1",
        "ماده 4/الف.2",
        "ماده 4/ب",
    ]


def test_keeps_numbers_that_are_skipped_or_repeated():
    assert paths("۱- a\n۲- b\n۲- c\n۵- d") == ["1", "2", "2", "5"]


def test_starts_again_after_a_heading_without_a_number():
    assert paths("۱- a\n۲- b\n\nشرایط همکاری\n\n۱- c\n۲- d") == ["1", "2", "1", "2"]


@pytest.mark.parametrize(
    "heading",
    [
        "پیوست شماره یک",
        "پیوست شمار ۱",
        "پیوست شمارۀ ۱",
        "پیوست ۱",
        "ضمیمه ۱",
        "ضمیمهٔ شمارهٔ یک",
        "پیوشت ۱",
        "پیوسط شماره ۱",
        "ضمیه ۱:",
        "پیوشت شمار یک",
    ],
)
def test_spells_the_heading_of_an_annex_in_the_standard_way(heading):
    text = f"۱- متن.\n{heading}\nبرنامه\n۱- یک"
    assert paths(text) == ["1", "پیوست 1", "پیوست 1/1"]


@pytest.mark.parametrize("heading", ["ضمیمه", "پیوسط", "ضمیه"])
def test_names_an_annex_without_a_number_by_its_standard_word(heading):
    text = f"۱- متن.\n\n{heading}\nبرنامه\n۱- یک"
    assert paths(text) == ["1", "پیوست", "پیوست/1"]


@pytest.mark.parametrize("line", ["پوست ۱ درصد دام‌ها", "پیست", "پیوس از راه می‌رسد"])
def test_takes_no_other_word_for_a_misspelt_annex(line):
    assert paths(f"۱- متن.\n{line}\n۲- متن") == ["1", "2"]


def test_reads_an_annex_without_a_number():
    assert paths("1. Text.\n\nAnnex\n\nRules\n\n1. One") == ["1", "Annex", "Annex/1"]


def test_reads_the_abbreviated_section():
    assert paths("Sec. 2. Purpose.\nSec. 3. Scope.") == ["Section 2", "Section 3"]


def test_reads_items_run_together_in_one_paragraph():
    text = "۱. موارد زیر تصویب شد: الف) یک؛ ب) دو؛ ج) سه. ۲. متن دیگر."
    assert paths(text) == ["1", "1.الف", "1.ب", "1.ج", "2"]


def test_ends_the_beginning_of_an_item_where_the_next_marker_begins():
    item = read_outline("۲) مدارک لازم: الف) کارنامه؛ ب) نامه.").items[0]
    assert item.starts == "مدارک لازم:"


def test_does_not_take_an_inline_letter_without_a_second():
    assert paths("1. See paragraph 3; (a) applies.") == ["1"]


def test_leaves_out_a_table_of_contents():
    text = (
        "فصل اول: کلیات\nفصل دوم: ارکان\n\nفصل اول ـ کلیات\nماده ۱- a\nفصل دوم ـ ارکان\nماده ۲- b"
    )
    assert paths(text) == ["فصل 1", "ماده 1", "فصل 2", "ماده 2"]


def test_leaves_out_lines_with_dot_leaders():
    assert paths("Contents\n1. Aims ....... 2\n2. Members ....... 3\n\n1. Aims\n2. Members") == [
        "1",
        "2",
    ]


@pytest.mark.parametrize(
    "quoted",
    [
        "«۱۲- پرونده نگه داشته می‌شود.\n۱۳- دسترسی پایان می‌یابد.»",
        "»۱۲- پرونده نگه داشته می‌شود.\n۱۳- دسترسی پایان می‌یابد.«",
        '"۱۲- پرونده نگه داشته می‌شود.\n۱۳- دسترسی پایان می‌یابد."',
    ],
)
def test_leaves_out_all_lines_of_a_quotation_whichever_way_its_marks_stand(quoted):
    text = f"۱- متن زیر به مصوبه افزوده می‌شود:\n{quoted}\n۲- دبیر گزارش دهد.\n۳- پایان."
    assert paths(text) == ["1", "2", "3"]


@pytest.mark.parametrize("row", ["B.1 {}\nB.2 {}", "B-1 {}\nB-2 {}", "B1. {}\nB2. {}"])
def test_puts_a_number_without_stop_below_the_letter_before_it(row):
    text = f"A. Aim\nB. Scope\n{row.format('What counts', 'What does not')}\nC. Members"
    assert paths(text) == ["A", "B", "B.1", "B.2", "C"]


def test_reads_a_letter_before_a_count_as_the_letter():
    text = "۱- اعضا:\nالف-۱ نفر از انجمن\nب-۲ نفر از دانشگاه"
    assert paths(text) == ["1", "1.الف", "1.ب"]


def test_reads_brackets_that_stand_mirrored():
    assert paths(")۱( یک\n)۲( دو") == ["1", "2"]


def test_leaves_out_the_text_quoted_for_another_instrument():
    text = "۱- متن زیر به ماده ۴ الحاق می‌شود:\n«۱۲ـ متن نو.\nتبصره ـ یادداشت نو.»\n۲- متن دیگر."
    assert paths(text) == ["1", "2"]


def test_leaves_out_numbered_recitals():
    text = (
        "Whereas:\n(1) One thing.\n(2) Another.\n\nHAS DECIDED:\n\n"
        "Article 1\nText.\n\nArticle 2\nText."
    )
    assert paths(text) == ["Article 1", "Article 2"]


def test_counts_ordinal_words_as_numbers():
    outline = read_outline("اولاً: متن یک.\nثانیاً: متن دو.\nثالثاً: متن سه.")
    assert [(item.path, item.kind) for item in outline.items] == [
        ("1", "paragraph"),
        ("2", "paragraph"),
        ("3", "paragraph"),
    ]


def test_takes_a_roman_article_as_printed():
    assert paths("ARTICLE IV - NAME\nSection 1. a\nSection 2. b") == [
        "Article IV",
        "Article IV/Section 1",
        "Article IV/Section 2",
    ]


def test_says_where_marker_and_text_stand():
    text = "ماده ۱ـ متن نخست.\nماده ۲ـ متن دوم."
    first, second = read_outline(text).items
    assert text[slice(*first.span)] == "ماده ۱ـ متن نخست."
    assert text[slice(*second.text_span)] == "متن دوم."
