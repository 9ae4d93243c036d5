"""The demonstration's content hangs together: references resolve, quotes are verbatim."""

from datetime import datetime, time
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest

from tests.demonstration.content import (
    AGENDA,
    ALL_CLAUSES,
    AMENDMENTS,
    BODIES,
    BY_KEY,
    CALL_BY_KEY,
    CALLS,
    CLAUSES,
    CONSIDERATIONS,
    DECISION_KEYS,
    DECISIONS,
    FOLLOW_UP,
    GROUPS,
    ISSUANCE,
    LETTER_KEYS,
    LETTERS,
    MANDATE,
    MEETINGS,
    PATHS,
    PEOPLE,
    PERSONS,
    POSITIONS,
    PROVINCES,
    QUOTING,
    STATEMENTS,
    SUBMISSIONS,
    TEXT,
    THEMES,
    VERSIONS,
    keys_of,
)

REFERENCES = [
    ("persons", "body", PEOPLE["persons"], BODIES),
    ("groups", "responsible_body", PEOPLE["groups"], BODIES),
    ("groups", "parent", PEOPLE["groups"], GROUPS),
    ("memberships", "group", PEOPLE["memberships"], GROUPS),
    ("memberships", "person", PEOPLE["memberships"], PERSONS),
    ("memberships", "body", PEOPLE["memberships"], BODIES),
    ("axes", "clause", MANDATE["axes"], PATHS),
    ("duties", "clause", MANDATE["duties"], PATHS),
    ("duties", "axis", MANDATE["duties"], keys_of(MANDATE["axes"])),
    ("duties", "bodies", MANDATE["duties"], BODIES),
    ("duties", "supporting", MANDATE["duties"], BODIES),
    ("calls", "group", CALLS["calls"], GROUPS),
    ("calls", "clauses", CALLS["calls"], PATHS),
    ("calls", "co_organisers", CALLS["calls"], BODIES),
    ("calls", "covering_letter", CALLS["calls"], LETTER_KEYS),
    ("addressees", "body", CALL_BY_KEY["agencies"]["addressees"], BODIES),
    ("addressees", "submission", CALL_BY_KEY["agencies"]["addressees"], set(BY_KEY)),
    ("questions", "clause", CALL_BY_KEY["input"]["questions"], PATHS),
    ("nominations", "submission", CALLS["nominations"], set(BY_KEY)),
    ("nominations", "person", CALLS["nominations"], PERSONS),
    ("submissions", "call", SUBMISSIONS, set(CALL_BY_KEY)),
    ("submissions", "body", SUBMISSIONS, BODIES),
    ("submissions", "province", SUBMISSIONS, keys_of(PROVINCES["provinces"])),
    ("submissions", "duplicate_of", SUBMISSIONS, set(BY_KEY)),
    ("submissions", "campaign", SUBMISSIONS, keys_of(THEMES["campaigns"])),
    ("themes", "parent", THEMES["themes"], keys_of(THEMES["themes"])),
    ("themes", "axis", THEMES["themes"], keys_of(MANDATE["axes"])),
    ("codings", "theme", THEMES["codings"], keys_of(THEMES["themes"])),
    ("codings", "by", THEMES["codings"], PERSONS),
    ("considerations", "dimension", THEMES["considerations"], keys_of(THEMES["dimensions"])),
    ("considerations", "theme", THEMES["considerations"], keys_of(THEMES["themes"])),
    ("considerations", "decision", THEMES["considerations"], DECISION_KEYS),
    ("dispositions", "clause", THEMES["dispositions"], ALL_CLAUSES),
    ("dispositions", "forwarded_to", THEMES["dispositions"], BODIES),
    ("actors", "members", POSITIONS["actors"], keys_of(POSITIONS["actors"])),
    ("actors", "body", POSITIONS["actors"], BODIES),
    ("issues", "themes", POSITIONS["issues"], keys_of(THEMES["themes"])),
    ("statements", "actor", POSITIONS["statements"], keys_of(POSITIONS["actors"])),
    ("statements", "issue", POSITIONS["statements"], keys_of(POSITIONS["issues"])),
    ("statements", "round", POSITIONS["statements"], keys_of(POSITIONS["rounds"])),
    ("statements", "source", POSITIONS["statements"], keys_of(POSITIONS["sources"])),
    ("alignments", "actor", POSITIONS["alignments"], keys_of(POSITIONS["actors"])),
    ("alignments", "statements", POSITIONS["alignments"], STATEMENTS),
    ("own positions", "issue", POSITIONS["own_positions"], keys_of(POSITIONS["issues"])),
    ("own positions", "considerations", POSITIONS["own_positions"], CONSIDERATIONS),
    ("own positions", "awaiting", POSITIONS["own_positions"], BODIES),
    ("guards", "consideration", TEXT["guards"], CONSIDERATIONS),
    ("guards", "clause", TEXT["guards"], ALL_CLAUSES),
    ("amendments", "base", TEXT["amendments"], set(VERSIONS)),
    ("amendments", "proposer", TEXT["amendments"], BODIES),
    ("conflicts", "amendments", TEXT["conflicts"], set(AMENDMENTS)),
    ("attendance", "meeting", DECISIONS["attendance"], set(MEETINGS)),
    ("attendance", "person", DECISIONS["attendance"], PERSONS),
    ("attendance", "stands_for", DECISIONS["attendance"], PERSONS),
    ("decisions", "meeting", DECISIONS["decisions"], set(MEETINGS)),
    ("decisions", "agenda_item", DECISIONS["decisions"], AGENDA),
    ("action items", "decision", DECISIONS["action_items"], DECISION_KEYS),
    ("action items", "responsible", DECISIONS["action_items"], PERSONS),
    ("action items", "body", DECISIONS["action_items"], BODIES),
    ("submittals", "version", DECISIONS["submittals"], set(VERSIONS)),
    ("submittals", "decision", DECISIONS["submittals"], DECISION_KEYS),
    ("submittals", "letter", DECISIONS["submittals"], LETTER_KEYS),
    ("submittals", "answer_letter", DECISIONS["submittals"], LETTER_KEYS),
    ("issuances", "version", ISSUANCE["issuances"], set(VERSIONS)),
    ("issuances", "signatory", ISSUANCE["issuances"], PERSONS),
    ("issuances", "submittal", ISSUANCE["issuances"], keys_of(DECISIONS["submittals"])),
    ("recipients", "body", ISSUANCE["issuances"][0]["recipients"], BODIES),
    ("demands", "issuance", ISSUANCE["demands"], keys_of(ISSUANCE["issuances"])),
    ("demands", "body", ISSUANCE["demands"], BODIES),
    ("demands", "letter", ISSUANCE["demands"], LETTER_KEYS),
    ("demands", "clause", ISSUANCE["demands"], set(CLAUSES["rev2"])),
    ("letters", "sender", LETTERS["letters"], BODIES),
    ("letters", "recipients", LETTERS["letters"], BODIES),
    ("letters", "copies", LETTERS["letters"], BODIES),
    ("letters", "signatory", LETTERS["letters"], PERSONS),
    ("letters", "replies_to", LETTERS["letters"], LETTER_KEYS),
    ("letters", "follows", LETTERS["letters"], LETTER_KEYS),
    ("answers", "submission", FOLLOW_UP["answers"], set(BY_KEY)),
]


