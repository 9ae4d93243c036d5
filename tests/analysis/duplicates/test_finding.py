"""Duplicates, campaigns and turned stances among submissions."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dabir.analysis.duplicates import (
    CAMPAIGN_SENDERS,
    FromParts,
    find_duplicates,
)
from dabir.analysis.engines import Parts
from dabir.analysis.schemas import DUPLICATES, SUBMISSIONS

LETTER = (
    "Dear committee, I support the new ferry line because it brings the islands closer. "
    "My family has lived on the northern island for three generations and we know the sea. "
    "Every winter the old boat stays in the harbour, and pupils miss their lessons for weeks. "
    "A larger ship would sail in storms, carry the mail and bring nurses to those who need them. "
)
OTHER = (
    "The harbour needs dredging before anything larger can land there, as the survey has shown. "
    "Birds nest on the sandbanks until late in June and must be left in peace by the works. "
    "Fishing boats pay for the quay today, and should not pay for tourists tomorrow as well. "
)
PERSIAN = (
    "با سلام، من با طرح خط کشتی‌رانی تازه موافقم زیرا جزیره‌ها را به هم نزدیک می‌کند. "
    "خانوادهٔ ما سه نسل است که در جزیرهٔ شمالی زندگی می‌کند و دریا را می‌شناسد. "
    "هر زمستان قایق کهنه در بندر می‌ماند و دانش‌آموزان هفته‌ها از درس باز می‌مانند. "
)


def found_in(texts, folder: Path, *, threads=1, part=7):
    folder.mkdir(parents=True, exist_ok=True)
    for first in range(0, len(texts), part):
        chunk = texts[first : first + part]
        rows = range(first, first + len(chunk))
        table = pa.table(
            [
                pa.array(rows, pa.int64()),
                pa.array([f"s{row}" for row in rows]),
                pa.array(chunk, pa.large_string()),
                pa.nulls(len(chunk), pa.string()),
            ],
            schema=SUBMISSIONS,
        )
        pq.write_table(table, folder / f"part-{first:06d}.parquet")
    target = folder.parent / f"{folder.name}.found"
    found = find_duplicates(FromParts(Parts(folder, SUBMISSIONS)), target, threads=threads)
    table = pq.read_table(target)
    assert table.schema.equals(DUPLICATES)
    return found, table.to_pylist()


def test_ways_of_writing_the_same_are_exact_duplicates(tmp_path):
    _, rows = found_in(
        [
            PERSIAN,
            LETTER,
            PERSIAN.replace("ی", "ي").replace("ک", "ك"),
            PERSIAN.replace("\u200c", ""),
        ],
        tmp_path / "in",
    )
    assert [(row["id"], row["cluster"], row["kind"], row["similarity"]) for row in rows] == [
        ("s0", 0, "exact", 1.0),
        ("s2", 0, "exact", 1.0),
        ("s3", 0, "exact", 1.0),
    ]
    assert {row["representative"] for row in rows} == {"s0"}
    assert [row["difference"] for row in rows] == [None] * 3


def test_a_changed_copy_is_a_near_duplicate(tmp_path):
    _, rows = found_in([LETTER, OTHER, LETTER + "I shall come to the hearing."], tmp_path / "in")
    assert [(row["id"], row["kind"]) for row in rows] == [("s0", "near"), ("s2", "near")]
    assert 0.8 < rows[1]["similarity"] < 1


def test_copies_of_a_changed_text_are_near_their_representative(tmp_path):
    changed = LETTER + "I shall come to the hearing."
    _, rows = found_in([LETTER, LETTER, changed, changed], tmp_path / "in")
    assert {row["representative"] for row in rows} == {"s0"}
    assert [row["kind"] for row in rows] == ["exact", "exact", "near", "near"]
    assert [row["similarity"] == 1 for row in rows] == [True, True, False, False]


def test_what_many_send_is_a_campaign_with_the_differences_of_each(tmp_path):
    own = "My own boat is called Mina and needs two new sails."
    texts = [OTHER, LETTER + own, *[LETTER] * (CAMPAIGN_SENDERS - 1)]
    found, rows = found_in(texts, tmp_path / "in")
    assert found.campaigns == 1
    assert {row["kind"] for row in rows} == {"campaign"}
    assert {row["representative"] for row in rows} == {"s2"}
    assert rows[0]["difference"] == [
        {
            "start": len(LETTER),
            "end": len(LETTER + own) - 1,
            "text": own[:-1],
            "template": "",
        }
    ]
    assert [row["difference"] for row in rows[1:]] == [[]] * (CAMPAIGN_SENDERS - 1)


def test_few_words_that_many_write_are_no_campaign(tmp_path):
    found, rows = found_in(["موافقم"] * 20, tmp_path / "in")
    assert found.campaigns == 0
    assert {row["kind"] for row in rows} == {"exact"}


@pytest.mark.parametrize(
    ("letter", "one", "another"),
    [
        (LETTER, "I support the", "I oppose the"),
        (LETTER, "I support the", "I do not support the"),
        (LETTER, "would sail", "should not sail"),
        (PERSIAN, "موافقم", "مخالفم"),
        (PERSIAN, "من با طرح خط کشتی‌رانی تازه موافقم", "من با طرح خط كشتی رانی تازه موافق نیستم"),
    ],
)
def test_a_letter_that_turns_the_stance_is_told_apart(letter, one, another, tmp_path):
    turned = letter.replace(one, another)
    assert turned != letter
    texts = [letter] * 6 + [turned] * 5 + [turned + "با احترام فراوان، رضا", letter + "Yours, Reza"]
    if one == "would sail":
        texts = [text.replace("would sail", "should sail") for text in texts]
    _, rows = found_in(texts, tmp_path / "in")
    assert [row["cluster"] for row in rows] == [0] * 6 + [6] * 6 + [0]
    assert [row["opposes"] for row in rows] == [None] * 6 + [0] * 6 + [None]
    assert {row["kind"] for row in rows} == {"campaign"}


@pytest.mark.parametrize(
    ("one", "another"),
    [("ferry", "steamer"), ("three", "four"), ("pupils miss", "nobody forgets"), ("because", "as")],
)
def test_other_words_do_not_turn_a_stance(one, another, tmp_path):
    _, rows = found_in([LETTER, LETTER, LETTER.replace(one, another)], tmp_path / "in")
    assert [row["cluster"] for row in rows] == [0, 0, 0]


def test_one_copy_that_turns_the_stance_is_listed_with_what_it_opposes(tmp_path):
    turned = LETTER.replace("support", "oppose")
    _, rows = found_in([LETTER, LETTER, turned], tmp_path / "in")
    assert [(row["id"], row["cluster"], row["opposes"]) for row in rows][2:] == [("s2", 2, 0)]


def test_campaigns_that_share_half_their_words_stay_two(tmp_path):
    head, tail = LETTER[: len(LETTER) // 2], LETTER[len(LETTER) // 2 :]
    _, rows = found_in([LETTER] * 5 + [head + OTHER] * 5 + [tail + OTHER] * 5, tmp_path / "in")
    assert [row["cluster"] for row in rows] == [0] * 5 + [5] * 5 + [10] * 5


def test_whoever_changes_everything_is_measured_by_the_least_changed(tmp_path):
    names = [
        "Anna",
        "Boris",
        "Carla",
        "Daniel",
        "Emilia",
        "Farid",
        "Greta",
        "Hassan",
        "Ilse",
        "Jalal",
    ]
    texts = [
        LETTER.replace("Dear", f"Dear {name} and").replace("storms", f"storms, says {name},")
        for name in names
    ]
    found, rows = found_in(texts, tmp_path / "in")
    assert found.clusters == 1
    assert len(rows) == len(texts)


def test_what_is_alone_is_not_listed(tmp_path):
    found, rows = found_in([LETTER, OTHER, PERSIAN, "", " \n", ""], tmp_path / "in")
    assert rows == []
    assert found.counts["duplicates"] == 0
    assert found.rows == 6


def test_signs_alone_are_compared_as_they_stand(tmp_path):
    _, rows = found_in(["👍", "👎", " 👍\n"], tmp_path / "in")
    assert [row["id"] for row in rows] == ["s0", "s2"]


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("☑", "☐"),
        ("👍", "👎"),
        ("☑", ""),
        ("5%", "-5"),
        ("5", "\u22125"),
        ("€ 5", "$ 5"),
        ("a < 5", "a > 5"),
        ("۵٪", "۵"),
    ],
)
def test_texts_that_differ_in_a_sign_are_not_the_same(one, another, tmp_path):
    texts = [f"{LETTER} {sign} {OTHER}" for sign in (one, another)]
    _, rows = found_in([*texts, texts[0], one, another, one], tmp_path / "in")
    assert [row["kind"] for row in rows if row["id"] in {"s0", "s2"}] == ["exact", "exact"]
    (changed,) = (row for row in rows if row["id"] == "s1")
    assert changed["kind"] == "near"
    assert changed["similarity"] < 1 or changed["opposes"] == 0
    assert [row["id"] for row in rows if row["cluster"] == 3] == ["s3", "s5"]


def test_signs_of_layout_and_ways_of_writing_signs_make_no_difference(tmp_path):
    one = "5% of it -- as of 10-12 | ✔ \n=====\n- yes"
    another = "۵٪ of it \u2014 as of 10\u201312 ✔\ufe0f \u2022 yes"
    _, rows = found_in([one, another], tmp_path / "in")
    assert [row["kind"] for row in rows] == ["exact", "exact"]


def test_a_long_text_with_one_changed_sign_is_not_wholly_alike(tmp_path):
    long = " ".join(f"word{number}" for number in range(5_000))
    _, rows = found_in([f"{long} + {long} ", f"{long} ± {long}"], tmp_path / "in")
    assert [(row["kind"], row["similarity"] < 1) for row in rows] == [
        ("near", False),
        ("near", True),
    ]


def test_a_changed_sign_is_a_difference_within_a_campaign(tmp_path):
    texts = [LETTER + "It costs 5%."] * CAMPAIGN_SENDERS + [LETTER + "It costs 5$."]
    _, rows = found_in(texts, tmp_path / "in")
    (difference,) = rows[-1]["difference"]
    assert (difference["text"], difference["template"]) == ("$", "%")


def test_a_turned_tick_is_told_apart(tmp_path):
    one = LETTER + "☑ yes ☐ no"
    texts = [one] * CAMPAIGN_SENDERS + [LETTER + "☐ yes ☑ no"] * CAMPAIGN_SENDERS
    _, rows = found_in(texts, tmp_path / "in")
    assert {(row["cluster"], row["opposes"]) for row in rows} == {(0, None), (5, 0)}


def test_no_submissions_have_no_duplicates(tmp_path):
    found, rows = found_in([], tmp_path / "in")
    assert (found.rows, rows) == (0, [])


words = st.lists(
    st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "not", "support", "oppose"]),
    max_size=25,
)
texts = st.lists(words.map(" ".join), max_size=12).map(lambda some: some + some[:5] * 2)


@settings(max_examples=40, deadline=None)
@given(texts)
def test_threads_and_parts_make_no_difference(tmp_path_factory, written):
    folder = tmp_path_factory.mktemp("threads")
    _, one = found_in(written, folder / "one", threads=1, part=3)
    _, two = found_in(written, folder / "two", threads=3, part=100)
    assert one == two
    for row in one:
        text = written[int(row["id"][1:])]
        for change in row["difference"] or []:
            assert text[change["start"] : change["end"]] == change["text"]
