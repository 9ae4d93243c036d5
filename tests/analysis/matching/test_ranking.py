"""The source of a change comes first, with the wording that both share."""

import sys
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dabir.analysis.matching import Match, Wording, match
from dabir.analysis.matching.ranking import Given, matches
from dabir.analysis.schemas import MATCHES

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

OLD = "The controller shall obtain the consent of the data subject before any processing."
EXPLICIT = (
    "The controller shall obtain the explicit consent of the data subject before any processing."
)
LOBBY = [
    Wording("informed", OLD.replace("the consent", "the informed consent"), OLD),
    Wording("explicit", EXPLICIT, OLD),
    Wording("same article", OLD.replace("any processing", "processing for direct marketing"), OLD),
    Wording(
        "elsewhere", "Fines are paid within two months to the explicit fund.", "Fines are paid."
    ),
    Wording("gone", "", OLD),
]


def first(query, candidates):
    found = match([query], candidates)
    return found[0].candidate if found else None


def test_the_same_change_of_the_same_words_comes_first():
    found = match([Wording("a", EXPLICIT, OLD)], LOBBY)
    assert [each.rank for each in found] == list(range(1, len(found) + 1))
    assert found[0].candidate == "explicit"
    assert found[0].score > 0.5
    assert all(one.score >= other.score for one, other in pairwise(found))


def test_what_others_leave_alone_is_no_evidence():
    change = Wording("a", OLD.replace("before any", "and of the guardian before any"), OLD)
    assert match([change], LOBBY, least=0.3) == []


def test_a_deletion_finds_a_deletion():
    query = Wording("a", OLD.replace(" before any processing", ""), OLD)
    others = [
        *LOBBY,
        Wording("cut", "The controller shall obtain the consent of the data subject.", OLD),
    ]
    assert first(query, others) == "cut"
    assert first(Wording("a", "", OLD), LOBBY) == "gone"


def test_what_is_said_to_be_deleted_finds_the_same_deletion_not_the_same_notice():
    similar = OLD.replace("controller", "processor").replace("any processing", "any transfer")
    others = [Wording("neighbour", "deleted", similar), *LOBBY]
    assert first(Wording("a", "deleted", OLD), others) == "gone"
    assert first(Wording("a", "entfällt", similar), others) == "neighbour"


def test_finds_the_source_of_which_a_part_was_taken():
    source = Wording(
        "source",
        "Carriers shall publish, in an open format and free of charge, the delays of each line.",
    )
    others = [
        *LOBBY,
        source,
        Wording("other", "Carriers shall keep the delays of each line secret."),
    ]
    query = Wording(
        "a",
        "Carriers publish the delays in an open format and free of charge.",
        "Carriers publish.",
    )
    assert first(query, others) == "source"


def test_an_amendment_without_old_wording_finds_one_that_has_it():
    assert first(Wording("a", EXPLICIT), LOBBY) == "explicit"


ARTICLE = (
    "Where a port has closed a berth for longer than 10 days, it shall inform the owners of all "
    "ships that were to call there, and shall repay within 30 days whatever they paid in advance, "
    "without prejudice to the right of the owners to ask for damages before the maritime court. "
)


def test_what_one_side_quotes_of_the_old_wording_of_the_other_is_no_change():
    change = Wording("change", ARTICLE.replace("30 days", "45 days"), ARTICLE)
    letter = Wording("letter", change.new)
    for query, candidate in ((letter, change), (change, letter)):
        rival = Wording("rival", ARTICLE.replace("10 days", "45 days"), ARTICLE)
        found = match([query], [rival, candidate])
        assert found[0].candidate == candidate.id
        assert found[0].score > 0.6


@pytest.mark.parametrize(
    ("query", "candidate"),
    [
        ("تعرفه‌های بندر هر سال منتشر می‌شود", "تعرفه هاي بندر هر سال منتشر مي شود"),
        ("ARTICLE 12 – FEES", "article ۱۲ fees"),
        ("公共港口的费用", "港口的费用很高"),
    ],
)
def test_spellings_do_not_matter(query, candidate):
    found = match([Wording("q", query)], [Wording("x", "nothing alike"), Wording("c", candidate)])
    assert found[0].candidate == "c"


