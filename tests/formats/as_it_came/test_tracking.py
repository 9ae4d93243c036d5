"""Texts in the Word files that they were made of: what stands in them, and what is proposed."""

from dataclasses import replace

import pytest

from dabir.domain.drafting import (
    Add,
    Delete,
    Edit,
    Kind,
    Move,
    NumberStyle,
    Proposed,
    Version,
    apply,
)
from dabir.domain.drafting.versions import ZERO_DRAFT
from dabir.formats.as_it_came import NotCarried, fronted, stand
from dabir.formats.docx_styles import W
from dabir.formats.drafts import read_draft
from dabir.formats.word_changes import read_tracked
from dabir.formats.word_originals import Opened
from tests.formats.word_originals.files import BOLD, REFERENCE, decision, p, run, word

from .texts import (
    REGULATION,
    TITLE,
    article,
    edit,
    find,
    inset,
    lines,
    made_of,
    proposed_in,
    regulation,
)

ZERO = [
    "بسمه تعالی",
    TITLE,
    "ماده ۱ ـ کارگروه هر ماه گزارش می‌دهد.",
    "گزارش کوتاه است و همه آن را می‌خوانند.",
    "تبصره ـ گزارش محرمانه منتشر نمی‌شود.",
    "ماده ۲ ـ دبیرخانه گزارش را منتشر می‌کند:",
    "الف) در پایگاه خود؛",
    "ب) در روزنامهٔ رسمی؛",
    "دستگاه\tمهلت",
    "وزارت\tسی روز",
    "ماده ۳ ـ هزینه‌ها را دستگاه‌ها می‌پردازند.",
]


def revised(version, *operations):
    return apply(version, [Proposed(1, place, each) for place, each in enumerate(operations)])


def style_of(data, words):
    return next(line.style for line in Opened(data, lambda _: True).lines if words in line.words)


def test_a_file_says_its_zero_draft_as_it_is():
    data, version = regulation()
    assert lines(stand(data, version, "fa", [TITLE]).data) == ZERO


def test_rejecting_gives_the_version_and_accepting_what_is_proposed():
    data, version = regulation()
    out = proposed_in(
        data,
        version,
        [edit(version, "هر ماه", "هر هفته")],
        [Delete(find(version, "پایگاه"))],
        [Move(find(version, "هزینه"), None, None)],
    )
    assert lines(out, accepted=False) == ZERO
    assert lines(out) == [
        "بسمه تعالی",
        TITLE,
        "ماده ۱ ـ هزینه‌ها را دستگاه‌ها می‌پردازند.",
        "ماده ۲ ـ کارگروه هر هفته گزارش می‌دهد.",
        "گزارش کوتاه است و همه آن را می‌خوانند.",
        "تبصره ـ گزارش محرمانه منتشر نمی‌شود.",
        "ماده ۳ ـ دبیرخانه گزارش را منتشر می‌کند:",
        "الف) در روزنامهٔ رسمی؛",
        "دستگاه\tمهلت",
        "وزارت\tسی روز",
    ]
    assert {"Body 1", "Body 2", "Body 3"} <= set(read_tracked(out).authors)


def test_a_new_article_is_numbered_and_looks_like_those_of_the_file():
    data, version = regulation()
    words = {"fa": "سامانه‌ای برای گزارش هست.\nهمه آن را می‌بینند."}
    first = find(version, "کارگروه")
    new = Add("n1", None, first, Kind.ARTICLE, NumberStyle.DIGITS, {}, words)
    for out in (
        proposed_in(data, version, [new]),
        stand(data, revised(version, new), "fa", [TITLE]).data,
    ):
        said = lines(out)
        at = said.index("ماده ۲ ـ سامانه‌ای برای گزارش هست.")
        assert said[at + 1] == "همه آن را می‌بینند."
        assert "ماده ۳ ـ دبیرخانه گزارش را منتشر می‌کند:" in said
        assert "ماده ۴ ـ هزینه‌ها را دستگاه‌ها می‌پردازند." in said
        assert style_of(out, "همه آن را می‌بینند") != "heading 1"


