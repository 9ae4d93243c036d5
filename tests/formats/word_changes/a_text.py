"""A small text in Persian or English, with what four bodies propose to it."""

from datetime import UTC, datetime

from dabir.domain.drafting import (
    ZERO_DRAFT,
    Add,
    Clause,
    Delete,
    Edit,
    Kind,
    Move,
    NumberStyle,
    Part,
    Version,
)
from dabir.formats.word_changes import AuthoredChanges, Front

_TEXT = (
    ("p", None, Kind.PREAMBLE, NumberStyle.NONE, "", "", "با توجه به اصل پاسخ‌گویی،", "Recalling,"),
    ("ch", None, Kind.CHAPTER, NumberStyle.DIGITS, "کلیات", "General", "", ""),
    (
        *("a1", "ch", Kind.ARTICLE, NumberStyle.DIGITS, "هدف", "Purpose"),
        "هدف، تقویت همکاری دستگاه‌ها در مهلت ۱۰ روز است.",
        "The purpose is to strengthen cooperation within 10 days.",
    ),
    (
        *("a2", "ch", Kind.ARTICLE, NumberStyle.DIGITS, "", ""),
        "دستگاه‌ها وظایف زیر را دارند:",
        "Bodies shall:",
    ),
    (
        *("i1", "a2", Kind.CLAUSE, NumberStyle.LETTERS, "", ""),
        "تهیهٔ گزارش؛",
        "prepare a report;",
    ),
    (
        *("i2", "a2", Kind.CLAUSE, NumberStyle.LETTERS, "", ""),
        "انتشار نتایج؛",
        "publish the results;",
    ),
    ("i3", "a2", Kind.CLAUSE, NumberStyle.LETTERS, "", "", "آموزش کارکنان.", "train their staff."),
    (
        *("a3", None, Kind.ARTICLE, NumberStyle.DIGITS, "اجرا", "Entry into force"),
        "این متن از تصویب لازم‌الاجراست.",
        "This enters into force on adoption.",
    ),
)
TIMES = {day: datetime(2026, 11, day, 9, 30, tzinfo=UTC) for day in range(1, 9)}
FRONT = Front(title="Rules / آیین‌نامه", subtitle="Zero draft", classification="عادی")


def version(language):
    fa = language == "fa"
    return Version.of(
        ZERO_DRAFT,
        [
            Clause(
                uid,
                parent,
                order,
                kind,
                style,
                {language: heading_fa if fa else heading_en},
                {language: text_fa if fa else text_en},
            )
            for order, (uid, parent, kind, style, heading_fa, heading_en, text_fa, text_en) in (
                enumerate(_TEXT)
            )
        ],
    )


def edit(language, uid, old, new, part=Part.TEXT):
    wording = version(language)[uid].wording(part, language)
    start = wording.index(old)
    return Edit(uid, language, start, start + len(old), old, new, part)


def proposals(language):
    """What excludes nothing: words, a clause more, one less, one moved, a heading."""
    fa = language == "fa"

    def reworded(uid, old, new, part=Part.TEXT):
        return edit(language, uid, old[0] if fa else old[1], new[0] if fa else new[1], part)

    return [
        AuthoredChanges(
            author="فرانسه" if fa else "France",
            at=TIMES[1],
            operations=(
                reworded("a1", ("تقویت", "strengthen"), ("گسترش", "enhance")),
                Add(
                    *("n1", "a2", "i1", Kind.CLAUSE, NumberStyle.LETTERS, {}),
                    {language: "پاسخ به مردم؛" if fa else "answer the public;"},
                ),
            ),
        ),
        AuthoredChanges(
            author="ژاپن" if fa else "Japan",
            at=TIMES[2],
            operations=(
                Delete("i3"),
                Move("a2", None, "p"),
                reworded("a3", ("اجرا", "Entry"), ("آغاز اجرا", "The entry"), Part.HEADING),
            ),
        ),
        AuthoredChanges(
            author="مصر" if fa else "Egypt",
            at=TIMES[3],
            operations=(
                reworded("a1", ("۱۰ روز", "10 days"), ("۲۰ روز", "20 days")),
                Edit("a2", language, 0, 0, "", "وظایف" if fa else "Duties", Part.HEADING),
            ),
        ),
    ]


def contested(language):
    """Two more, who exclude what the others propose."""
    fa = language == "fa"
    return [
        *proposals(language),
        AuthoredChanges(
            author="هند" if fa else "India",
            at=TIMES[4],
            operations=(
                edit(
                    *(language, "a1", "تقویت" if fa else "strengthen"),
                    "بررسی" if fa else "consider",
                ),
                Delete("a3"),
            ),
        ),
        AuthoredChanges(
            author="غنا" if fa else "Ghana",
            at=TIMES[5],
            operations=(
                edit(
                    *(language, "a1", "تقویت" if fa else "strengthen"),
                    "گسترش" if fa else "enhance",
                ),
            ),
        ),
    ]
