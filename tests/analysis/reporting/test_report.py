"""The report: one file that stands alone, says what the tables say, and lets nothing in."""

import json
import re
from html.parser import HTMLParser

import pytest

from dabir.analysis.reporting import write_report
from dabir.analysis.reporting.counting import read_kinds
from dabir.analysis.schemas import DUPLICATES, SKIPPED
from tests.analysis.reporting.a_run import AGAINST, FOR, OWN, RUN, write, write_run


class Outline(HTMLParser):
    """The text of a page, and which elements and attributes it has."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.texts, self.open = [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.texts.append(data)

    @property
    def text(self):
        return re.sub(r"\s+", " ", "".join(self.texts))


@pytest.fixture
def report(tmp_path):
    submissions = write_run(tmp_path)
    path = write_report(tmp_path, submissions=submissions, run=RUN)
    return path.read_text(encoding="utf-8")


def test_asks_for_nothing_from_outside(report):
    outline = Outline(report)
    named = {"src", "action", "poster", "srcset", "data", "xlink:href"}
    assert not [one for one in outline.attributes if one[0] in named]
    assert all(value.startswith("#") for name, value in outline.attributes if name == "href")
    assert not {"link", "img", "iframe", "object", "base", "form"} & set(outline.tags)
    assert not re.search(r"url\((?!data:font)", report)
    assert "@import" not in report


def test_allows_only_its_own_style_and_script(report):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', report).group(1)
    assert "default-src &#x27;none&#x27;" in policy
    assert "unsafe" not in policy
    assert "style" not in dict(Outline(report).attributes)
    assert not [name for name, _value in Outline(report).attributes if name.startswith("on")]


def test_what_people_wrote_is_never_markup(tmp_path):
    submissions = write_run(tmp_path)
    hostile = '</style></script><img src=x onerror=alert(1)>"><b>'
    write(tmp_path / "skipped.parquet", SKIPPED, [{"row": 1, "id": hostile, "reason": hostile}])
    run = {**RUN, "settings": {"text": hostile}, "input": {"files": [hostile]}}
    page = write_report(tmp_path, submissions=submissions, run=run).read_text(encoding="utf-8")
    outline = Outline(page)
    assert not {"img", "b"} & set(outline.tags)
    assert outline.tags.count("script") == outline.tags.count("style") == 1
    assert outline.text.count("<img src=x") >= 3


def test_counts_by_submissions_and_by_texts(report):
    text = Outline(report).text
    assert (
        "10 submissions came. With copies and near copies counted once, they are 5 texts." in text
    )
    assert re.search(r"Campaigns ?7 ?70% ?2 ?40%", text)


def test_a_group_counts_once_though_its_members_are_copies_of_several_kinds(tmp_path):
    rows = [("a", 0, "exact", 1.0), ("b", 0, "exact", 1.0), ("c", 0, "near", 0.9)]
    rows += [("d", 5, "exact", 1.0), ("e", 5, "exact", 1.0), ("f", 7, "exact", 1.0)]
    rows += [("g", 7, "exact", 0.8)]  # two texts, each sent often
    file = tmp_path / "duplicates.parquet"
    names = ("id", "cluster", "kind", "similarity")
    unsaid = {"opposes": None, "difference": None}
    table = [
        {**dict(zip(names, row, strict=True)), **unsaid, "representative": "a"} for row in rows
    ]
    write(file, DUPLICATES, table)
    counted = {kind.name: (kind.submissions, kind.texts) for kind in read_kinds(file, 10)}
    assert counted == {"single": (3, 3), "exact": (2, 1), "near": (5, 2), "campaign": (0, 0)}


def test_rows_read_are_rows_taken_and_rows_skipped(report):
    text = Outline(report).text
    assert re.search(r"Rows of the input ?12", text)
    assert re.search(r"Taken up as submissions ?10", text)
    assert "Row 11 (s10): letters that are not UTF-8" in text
    assert "Row 12: no text" in text


def test_shows_a_campaign_with_what_its_members_changed(report):
    text = Outline(report).text
    assert FOR in text
    assert "2 sent it as it is. 1 changed something." in text
    assert f"Added: {OWN.strip()}" in text
    assert "Instead of: oppose this: strongly oppose 2 times" in text


def test_sentences_that_several_left_out_go_before_single_words(tmp_path):
    submissions = write_run(tmp_path)
    sentence = "It is fair to every household in the valley."
    rows = []
    for row in range(7):
        cuts = [sentence] if row < 2 else ["the"]
        difference = [{"start": 0, "end": 0, "text": "", "template": cut} for cut in cuts]
        told = {"kind": "campaign", "similarity": 0.9, "representative": "s0", "opposes": None}
        rows.append({"id": f"s{row}", "cluster": 0, **told, "difference": difference})
    write(tmp_path / "duplicates.parquet", DUPLICATES, rows)
    text = Outline(write_report(tmp_path, submissions=submissions).read_text("utf-8")).text
    assert text.index(f"Left out: {sentence} 2 times") < text.index("Left out: the 5 times")


def test_sets_opposite_variants_side_by_side_and_marks_the_words_turned(report):
    assert "<mark>support</mark>" in report
    assert "<mark>oppose</mark>" in report
    assert (
        report.index("Opposite variants") < report.index("campaign-3") < report.index("campaign-0")
    )


def test_quotes_stand_verbatim_with_their_place(report):
    text = Outline(report).text
    assert AGAINST[:31] in text
    assert "s3 · letters 0 to 31" in text
    assert 'href="#theme-1-passages"' in report
    assert 'id="theme-1-passages"' in report


def test_majority_and_minority_stand_apart(report):
    text = Outline(report).text
    assert text.index("What most say: against") < text.index("What fewer say: for")


def test_says_which_words_were_read_as_which_stance(tmp_path):
    submissions = write_run(tmp_path)
    stances = {"for": {"Support": 5, "yes": 1}, "<i>perhaps": {"<i>perhaps": 2}}
    reading = {"name": "reading", "stances": stances, "other_stances": 9, "named": 3, "renamed": 4}
    run = {**RUN, "stages": [reading]}
    text = Outline(write_report(tmp_path, submissions=submissions, run=run).read_text("utf-8")).text
    for said in (
        "Support ?for ?5 ?yes ?for ?1",
        "<i>perhaps ?its own words ?2",
        "9 more are shown by their own words",
        "Without an id that can be read, named by their number ?3",
        "Repeating an id, named by it and their number ?4",
    ):
        assert re.search(said, text), said


def test_stances_of_other_words_stand_apart_in_the_picture(tmp_path):
    submissions = write_run(tmp_path)
    file = tmp_path / "themes.json"
    told = json.loads(file.read_text("utf-8"))
    told["themes"][2]["stances"] = {"for": 1, "undecided yet": 3}
    file.write_text(json.dumps(told), encoding="utf-8")
    page = write_report(tmp_path, submissions=submissions).read_text("utf-8")
    assert "leaking pipes: for 25%, undecided yet 75%" in page
    assert "other words" in Outline(page).text


def test_a_copy_is_listed_once_among_the_passages_of_a_theme(report):
    passages = report[report.index('id="theme-1-passages"') :]
    assert passages[: passages.index("</ol>")].count("<li>") == 4


def test_says_how_many_passages_have_no_theme(report):
    assert re.search(r"Passages without a theme ?10% ?1 of 10", Outline(report).text)


def test_every_link_leads_somewhere_and_every_id_is_one(report):
    outline = Outline(report)
    ids = [value for name, value in outline.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    links = {value[1:] for name, value in outline.attributes if name == "href"}
    assert links <= set(ids)


def test_says_how_it_was_made(report):
    text = Outline(report).text
    for said in ("0123456789abcdef", "agreement of two halves", "2.3.1", "ab" * 32):
        assert said in text


def test_the_same_run_gives_the_same_bytes(tmp_path):
    submissions = write_run(tmp_path)
    first = write_report(tmp_path, submissions=submissions, run=RUN).read_bytes()
    assert write_report(tmp_path, submissions=submissions, run=RUN).read_bytes() == first


def test_speaks_the_language_of_most_passages(tmp_path):
    submissions = write_run(tmp_path, language="fa")
    page = write_report(tmp_path, submissions=submissions).read_text(encoding="utf-8")
    assert '<html lang="fa" dir="rtl">' in page
    assert "۱۰ نظر رسیده است" in page
    assert "letters" not in Outline(page).text


def test_speaks_the_language_that_is_asked_for(tmp_path):
    submissions = write_run(tmp_path, language="fa")
    page = write_report(tmp_path, submissions=submissions, language="en")
    assert '<html lang="en" dir="ltr">' in page.read_text(encoding="utf-8")


def test_says_nothing_of_copies_that_were_not_looked_for(tmp_path):
    submissions = write_run(tmp_path)
    (tmp_path / "duplicates.parquet").unlink()
    page = write_report(tmp_path, submissions=submissions).read_text(encoding="utf-8")
    assert "Different texts" not in page[: page.index('id="themes"')]
    assert "10 submissions came." in page


def test_a_run_without_themes_has_a_report(tmp_path):
    submissions = write_run(tmp_path, themes=False)
    page = write_report(tmp_path, submissions=submissions).read_text(encoding="utf-8")
    assert 'id="themes"' not in page
    assert "Passages without a theme" not in page
