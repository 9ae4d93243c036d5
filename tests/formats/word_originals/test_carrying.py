"""A redline of two Word files is the old file, with the changes tracked in it."""

import pytest
from lxml import etree

from dabir.formats.docx_styles import W
from dabir.formats.word_changes import read_tracked
from dabir.formats.word_changes.model import Look

from .files import BOLD, ITALIC, LINK, LIST, PARTS, REFERENCE, decision, p, run, table, word
from .reading import part, redline, shapes, side, words

FIRST = p("The first paragraph stays as it is in both.")
LAST = p("The last paragraph stays as it is in both of them.")
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF a </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
    '2006"><mc:Choice Requires="wps"><w:txbxContent>{0}</w:txbxContent></mc:Choice><mc:Fallback>'
    "<w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
)
CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
ROWS = (["Ministry", "Deadline"], ["Interior of it", "1 May"], ["Roads of it", "2 May"])
CLAIM = (p("A claim", REFERENCE, run(" is made here.")),)
PLAIN_CLAIM = (p("A claim is made here."),)
OTHERS = (p("Another one of them is here."), p("And one more to be sure of it."))
HALVES = ("The first half of it is here.", "The second half of it is there.")
SUM = (
    '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>a+b'
    "</m:t></m:r></m:oMath>"
)


def linked(before, inside, after):
    return p(before, LINK.format(run(inside)), run(after))


def referred(before, inside, after):
    return p(before, FIELD.format(run(inside)), run(after))


KEPT = {
    "words in a link": (linked("See ", "the site", " here."), linked("See ", "the page", " here.")),
    "words after a link": (
        linked("See ", "the site", " a."),
        linked("See ", "the site now", " a."),
    ),
    "a link that goes": (linked("See ", "the site", " for more."), p("See for more.")),
    "words in a field": (
        referred("See ", "Article 3", " of this."),
        referred("See ", "Article 4", " of all this."),
    ),
    "a field that goes": (referred("See ", "Article 3", " of this decision."), p("See this one.")),
    "a control": (
        p("Before ", CONTROL.format(run("controlled words")), run(" after.")),
        p("Before ", CONTROL.format(run("managed words")), run(" after.")),
    ),
    "words before a control": (
        p(CONTROL.format(run("controlled words")), run(" come first in it.")),
        p("Now ", CONTROL.format(run("controlled words")), run(" come first in it.")),
    ),
    "a paragraph in a control": (
        CONTROL.format(p("A paragraph in a control is here.")),
        CONTROL.format(p("A paragraph in a control is there.")),
    ),
    "a footnote that stays": (CLAIM[0], p("One claim", REFERENCE, run(" is made there."))),
    "a footnote that goes": (CLAIM[0], PLAIN_CLAIM[0]),
    "a formula": (p("Sum ", SUM, run(" is small.")), p("Sum ", SUM, run(" is large."))),
    "a formula that goes": (p("Sum ", SUM, run(" is small.")), ""),
    "a row that goes": (table(*ROWS), table(ROWS[0], ROWS[2])),
    "a row that comes": (table(*ROWS), table(ROWS[0], ["Health", "5 May"], *ROWS[1:])),
    "a row that moves": (
        table(*ROWS, ["Health and care", "5 May"]),
        table(ROWS[0], ["Health and care", "5 May"], *ROWS[1:]),
    ),
    "words in two cells at once": (table(*ROWS), table(ROWS[0], ["Exterior", "9 June"], ROWS[2])),
    "a table that goes": (table(*ROWS), ""),
    "a table that comes": (FIRST, FIRST + table(*ROWS)),
    "a paragraph after a table": (table(*ROWS), table(*ROWS) + p("A paragraph comes after it.")),
    "a paragraph that is split": (p(" ".join(HALVES)), p(HALVES[0]) + p(HALVES[1])),
    "a clause that is split": (
        p(" ".join(HALVES), properties=LIST),
        p(HALVES[0], properties=LIST) + p(HALVES[1], properties=LIST),
    ),
    "paragraphs that are joined": (p(HALVES[0]) + p(HALVES[1]), p(" ".join(HALVES))),
    "a clause without a number in a list": (
        p("alpha beta gamma delta", properties=LIST) + p("beta gamma eps", properties=LIST),
        p("alpha beta gamma delta", properties=LIST)
        + p("unnumbered words follow here")
        + p("beta gamma eps", properties=LIST),
    ),
    "hidden words": (
        p("Seen ", run("hidden words ", "<w:vanish/>"), run("and seen again.")),
        p("Seen and heard again."),
    ),
    "marks that are not seen": (p("Seen \u200fand\u200e seen again."), p("Seen and heard again.")),
    "blanks around words": (p("  Seen and seen again.  "), p("Not seen again at all.")),
    "a field that moves": (
        referred("See ", "Article 3", " of this decision.") + "".join(OTHERS),
        "".join(OTHERS) + referred("See ", "Article 3", " of this decision."),
    ),
}