def test_spans_hold_the_shared_words_of_the_change():
    query = Wording("a", EXPLICIT, OLD)
    candidate = Wording("c", "Moreover: the explicit consent of the data subject is needed.")
    (found,) = match([query], [candidate])
    (span,) = found.spans
    assert (
        query.new[span.query_start : span.query_end] == "the explicit consent of the data subject"
    )
    assert (
        candidate.new[span.candidate_start : span.candidate_end]
        == "the explicit consent of the data subject"
    )


def test_spans_leave_out_what_neither_changed():
    moved = Wording("c", OLD.replace("any processing", "any explicit processing"), OLD)
    (found,) = match([Wording("a", EXPLICIT, OLD)], [moved])
    assert [EXPLICIT[span.query_start : span.query_end] for span in found.spans] == ["explicit"]


def test_a_query_that_shares_nothing_has_no_rows():
    assert match([Wording("a", "entirely other words")], LOBBY, least=0) == []
    assert match([], LOBBY) == []
    assert match([Wording("a", EXPLICIT)], []) == []
    assert match([Wording("a", "", ""), Wording("b", "…")], LOBBY) == []


def test_keeps_so_many_and_no_more():
    many = [Wording(f"c{each}", f"{EXPLICIT} and {each}", OLD) for each in range(300)]
    found = match([Wording("a", EXPLICIT, OLD)], many, top=7)
    assert [each.rank for each in found] == [1, 2, 3, 4, 5, 6, 7]


def test_of_equal_candidates_the_first_given_comes_first():
    twins = [Wording(name, EXPLICIT, OLD) for name in ("z", "a", "m")]
    assert [each.candidate for each in match([Wording("q", EXPLICIT, OLD)], twins)] == [
        "z",
        "a",
        "m",
    ]


texts = some.text(some.sampled_from("ab cd. آی\u200c ۱\x00\u202e"), max_size=60)
rows = some.lists(some.tuples(texts, some.none() | texts), max_size=8)


@settings(max_examples=60, deadline=None)
@given(rows, rows)
def test_whatever_is_given_scores_lie_between_0_and_1_and_spans_within_the_texts(ours, theirs):
    queries = [Wording(f"q{each}", *row) for each, row in enumerate(ours)]
    candidates = [Wording(f"c{each}", *row) for each, row in enumerate(theirs)]
    texts_of = {each.id: each.new for each in (*queries, *candidates)}
    for found in match(queries, candidates, least=0):
        assert isinstance(found, Match)
        assert 0 <= found.score <= 1.0001
        for span in found.spans:
            assert 0 <= span.query_start < span.query_end <= len(texts_of[found.query])
            assert 0 <= span.candidate_start < span.candidate_end <= len(texts_of[found.candidate])


@settings(max_examples=20, deadline=None)
@given(texts.filter(lambda text: any(letter.isalnum() for letter in text)), texts)
def test_a_change_is_most_like_itself(new, old):
    same = Wording("same", new, old)
    found = match([Wording("q", new, old)], [Wording("other", new + " cd ab", old), same], least=0)
    if found:
        assert max(found, key=lambda each: each.score).score == next(
            each.score for each in found if each.candidate == "same"
        )


def test_any_number_of_threads_gives_the_same_table():
    from amendment_generator import Habits, bill

    made = bill(9, habits=Habits(paragraphs=30, proposals=400, amendments=600))

    def given_rows(wordings):
        return Given(
            pa.array([each.id for each in wordings]),
            pa.array([each.new for each in wordings], pa.large_string()),
            pa.array([each.old for each in wordings], pa.large_string()),
        )

    tables = [
        pa.Table.from_batches(
            [
                batch
                for _, batch in matches(
                    given_rows(made.amendments), given_rows(made.proposals), threads=threads
                )
            ],
            MATCHES,
        )
        for threads in (1, 3)
    ]
    assert tables[0].equals(tables[1])
    best = tables[0].filter(pa.compute.equal(tables[0]["rank"], 1))
    right = [
        made.source[query] == candidate
        for query, candidate in zip(
            best["query"].to_pylist(), best["candidate"].to_pylist(), strict=True
        )
    ]
    assert sum(right) / len(made.amendments) > 0.7