@pytest.mark.parametrize(
    ("rows", "field", "known"),
    [pytest.param(rows, field, known, id=f"{of}-{field}") for of, field, rows, known in REFERENCES],
)
def test_every_reference_resolves(rows, field, known):
    assert any(row.get(field) for row in rows)
    for row in rows:
        value = row.get(field) or []
        assert set(value if isinstance(value, list) else [value]) <= known


def _part(submission, name):
    texts = [
        part["text"]
        for part in submission["parts"]
        if name in {part["question"], part["clause"], None}
    ]
    return "\n\n".join(texts)


def test_quotes_are_verbatim_in_the_part_they_name():
    for row in QUOTING:
        assert row["quote"] in _part(BY_KEY[row["submission"]], row.get("part"))


def test_redactions_are_verbatim():
    redactions = [(s, r["quote"]) for s in SUBMISSIONS for r in s["redactions"]]
    assert len(redactions) >= 5
    assert all(quote in _part(submission, None) for submission, quote in redactions)


def test_parts_answer_questions_and_clauses_that_exist():
    questions = {question["key"] for question in CALL_BY_KEY["input"]["questions"]}
    for submission in SUBMISSIONS:
        assert submission["parts"]
        for part in submission["parts"]:
            assert part["text"].strip()
            assert part["question"] is None or part["question"] in questions
            assert part["clause"] is None or part["clause"] in CLAUSES["zero"]
            assert part["clause"] is None or submission["call"] == "comments"