@pytest.mark.parametrize("what", KEPT)
def test_nothing_of_the_base_is_lost(what):
    old, new = (word(FIRST, each, LAST) for each in KEPT[what])
    out, notes = redline(old, new)
    assert not notes
    assert shapes(side(out, accepted=False)) == shapes(side(old, accepted=True))
    assert words(side(out, accepted=True)) == words(side(new, accepted=True))


def test_a_control_for_plain_text_takes_tracked_words_of_any_kind():
    filled = (
        '<w:sdt><w:sdtPr><w:alias w:val="Name"/><w:dataBinding w:xpath="/name"/><w:text/></w:sdtPr>'
        "<w:sdtContent>{}</w:sdtContent></w:sdt>"
    )

    def written(words):
        return word(FIRST, p(filled.format(run(words)), filled.format(run(" of it"))), LAST)

    out, notes = redline(written("the first name"), written("the last name"))
    assert not notes
    document = etree.fromstring(part(out, "word/document.xml"))
    kinds = [[etree.QName(each).localname for each in one] for one in document.iter(f"{W}sdtPr")]
    assert kinds == [["alias"], ["alias", "dataBinding", "text"]]


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        ("exchange data;", "exchange data; and", ["exchange data", "+; and", "-;"]),
        ("report to us yearly", "report to us daily", ["report to us ", "+daily", "-yearly"]),
        ("report to us", "report to us soon", ["report to ", "+us soon", "-us"]),
    ],
)
def test_words_put_in_at_an_end_do_not_meet_what_is_put_in_behind_it(old, new, written):
    files = (
        word(FIRST, p(old, properties=LIST), *more, LAST)
        for old, more in ((old, ()), (new, (p("train the staff", properties=LIST),)))
    )
    out, notes = redline(*files)
    assert not notes
    document = etree.fromstring(part(out, "word/document.xml"))
    signs = {f"{W}ins": "+", f"{W}del": "-"}
    paragraph = list(document.iter(f"{W}p"))[1]
    assert [
        signs.get(each.tag, "") + "".join(each.itertext())
        for each in paragraph
        if each.tag != f"{W}pPr"
    ] == written


@pytest.mark.parametrize("rtl", [False, True])
def test_the_file_stays_what_it_was_around_the_words(rtl):
    old = decision(rtl=rtl)
    changes = (("تقویت", "گسترش"),) if rtl else (("strengthen", "enhance"),)
    out, notes = redline(old, decision(rtl=rtl, changes=changes))
    assert not notes
    for name in PARTS.values():
        assert part(out, name) == part(old, name)
    assert b"headerReference" in part(out, "word/document.xml")
    assert read_tracked(out).authors == ("Ruritania",)


def test_who_writes_on_is_tracked_and_keeps_the_name():
    settings = part(
        redline(decision(), decision(changes=(("shall", "may"),)))[0], "word/settings.xml"
    )
    names = [etree.QName(each).localname for each in etree.fromstring(settings)]
    assert names == ["zoom", "trackRevisions"]


def test_words_that_replace_others_look_like_them():
    old = word(FIRST, p("The ministry ", run("shall", BOLD), run(" report.")), LAST)
    new = word(FIRST, p("The ministry ", run("must", BOLD), run(" report today.")), LAST)
    runs = inserted(redline(old, new)[0])
    assert [(text, "<w:b/>" in shape) for text, shape in runs] == [
        ("must", True),
        (" today", False),
    ]


def test_words_take_the_looks_of_the_copy_and_not_its_styles():
    old = word(FIRST, p("The ministry reports.", style="Provision"), LAST)
    new = word(
        FIRST, p("The ministry ", run("always", ITALIC), run(" reports."), style="Heading1"), LAST
    )
    (text, shape), *blank = inserted(redline(old, new)[0])
    assert (text, [each for each, _ in blank]) == ("always", [" "])
    assert "<w:i/>" in shape
    assert "<w:b" not in shape


def test_looks_that_changed_alone_are_tracked():
    old = word(FIRST, p("The ministry ", run("shall", BOLD), run(" report.")), LAST)
    new = word(FIRST, p("The ministry shall ", run("report.", ITALIC)), LAST)
    out, notes = redline(old, new)
    assert notes == ("Changes of formatting alone: 2.",)
    assert not inserted(out)
    stretches = [each for line in read_tracked(out).paragraphs for each in line.stretches]
    assert [(each.text, each.look) for each in stretches if each.restyled] == [
        ("shall", Look()),
        ("report.", Look(italic=True)),
    ]
    assert shapes(side(out, accepted=False)) == shapes(side(old, accepted=True))


