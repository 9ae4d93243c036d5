"""LibreOffice rejects and accepts the changes in a file of somebody else's, and saves it."""

import shutil

import pytest

from dabir.formats.docx_styles import W

from .files import BOLD, ITALIC, LIST, REFERENCE, p, run, table, word
from .reading import redline, side, words

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(
        shutil.which("soffice") is None,
        reason="Runs where LibreOffice is (Debian: libreoffice-writer).",
    ),
]


def texts(*, rtl, changed):
    """Return a decision with headings, a list, a table and a footnote, as issued or changed."""
    mark = "<w:rtl/>" if rtl else ""

    def said(english, persian, properties=""):
        return run(persian if rtl else english, properties + mark)

    return word(
        p(said("Draft decision on open data", "پیش‌نویس تصمیم دربارهٔ دادهٔ باز"), style="Heading1"),
        p(said("Purpose", "هدف"), style="ArticleHeading"),
        p(
            said("The ministries ", "دستگاه‌ها "),
            said("shall", "موظف‌اند", BOLD),
            said(" deepen", " گسترش", ITALIC) if changed else said(" strengthen", " تقویت"),
            said(" cooperation on open data.", " همکاری در زمینهٔ دادهٔ باز را بخواهند."),
            REFERENCE,
            style="Provision",
        ),
        *(
            [
                p(said("Scope", "دامنه"), style="ArticleHeading"),
                p(said("It applies to all agencies.", "این تصمیم بر همه جاری است.")),
            ]
            if changed
            else []
        ),
        p(said("Duties", "وظایف"), style="ArticleHeading"),
        p(
            said("publish a register of datasets;", "فهرست داده‌های دیگران را بدهد؛")
            if changed
            else said("publish a list of datasets;", "فهرست داده‌های خود را بدهد؛"),
            properties=LIST,
        ),
        *(
            [p(said("train the staff;", "کارکنان را آموزش دهد؛"), properties=LIST)]
            if changed
            else []
        ),
        p(said("report to the working group.", "به کارگروه گزارش دهد."), properties=LIST),
        table(
            ["Ministry", "Deadline"],
            ["Interior", "1 June" if changed else "1 May"],
            *([["Roads", "1 July"]] if changed else []),
        ),
        p(said("Costs", "هزینه‌ها"), style="ArticleHeading"),
        *(
            [p(said("The budget bears all costs.", "هزینه از بودجهٔ عمومی است."))]
            if changed
            else [p(said("Ministries pay on their own.", "دستگاه‌ها خود می‌پردازند."))]
        ),
        rtl=rtl,
    )


def plain(opened):
    """Return the lines with their numbers, white space and the shape of digits aside."""
    return [" ".join(each.split()) for each in words(opened)]


def looks(opened):
    """Return the letters that stand out, and the name of the style of each line."""
    return [
        (
            line.style.lower(),
            "".join(
                letter
                for letter, unit in zip(line.words, line.units, strict=True)
                if (seen := opened.seen(unit)) is not None
                and (seen.stress.bold or seen.stress.italic)
                and letter.strip()
            ),
        )
        for line in opened.lines
        if line.words and line.place == "body"
    ]


@pytest.mark.parametrize("rtl", [False, True])
def test_rejecting_gives_the_base_and_accepting_the_copy_with_their_looks(settled_by_office, rtl):
    old, new = texts(rtl=rtl, changed=False), texts(rtl=rtl, changed=True)
    out, notes = redline(old, new)
    assert not notes
    for command, meant in (("RejectAllTrackedChanges", old), ("AcceptAllTrackedChanges", new)):
        found = side(settled_by_office(out, command), accepted=True)
        # Saved by the same program, so that what it does to any file is no difference.
        usual = side(settled_by_office(meant, "Keep"), accepted=True)
        assert plain(found) == plain(usual)
        if command.startswith("Reject"):
            assert looks(found) == looks(usual)
        assert not any(True for _ in found.body.iter(f"{W}ins", f"{W}del"))


LINES = ("exchange data;", "hold meetings yearly", "the secretariat is in Geneva.")


@pytest.mark.parametrize(
    "changed",
    [
        (f"{LINES[0]} and", "train the staff;", *LINES[1:]),
        (LINES[0], f"{LINES[1]} and in public", f"However, {LINES[2]}"),
        (LINES[0], "hold meetings daily", "A new clause stands here", LINES[2]),
    ],
)
def test_ends_stay_where_words_are_put_in_on_both_sides_of_them(settled_by_office, changed):
    first, last = p("Every ministry of the state shall:"), p("This decision is in force at once.")
    old, new = (word(first, *map(p, lines), last) for lines in (LINES, changed))
    out, notes = redline(old, new)
    assert not notes
    for command, meant in (("RejectAllTrackedChanges", old), ("AcceptAllTrackedChanges", new)):
        found = side(settled_by_office(out, command), accepted=True)
        assert plain(found) == plain(side(meant, accepted=True))