def test_submissions_arrive_while_their_call_is_open():
    for submission in SUBMISSIONS:
        call = CALL_BY_KEY[submission["call"]]
        closes = datetime.combine(call["closes_on"], time.max, ZoneInfo(call["zone"]))
        assert call["opens_at"] <= datetime.fromisoformat(submission["received_at"]) <= closes


def test_the_contributions_are_as_varied_as_the_story_needs():
    assert len(BY_KEY) == len(SUBMISSIONS) == 150
    assert {s["sector"] for s in SUBMISSIONS} == {
        *("citizen", "guild", "company", "university", "agency", "civil", "international")
    }
    assert {s["publication"] for s in SUBMISSIONS} == {"named", "unnamed", "withheld"}
    assert {s["road"] for s in SUBMISSIONS} == {"form", "letter", "email"}
    assert [s["key"] for s in SUBMISSIONS if s["state"] == "declined"] == ["s-041"]
    assert len([s for s in SUBMISSIONS if s["duplicate_of"]]) == 1
    heard = {s["province"] for s in SUBMISSIONS}
    assert {p["key"] for p in PROVINCES["provinces"]} - heard == {"baghdarreh"}


def _shingles(text):
    words = text.split()
    return {tuple(words[i : i + 3]) for i in range(len(words) - 2)}


def test_voices_outside_the_campaign_are_their_own():
    voices = {
        s["key"]: _shingles(_part(s, None))
        for s in SUBMISSIONS
        if not s["campaign"] and not s["duplicate_of"]
    }
    for (_, one), (_, other) in combinations(voices.items(), 2):
        assert len(one & other) <= 0.2 * min(len(one), len(other))


def test_the_campaign_adds_and_reverses():
    (campaign,) = THEMES["campaigns"]
    sent = [s for s in SUBMISSIONS if s["campaign"] == campaign["key"]]
    assert [s["key"] for s in sent] == campaign["members"]
    assert len(sent) == 40
    parts = {p: [s["key"] for s in sent if s["campaign_part"] == p] for p in ("adds", "reverses")}
    assert parts == {"adds": campaign["adding"], "reverses": campaign["reversing"]}
    assert (len(parts["adds"]), len(parts["reverses"])) == (15, 4)
    form = _shingles(campaign["form_text"])
    for submission in sent:
        assert len(form & _shingles(_part(submission, None))) > 0.8 * len(form)


def test_coding_and_dispositions_are_rich_enough():
    assert len(THEMES["codings"]) >= 120
    assert len(THEMES["dispositions"]) >= 100
    assert {row["outcome"] for row in THEMES["dispositions"]} == {
        *("taken", "in_part", "not_taken", "out_of_scope", "forwarded")
    }
    assert all(row["reasons"]["fa"] and row["reasons"]["en"] for row in THEMES["dispositions"])
    forwarded = [row for row in THEMES["dispositions"] if "forwarded_to" in row]
    assert {row["outcome"] for row in forwarded} == {"forwarded"}


def test_fifteen_considerations_hold_two_red_lines_and_each_has_support():
    kinds = [row["kind"] for row in THEMES["considerations"]]
    assert len(kinds) == 15
    assert kinds.count("red_line") == 2
    for row in THEMES["considerations"]:
        assert any(passage["relation"] == "supports" for passage in row["passages"])


def test_a_paragraph_carries_at_most_one_coded_quote():
    """So that a passage is a paragraph, and one disposition answers it."""
    for submission in SUBMISSIONS:
        quotes = [c["quote"] for c in THEMES["codings"] if c["submission"] == submission["key"]]
        for part in submission["parts"]:
            for paragraph in part["text"].split("\n\n"):
                assert len([quote for quote in quotes if quote in paragraph]) <= 1