def test_a_paragraph_of_a_clause_comes_and_goes():
    data, version = regulation()
    uid = find(version, "کارگروه")
    wording = version[uid].text["fa"]
    first, second = wording.split("\n")
    gone = Edit(uid, "fa", len(first), len(wording), f"\n{second}", "")
    more = Edit(uid, "fa", len(wording), len(wording), "", "\nگزارش فارسی است.")
    assert second not in lines(proposed_in(data, version, [gone]))
    said = lines(proposed_in(data, version, [more]))
    assert said[said.index(second) + 1] == "گزارش فارسی است."


def test_paragraphs_that_become_one_are_left_to_a_layout_of_our_own():
    data, version = regulation()
    uid = find(version, "کارگروه")
    at = version[uid].text["fa"].index("\n")
    with pytest.raises(NotCarried):
        proposed_in(data, version, [Edit(uid, "fa", at, at + 1, "\n", " ")])


def test_words_in_cells_are_tracked_in_them():
    data, version = regulation()
    out = proposed_in(data, version, [edit(version, "سی روز", "بیست روز")])
    assert lines(out)[-2] == "وزارت\tبیست روز"
    assert lines(out, accepted=False) == ZERO


def test_what_the_text_left_out_goes_and_what_it_says_otherwise_is_changed():
    blocks = (
        p(run("برای آگاهی دبیر")),
        p(run(TITLE), style="Heading1"),
        article("۱", "کارگروه هر ماه گزارش می‌دهد."),
        p(run("این سطر یادداشت است.")),
        article("۲", "دبیرخانه گزارش را منتشر می‌کند."),
    )
    data = word(*blocks, rtl=True)
    version = made_of(data)
    mended = revised(
        version,
        Edit(
            "u1",
            "fa",
            len("کارگروه هر ماه گزارش می‌دهد."),
            len(version["u1"].text["fa"]),
            "\nاین سطر یادداشت است.",
            "",
        ),
        edit(version, "منتشر", "چاپ"),
    )
    out = stand(data, mended, "fa", [TITLE]).data
    assert lines(out) == [
        TITLE,
        "ماده ۱ ـ کارگروه هر ماه گزارش می‌دهد.",
        "ماده ۲ ـ دبیرخانه گزارش را چاپ می‌کند.",
    ]
    assert not read_tracked(out).is_changed


def test_a_title_on_several_lines_stays():
    blocks = (p(run("آیین‌نامهٔ")), p(run("گزارش")), article("۱", "کارگروه گزارش می‌دهد."))
    data = word(*blocks, rtl=True)
    standing = stand(data, made_of(data), "fa", [TITLE])
    assert standing.titled
    assert lines(standing.data)[:2] == ["آیین‌نامهٔ", "گزارش"]


def test_numbers_on_lines_of_their_own_stay_there():
    blocks = (
        p(run("ماده ۱", BOLD), properties='<w:jc w:val="center"/>'),
        p(run("کارگروه هر ماه گزارش می‌دهد.")),
        p(run("ماده ۲", BOLD), properties='<w:jc w:val="center"/>'),
        p(run("دبیرخانه گزارش را منتشر می‌کند.")),
    )
    data = word(*blocks, rtl=True)
    version = made_of(data)
    new = Add("n1", None, "u1", Kind.ARTICLE, NumberStyle.DIGITS, {}, {"fa": "هزینه‌ای ندارد."})
    assert lines(stand(data, version, "fa").data) == [
        "ماده ۱",
        "کارگروه هر ماه گزارش می‌دهد.",
        "ماده ۲",
        "دبیرخانه گزارش را منتشر می‌کند.",
    ]
    assert "ماده ۳" in lines(stand(data, revised(version, new), "fa").data)


