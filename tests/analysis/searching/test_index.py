"""An index over passages finds what is asked, tells where it stands, and forgets."""

import pyarrow as pa
import pytest

from dabir.analysis.engines import Parts, part_name
from dabir.analysis.errors import InputError
from dabir.analysis.runs.writing import write_rows
from dabir.analysis.schemas import PASSAGES, SUBMISSIONS
from dabir.analysis.searching import Passage, SearchIndex, build_index, erase_index, passages_of

TEXTS = {
    "one": "The port must publish its tariffs each year. Fishermen wait too long.",
    "two": "انتشار تعرفه‌ها در درگاه‌ها لازم است؛ كتاب ها را هم می شود خواند.",
    "three": "Tariff rules: the e-mail of the port is café@port.example, Ports differ.",
    "four": "The year of the tariffs and the publish date.",
}


@pytest.fixture
def folder(tmp_path):
    build_index(
        tmp_path / "index",
        [Passage(id_, 0, 5, 5 + len(text), text) for id_, text in TEXTS.items()],
    )
    return tmp_path / "index"


def found(folder, question):
    return {hit.id for hit in SearchIndex(folder).search(question)}


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("tariffs", {"one", "four"}),
        ("TARIFFS publish", {"one", "four"}),
        ("tariffs fishermen", {"one"}),
        ("tariff*", {"one", "three", "four"}),
        ('"publish its tariffs"', {"one"}),
        ("«publish date» year", {"four"}),
        ("“its publish”", set()),
        ("po*", set()),
        ("port*", {"one", "three"}),
        ("تعرفه ها", {"two"}),
        ("تعرفهها", {"two"}),
        ("کتاب‌ها", {"two"}),
        ("ميشود", {"two"}),
        ("e-mail", {"three"}),
        ("mail-e", set()),
        ("cafe", {"three"}),
        ("", set()),
        ('" * … "', set()),
        ("\ud800 tariffs", {"one", "four"}),
        ("a\x00b .* [", set()),
    ],
)
def test_finds_what_has_all_that_is_asked(folder, question, ids):
    assert found(folder, question) == ids
    assert SearchIndex(folder).count(question) == len(ids)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("tariffs", ["tariffs"]),
        ("كتابها", ["كتاب ها"]),
        ('"را هم"', ["را هم"]),
        ("در*", ["در"]),
        ("درگ*", ["درگاه‌ها"]),
    ],
)
def test_tells_where_the_words_stand_in_the_submission(folder, question, words):
    for hit in SearchIndex(folder).search(question):
        whole = "12345" + TEXTS[hit.id]
        assert [whole[start:end] for start, end in hit.spans] == words
        assert whole[hit.start : hit.end] == hit.text


def test_a_word_longer_than_any_is_found_by_its_beginning(tmp_path):
    word = "x" * 50_000
    build_index(tmp_path / "index", [Passage("long", 0, 0, len(word), word)])
    assert found(tmp_path / "index", word) == {"long"}
    assert found(tmp_path / "index", "xx*") == set()
    assert found(tmp_path / "index", "xxx*") == {"long"}


def test_cuts_the_passages_out_of_the_submissions(tmp_path):
    submissions = Parts(tmp_path / "submissions", SUBMISSIONS)
    passages = Parts(tmp_path / "passages", PASSAGES)
    for part, rows in enumerate([["سلام. خوبی؟", ""], ["bare", "one. two"]]):
        ids = [f"s{part}{row}" for row in range(len(rows))]
        write_rows(
            submissions.folder / part_name(part),
            SUBMISSIONS,
            [
                pa.record_batch([pa.array([0, 1]), ids, rows, ["", ""]], SUBMISSIONS.names).cast(
                    SUBMISSIONS
                )
            ],
        )
        last = len(rows[1])
        cuts = [(ids[0], 0, 0, 3), (ids[0], 1, 3, 4), *([(ids[1], 0, 1, last)] if last else [])]
        batch = pa.RecordBatch.from_pylist(
            [dict(zip(PASSAGES.names, (*cut, "en"), strict=True)) for cut in cuts], PASSAGES
        )
        write_rows(passages.folder / part_name(part), PASSAGES, [batch])
    assert [(each.id, each.passage, each.text) for each in passages_of(submissions, passages)] == [
        ("s00", 0, "سلا"),
        ("s00", 1, "م"),
        ("s10", 0, "bar"),
        ("s10", 1, "e"),
        ("s11", 0, "ne. two"),
    ]


def test_forgets_so_that_nothing_stays_on_the_disk(folder):
    index = SearchIndex(folder)
    assert index.forget(["two", "nobody"]) == 1
    assert index.search("کتاب*") == []
    assert len(index) == len(SearchIndex(folder)) == 3
    kept = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert "کتابها".encode() not in kept
    assert "تعرفه".encode() not in kept
    assert {hit.id for hit in index.search("tariff*")} == {"one", "three", "four"}


def test_finishes_an_erasure_that_was_interrupted(folder, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("dabir.analysis.searching.index.build_index", killed)
    with pytest.raises(KeyboardInterrupt):
        SearchIndex(folder).forget(["two"])
    assert found(folder, "تعرفه*") == set()
    monkeypatch.undo()
    assert SearchIndex(folder).forget([]) == 0
    kept = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert "تعرفه".encode() not in kept


def test_a_build_that_breaks_leaves_the_index_that_was(folder):
    def broken():
        yield Passage("new", 0, 0, 3, "new")
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        build_index(folder, broken())
    assert found(folder, "tariffs") == {"one", "four"}
    assert [each.name for each in folder.parent.iterdir()] == ["index"]


def test_a_build_clears_away_what_a_killed_one_left(tmp_path):
    left = tmp_path / "index.unfinished"
    left.mkdir()
    (left / "half").write_bytes(b"half")
    with pytest.raises(InputError):
        SearchIndex(tmp_path / "index")
    build_index(tmp_path / "index", [Passage("a", 0, 0, 1, "word")])
    assert [each.name for each in tmp_path.iterdir()] == ["index"]
    erase_index(tmp_path / "index")
    assert list(tmp_path.iterdir()) == []


def test_no_index_is_told(tmp_path):
    with pytest.raises(InputError, match="holds no index"):
        SearchIndex(tmp_path)
    with pytest.raises(InputError, match="holds no index"):
        SearchIndex(tmp_path / "nowhere")


def test_an_empty_index_finds_nothing(tmp_path):
    assert build_index(tmp_path / "index", []) == 0
    assert found(tmp_path / "index", "word") == set()
