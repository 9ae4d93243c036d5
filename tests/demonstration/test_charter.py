"""The demonstration's charter: its versions follow, by the drafting rules, from the rulings."""

import pytest

from dabir.domain.drafting import (
    Add,
    Amendment,
    Clause,
    Delete,
    Edit,
    Kind,
    Move,
    NumberStyle,
    Symbol,
    Version,
    apply,
    find_conflicts,
    verify,
)
from tests.demonstration.content import AMENDMENTS, CLAUSES, CONSIDERATIONS, TEXT, VERSIONS


def _edits(amendment):
    return [op for op in amendment["operations"] if op["kind"] == "edit"]


def test_old_words_stand_exactly_once_in_the_clause_they_amend():
    assert len(AMENDMENTS) == 20
    for amendment in AMENDMENTS.values():
        for edit in _edits(amendment):
            clause = CLAUSES[amendment["base"]][edit["clause"]]
            assert clause["text"][edit["language"]].count(edit["old"]) == 1


def _version(key):
    rows = VERSIONS[key]["clauses"]
    return Version.of(
        Symbol(VERSIONS[key]["number"]),
        [
            Clause(
                uid=row["key"],
                parent=row.get("parent"),
                order=row["order"],
                kind=Kind(row["kind"]),
                style=NumberStyle(row["style"]),
                heading=row.get("heading", {}),
                text=row["text"],
            )
            for row in rows
        ],
    )


def _operation(row, base):
    match row["kind"]:
        case "edit":
            start = base[row["clause"]].text[row["language"]].index(row["old"])
            end = start + len(row["old"])
            return Edit(row["clause"], row["language"], start, end, row["old"], row["new"])
        case "add":
            kind = Kind(row["clause_kind"])
            after = row.get("after")
            return Add(row["clause"], row["parent"], after, kind, text=row["text"])
        case "delete":
            return Delete(row["clause"])
        case "move":
            return Move(row["clause"], row["parent"], row["after"])


def _proposed(base_key, outcomes):
    base = _version(base_key)
    for row in AMENDMENTS.values():
        if row["base"] == base_key and row["ruling"]["outcome"] in outcomes:
            operations = tuple(_operation(operation, base) for operation in row["operations"])
            made = Amendment(row["number"], base.symbol, (row["proposer"],), operations)
            yield from verify(made, base).proposed()


@pytest.mark.parametrize(("base", "derived"), [("zero", "rev1"), ("rev1", "rev2")])
def test_each_version_follows_from_the_one_before_and_the_accepted_amendments(base, derived):
    assert apply(_version(base), _proposed(base, {"accepted"})).same_text(_version(derived))


@pytest.mark.parametrize("base", ["zero", "rev1"])
def test_exactly_the_conflicts_that_are_listed_are_found(base):
    proposed = list(_proposed(base, {"accepted", "rejected", "withdrawn"}))
    found = {
        (frozenset({c.first.amendment, c.second.amendment}), c.hard)
        for c in find_conflicts(_version(base), proposed)
        if c.first.amendment != c.second.amendment
    }
    listed = {
        (
            frozenset(AMENDMENTS[key]["number"] for key in row["amendments"]),
            row["strength"] == "hard",
        )
        for row in TEXT["conflicts"]
        if AMENDMENTS[row["amendments"][0]]["base"] == base
    }
    assert found == listed


def test_the_zero_draft_has_twenty_five_clauses_and_siblings_are_in_order():
    assert len(VERSIONS["zero"]["clauses"]) == 25
    for version in VERSIONS.values():
        orders = {}
        for clause in version["clauses"]:
            assert set(clause["grounds"]) <= CONSIDERATIONS
            assert clause.get("parent", clause["key"]) in CLAUSES[version["key"]]
            orders.setdefault(clause.get("parent"), []).append(clause["order"])
        assert all(order == list(range(len(order))) for order in orders.values())


def _keeps(guard, clauses):
    text = clauses[guard["clause"]]["text"][guard["language"]]
    kept = all(words in text for words in guard["must_contain"])
    return kept and not any(words in text for words in guard["must_not_contain"])


def test_the_red_lines_are_crossed_by_the_zero_draft_and_kept_ever_after():
    for guard in TEXT["guards"]:
        assert [_keeps(guard, CLAUSES[version]) for version in ("zero", "rev1", "rev2")] == [
            *(False, True, True)
        ]


def test_findings_bind_upstream_clauses_to_draft_clauses():
    upstream = {c["key"] for document in TEXT["upstream_documents"] for c in document["clauses"]}
    assert {finding["verdict"] for finding in TEXT["findings"]} == {"consistent", "conflict", "gap"}
    for finding in TEXT["findings"]:
        assert finding["upstream"] in upstream
        assert finding["clause"] in CLAUSES[finding["version"]]
