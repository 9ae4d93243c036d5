"""The demonstration's story is consistent: versions follow from rulings, numbers have no gaps."""

import re
from collections import Counter

from dabir.domain.calendars import find_deadlines, parse_duration
from tests.demonstration.content import (
    AMENDMENTS,
    CONTENT,
    DECISIONS,
    FOLLOW_UP,
    ISSUANCE,
    LETTERS,
    MANDATE,
    MEETINGS,
    POSITIONS,
    SUBMISSIONS,
    TODAY,
)


def test_statements_quote_their_source_and_are_no_less_confidential():
    sources = {source["key"]: source for source in POSITIONS["sources"]}
    for statement in POSITIONS["statements"]:
        source = sources[statement["source"]]
        assert statement["quote"] in source["text"]
        assert statement["round"] == source["round"]
        assert statement["confidentiality"] == source["confidentiality"]


def test_an_own_position_is_declared_only_when_nobody_is_awaited():
    for position in POSITIONS["own_positions"]:
        assert (position["state"] == "declared") == (not position["awaiting"])


def _adopted(decision):
    votes = {side: len(names) for side, names in decision["votes"].items()}
    match decision["majority"]:
        case "simple":
            return votes["in_favour"] > votes["against"]
        case "two_thirds":
            return 3 * votes["in_favour"] >= 2 * decision["present"]
        case "consensus":
            return not votes["against"]


def test_votes_are_cast_by_those_present_and_decide():
    for decision in DECISIONS["decisions"]:
        present = {
            row["person"]
            for row in DECISIONS["attendance"]
            if row["meeting"] == decision["meeting"] and row["votes"]
        }
        cast = [name for names in decision["votes"].values() for name in names]
        assert Counter(cast) == Counter(present)
        assert decision["present"] == len(present)
        assert _adopted(decision) == (decision["outcome"] == "adopted")


def test_meetings_are_quorate():
    for meeting in MEETINGS.values():
        present = [
            row
            for row in DECISIONS["attendance"]
            if row["meeting"] == meeting["key"] and row["votes"]
        ]
        assert 2 * len(present) > meeting["entitled"]
        assert meeting["entitled"] == len(present) + len(meeting["absent"])


def test_every_ruling_was_confirmed_by_a_decision_of_its_meeting():
    confirmed = {
        amendment: decision["meeting"]
        for decision in DECISIONS["decisions"]
        for amendment in decision["about"].get("amendments", [])
    }
    assert confirmed == {k: amendment["ruling"]["meeting"] for k, amendment in AMENDMENTS.items()}


def test_the_charter_is_returned_once_then_approved_and_issued():
    first, second = DECISIONS["submittals"]
    assert (first["version"], first["state"]) == ("rev1", "returned")
    assert (second["version"], second["state"]) == ("rev2", "approved")
    (issuance,) = ISSUANCE["issuances"]
    assert (issuance["version"], issuance["submittal"]) == ("rev2", second["key"])
    assert first["answered_on"] < second["submitted_on"] < issuance["issued_on"] <= TODAY


def test_one_demand_is_answered_and_one_is_open():
    assert [demand["state"] for demand in ISSUANCE["demands"]] == ["answered", "sent"]
    assert ["reply" in demand for demand in ISSUANCE["demands"]] == [True, False]


def test_letter_numbers_run_without_gaps_in_the_order_of_their_dates():
    series = {}
    for letter in LETTERS["letters"]:
        series.setdefault(letter["kind"], []).append((letter["sequence"], letter["dated_on"]))
    assert set(series) == {"incoming", "outgoing", "internal"}
    for numbered in series.values():
        assert [number for number, _ in numbered] == list(range(1, len(numbered) + 1))
        assert [day for _, day in numbered] == sorted(day for _, day in numbered)


def test_replies_and_follow_ups_come_after_what_they_refer_to():
    dates = {letter["key"]: letter["dated_on"] for letter in LETTERS["letters"]}
    for letter in LETTERS["letters"]:
        for field in ("replies_to", "follows"):
            if field in letter:
                assert dates[letter[field]] < letter["dated_on"]


def test_duties_fall_due_when_the_mandate_says():
    mandate = MANDATE["mandate"]
    text = (CONTENT / mandate["source"]).read_text(encoding="utf-8")
    mentions = find_deadlines(text, adopted=mandate["adopted_on"], language="fa")
    for mention, duty in zip(mentions, MANDATE["duties"], strict=True):
        assert (mention.relative, mention.anchor) == (duty.get("within"), duty.get("anchor"))
        due = mention.due
        if mention.anchor == "notification":
            due = parse_duration(mention.relative).add_to(mandate["notified_on"], calendar="jalali")
        if mention.anchor == "event":
            due = parse_duration(mention.relative).add_to(POSITIONS["rounds"][-1]["to"])
        assert duty["due"] == due


def test_duties_are_done_open_and_overdue():
    overdue = [d for d in MANDATE["duties"] if d["state"] != "done" and d["due"] < TODAY]
    open_ = [d for d in MANDATE["duties"] if d["state"] != "done" and d["due"] >= TODAY]
    assert len(overdue) == 2
    assert len(open_) >= 5
    assert all(("done_on" in d) == (d["state"] == "done") for d in MANDATE["duties"])


def test_answers_go_to_contributors_once_and_not_to_the_declined():
    keys = [answer["submission"] for answer in FOLLOW_UP["answers"]]
    assert len(keys) == len(set(keys))
    states = {answer["submission"]: answer["state"] for answer in FOLLOW_UP["answers"]}
    declined = [s["key"] for s in SUBMISSIONS if s["state"] == "declined"]
    assert {states[key] for key in declined} == {"not_sent"}


def test_every_address_is_an_example():
    for path in CONTENT.iterdir():
        text = path.read_text(encoding="utf-8")
        assert all(m[1].endswith(".example") for m in re.finditer(r"\w@([\w.-]*\w)", text))


def test_persian_is_written_with_persian_letters():
    arabic = re.compile("[يكىۀ٠-٩]")
    for path in CONTENT.glob("*.toml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            # The one answer in Arabic, and names kept as their owners write them.
            if "أُخذ برأيكم" not in line and "submission" not in line and "quote" not in line:
                assert not arabic.search(line), f"{path.name}: {line[:80]}"
    for submission in SUBMISSIONS:
        if submission["language"] == "fa":
            assert not any(arabic.search(part["text"]) for part in submission["parts"])