def test_a_new_clause_takes_style_and_number_of_its_like():
    old = decision()
    new = word(
        p("Draft decision on open data", style="Heading1"),
        p("Purpose", style="ArticleHeading"),
        p("The ministries ", run("shall", BOLD), run(" strengthen cooperation on open data.")),
        p("Scope", style="ArticleHeading"),
        p("It applies to every agency.", style="Provision"),
        *(p(run(row[0][0]), style=style, properties=shape) for style, shape, row in REST[:2]),
        p("publish a list of its datasets in thirty days;", properties=LIST),
        p("train its staff once a year;", properties=LIST),
        *(p(run(row[0][0]), style=style, properties=shape) for style, shape, row in REST[3:]),
    )
    out, _ = redline(old, new)
    lines = words(side(out, accepted=True))
    assert lines == words(side(new, accepted=True))
    assert lines[3:5] == ["Article 2. Scope", "It applies to every agency."]
    assert "(b) train its staff once a year;" in lines
    assert "Article 4. Costs" in lines
    paragraphs = {
        "".join(each.itertext()): each.find(f"{W}pPr")
        for each in side(out, accepted=True).body.iter(f"{W}p")
    }
    assert paragraphs["Scope"].find(f"{W}pStyle").get(f"{W}val") == "ArticleHeading"
    assert paragraphs["train its staff once a year;"].find(f"{W}numPr") is not None


def test_changes_tracked_in_the_base_are_taken_as_accepted():
    old = word(
        FIRST,
        p(
            "Some ",
            f'<w:ins w:id="50" w:author="Old">{run("new ")}</w:ins>',
            '<w:del w:id="51" w:author="Old"><w:r><w:delText>old </w:delText></w:r></w:del>',
            run("words are here."),
        ),
        p("Gone with its end", mark='<w:del w:id="60" w:author="Old"/>'),
        p(" joined to this one."),
    )
    new = word(
        FIRST, p("Some new words are there."), p("Gone with its end joined to this other one.")
    )
    out, notes = redline(old, new)
    assert not notes
    assert read_tracked(out).authors == ("Ruritania",)
    assert words(side(out, accepted=False)) == words(side(old, accepted=True))
    assert words(side(out, accepted=True)) == words(side(new, accepted=True))


def test_a_box_says_the_same_to_older_programs():
    old, new = (
        word(FIRST, p("Before ", BOX.format(p(f"Words in a {each} here"))), LAST)
        for each in ("box", "crate")
    )
    out, notes = redline(old, new)
    assert not notes
    assert b"Fallback" not in part(out, "word/document.xml")
    assert words(side(out, accepted=True)) == words(side(new, accepted=True))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (PLAIN_CLAIM, CLAIM, "a footnote comes"),
        ((*CLAIM, *OTHERS), (*OTHERS, *CLAIM), "a footnote or a text box moves"),
        (
            (table(*ROWS),),
            (table(["Ministry Deadline"], ["Interior of it 1 May"], ["Roads of it 2 May"]),),
            "cells of a table",
        ),
    ],
)
def test_what_cannot_be_tracked_in_the_file_is_laid_out_anew_and_said(old, new, why):
    base, copy = word(FIRST, *old, LAST), word(FIRST, *new, LAST)
    out, [note] = redline(base, copy)
    assert note.startswith("0.docx: laid out anew: ")
    assert why in note
    assert [line.text for line in read_tracked(out).base][:-1] == words(side(base, accepted=True))


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"kind": "template.main+xml"}, "template"),
        ({"more": {"_xmlsignatures/sig1.xml": "<a/>"}}, "signed"),
    ],
)
def test_files_that_would_no_longer_hold_are_laid_out_anew(options, why):
    _, [note] = redline(
        word(FIRST, LAST, **options), word(FIRST, p("Something else is here."), LAST)
    )
    assert why in note


REST = (
    ("ArticleHeading", "", (("Duties", ""),)),
    ("Provision", "", (("Every ministry shall:", ""),)),
    ("", LIST, ()),
    ("", LIST, (("report to the working group every year.", ""),)),
    ("ArticleHeading", "", (("Costs", ""),)),
    ("Provision", "", (("The ministries bear the costs of this decision.", ""),)),
)


def inserted(data):
    """Return the words that are put in, with their properties as they are written."""
    root = etree.fromstring(part(data, "word/document.xml"))
    found = []
    for each in root.iter(f"{W}ins"):
        for one in each.iter(f"{W}r"):
            shape = one.find(f"{W}rPr")
            written = "" if shape is None else etree.tostring(shape).decode()
            text = "".join(one.itertext())
            found.append((text, written))
    return found
