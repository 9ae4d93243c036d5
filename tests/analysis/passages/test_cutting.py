import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dabir.analysis.passages import CutPassages
from dabir.analysis.passages.kernel import _cut_all
from dabir.analysis.passages.signs import signs
from dabir.analysis.passages.tongues import ASK, NAMES, language_of
from dabir.analysis.schemas import PASSAGES, SUBMISSIONS
from dabir.domain.language.detection import detect_language
from dabir.domain.language.passages import cut_passages
from tests.analysis.tables import SENTENCES, submissions

SIGNS = st.sampled_from(
    [*" \n\t.!?؟۔…:؛;،,-–•()[]«»\"'", *"aZéß9۳٣_²", *"الفبپمةكي", "\u200c", "\u064b", "\u0654", "ـ"]
)
WORDS = st.sampled_from(
    [
        *(
            "Prof.",
            "e.g.",
            "No.",
            "xNo.",
            "1Dr.",
            "etc.)",
            "الف)",
            "ب)",
            "۱.",
            "(12)",
            "1234.",
            "•",
        ),
        *(
            "the of and",
            "der die das",
            "از را که",
            "في من المدرسة",
            "straße ﬁ",
            "السلام",
            "می\u200cشود",
        ),
        *(
            "کتابهای",
            "a" * 700,
            "x " * 400,
            "ب، " * 300,
            ". ",
            "\n\n",
            "\r\n",
            "\x85",
            "🎉",
            "ﷲ",
            "ẞ",
        ),
        *SENTENCES,
    ]
)
TEXTS = st.lists(WORDS | SIGNS | st.text(max_size=5), max_size=30).map("".join) | st.lists(
    WORDS | SIGNS, max_size=60
).map(" ".join)

# blocks of a few sentences about as long as a passage may be, so that they must be cut somewhere
LONG = st.lists(
    st.tuples(
        st.integers(1, 40) | st.sampled_from([58, 59, 60, 199, 200, 201, 298, 300, 599, 600, 601]),
        st.sampled_from([" ", " ", ", ", "، ", ". ", ". ", "! ", "\n", ".\n", " Dr. ", ".) "]),
    ),
    min_size=4,
    max_size=40,
).map(lambda pairs: "".join("w" * size + end for size, end in pairs))


def rows(texts, languages=None):
    count = len(texts)
    return pa.record_batch(
        [
            pa.array(range(count), pa.int64()),
            pa.array([f"s{number}" for number in range(count)]),
            pa.array(texts, pa.large_string()),
            pa.array(languages or [None] * count, pa.string()),
        ],
        SUBMISSIONS,
    )


def cut(texts, languages=None):
    (batch,) = CutPassages()(iter([rows(texts, languages)]))
    assert batch.schema == PASSAGES
    return batch.to_pylist()


@given(texts=st.lists(TEXTS | LONG, min_size=1, max_size=4))
@example(texts=["a.\u200cb! c", "ا" * 601, " " * 5, "", "x" * 1300 + " y"])
@settings(max_examples=300)
def test_cuts_as_the_domain_does(texts):
    found, _ = _cut_all(pa.array(texts, pa.large_string()))
    expected = [
        (row, number, span.start, span.end)
        for row, text in enumerate(texts)
        for number, span in enumerate(cut_passages(text))
    ]
    assert [tuple(each[:4]) for each in found.tolist()] == expected


@given(text=TEXTS)
@example(text="ه\u0654")
@example(text="ا\u0654\u0653 از")
@example(text="\u0654ا")
@example(text="straße STRASSE ſhall İ")
@settings(max_examples=500)
def test_tells_the_language_as_the_domain_does(text):
    points = np.array([ord(sign) for sign in text], np.int32)
    found = language_of(points, signs())
    if found != ASK:
        assert NAMES[found] == detect_language(text)


def test_folds_every_sign_as_the_domain_does():
    points = (*range(0x3100), *range(0xF900, 0x10000), 0x4E00, 0x1F600, 0x2F81A)
    everyone = [chr(point) for point in points]
    for sign in everyone:
        for text in (
            f"{sign} از",
            f"{sign} the",
            f"{sign}\u0654ز",
            f"ا{sign}\u0654",
            f"ا\u0654{sign}ز",
        ):
            points = np.array([ord(each) for each in text], np.int32)
            found = language_of(points, signs())
            assert found == ASK or NAMES[found] == detect_language(text), hex(ord(sign))


def test_a_passage_in_another_script_is_in_its_own_language():
    text = f"{SENTENCES[2]}\n{SENTENCES[3]}\n\n{SENTENCES[0]}"
    assert [row["language"] for row in cut([text])] == ["fa", "fa", "en"]


def test_a_language_that_the_row_names_holds():
    assert {row["language"] for row in cut([SENTENCES[0]], ["de"])} == {"de"}


def test_signs_that_fold_by_their_neighbours_are_asked_of_the_domain():
    text = "۱ـ در مدرسهٔ ما کلاس کم است و باید هرچه زودتر ساخته شود، به هر روی که باشد."
    points = np.array([ord(sign) for sign in text], np.int32)
    assert language_of(points, signs()) == ASK
    assert {row["language"] for row in cut([text])} == {"fa"}


@pytest.mark.parametrize("size", [1, 3, 64])
def test_batches_make_no_difference(size):
    texts = [text for _, text in submissions(64)]
    whole = cut(texts)
    batches = [rows(texts).slice(start, size) for start in range(0, 64, size)]
    found = [row for batch in CutPassages()(iter(batches)) for row in batch.to_pylist()]
    assert found == whole