def test_signs_of_a_file_stay_around_its_numbers():
    data = word(
        article("3", "کارگروه گزارش می‌دهد.", "- "), article("4", "هزینه‌ای ندارد.", "- "), rtl=True
    )
    version = made_of(data)
    # The text counts from one, whatever its file began with.
    assert lines(stand(data, version, "fa").data) == [
        "ماده 1- کارگروه گزارش می‌دهد.",
        "ماده 2- هزینه‌ای ندارد.",
    ]


def test_clauses_are_called_by_their_names_where_a_file_does():
    data = word(
        article("۱", "دبیرخانه:"),
        inset("بند الف ـ گزارش می‌دهد؛"),
        inset("بند ب ـ می‌خواند."),
        rtl=True,
    )
    version = Version.of(
        ZERO_DRAFT,
        [
            replace(each, style=NumberStyle.LETTERS) if each.kind is Kind.CLAUSE else each
            for each in made_of(data).clauses.values()
        ],
    )
    assert lines(stand(data, version, "fa").data)[1:] == [
        "بند الف ـ گزارش می‌دهد؛",
        "بند ب ـ می‌خواند.",
    ]
    shorter = revised(version, Delete(find(version, "گزارش می‌دهد")))
    assert lines(stand(data, shorter, "fa").data)[1:] == ["بند الف ـ می‌خواند."]


def test_numbers_that_word_counts_go_on():
    data = decision()
    version = made_of(data, "en", ["Draft decision on open data"])
    without = revised(version, Delete(find(version, "strengthen", "en")))
    said = lines(stand(data, without, "en").data)
    assert [line for line in said if line.startswith("Article")] == [
        "Article 1. Duties",
        "Article 2. Costs",
    ]


def test_a_note_that_nothing_refers_to_any_more_does_not_go_out():
    blocks = (
        article("۱", "کارگروه گزارش می‌دهد و همه آن را می‌خوانند."),
        p(run("ماده ۲ ـ هزینه‌ای ندارد."), REFERENCE),
    )
    data = word(*blocks, rtl=True, note="SecretNote")
    version = made_of(data)
    out = stand(data, revised(version, Delete("u2")), "fa").data
    notes = Opened(out, lambda _: True).one("footnotes")
    assert "SecretNote" not in "".join(notes.itertext())


def test_a_file_of_another_text_is_not_used():
    data, _ = regulation()
    other = made_of(word(*(article(each, f"سخنی دیگر دربارهٔ {each} است.") for each in range(9))))
    with pytest.raises(NotCarried):
        stand(data, other, "fa")


def test_a_language_that_the_text_does_not_have_is_not_used():
    data, version = regulation()
    with pytest.raises(NotCarried):
        stand(data, version, "en")


@pytest.mark.parametrize(
    "more",
    [
        [p(run("نام: ........ امضا: ........"))] * 3_001,
        [p(run(f"پیوست {place}: " + "دستگاه " * 500)) for place in range(80)],
        [p(*["<w:smartTag><w:r/></w:smartTag>"] * 3_001)],
        [p(*["<w:proofErr/>"] * 3_001)],
    ],
)
def test_a_file_that_is_longer_than_its_text_is_not_read_while_somebody_waits(more):
    _, version = regulation()
    with pytest.raises(NotCarried, match="too long"):
        stand(word(*REGULATION, *more, rtl=True), version, "fa", [TITLE])


def test_lines_above_the_text_are_no_part_of_it():
    data, version = regulation()
    standing = stand(data, version, "fa", [TITLE])
    out = fronted(standing.data, ["پیش‌نویس صفر", "", "محرمانه"], "rtl")
    assert lines(out) == ZERO
    assert [line.line for line in read_draft(out, name="a.docx").lines] == ZERO
    body = Opened(out, lambda _: True).body.find(f"{W}body")
    assert "".join(body[0].itertext()) == "پیش‌نویس صفر"
    assert "".join(body[1].itertext()) == "محرمانه"
    # Made of our own file, a text begins without what stood above it then.
    again = stand(out, made_of(out), "fa", [TITLE]).data
    assert "محرمانه" not in "".join(Opened(again, lambda _: True).body.itertext()).replace(
        "گزارش محرمانه", ""
    )
