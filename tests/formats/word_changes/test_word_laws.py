"""Laws of Word files with tracked changes: what is written is read again, whoever changed it."""

from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import assume, given
from hypothesis import strategies as st

from dabir.domain.drafting import Add, Edit, Move, Part, apply, verify
from dabir.domain.drafting.amendments import Amendment, Delete, Proposed
from dabir.formats.word_changes import (
    AuthoredChanges,
    Front,
    StretchKind,
    read_tracked,
    received_changes,
    write_tracked,
)
from tests.domain.drafting.strategies import no_clause_twice, proposals, without_conflicts
from tests.thoroughness import thorough

FRONT = Front(title="متن")
AUTHORS = ["دولت", "France", "ژاپن & «هند»", "A", "b"]
START = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)


def in_language(made, language):
    """Keep of each amendment, by rank, what a file in one language holds."""
    made = sorted(made, key=lambda proposed: proposed[0].amendment)
    return [
        [
            each
            for each in proposed
            if not isinstance(each.operation, Edit) or each.operation.language == language
        ]
        for proposed in made
    ]


def authored(made):
    return [
        AuthoredChanges(
            author=AUTHORS[number],
            operations=tuple(each.operation for each in proposed),
            at=START + timedelta(days=number),
        )
        for number, proposed in enumerate(made)
        if proposed
    ]


def parts(version, language):
    """The paragraphs that a version makes in a file, as (uid, part, words)."""
    found = []
    for _, clause in version.walk():
        heading, text = clause.wording(Part.HEADING, language), clause.wording(Part.TEXT, language)
        found += [(clause.uid, Part.HEADING, heading)] if heading else []
        found += [(clause.uid, Part.TEXT, text)] if text or not heading else []
    return found


def lines(side):
    return [line.text for line in side if not line.shape.style.startswith("Dabir front")]


def words_of(version, language):
    return [words for _, _, words in parts(version, language) if words]


def only(version, language):
    """The clauses of a version with their words in one language: uid, parent, order, words."""
    return [
        (
            clause.uid,
            clause.parent,
            clause.order,
            clause.kind,
            clause.style,
            clause.wording(Part.HEADING, language),
            clause.wording(Part.TEXT, language),
        )
        for _, clause in version.walk()
    ]


def a_counter():
    number = count()
    return lambda: f"unexpected{next(number)}"


languages = st.sampled_from(["fa", "en"])


@thorough
@given(proposals(), languages)
def test_rejecting_all_gives_the_base_and_accepting_all_the_target(made, language):
    version, amendments = made
    kept = in_language(without_conflicts(version, amendments), language)
    assume(no_clause_twice(kept))
    document = read_tracked(write_tracked(version, authored(kept), language=language, front=FRONT))
    target = apply(version, [each for proposed in kept for each in proposed])
    assert [line for line in lines(document.base) if line] == words_of(version, language)
    assert [line for line in lines(document.target) if line] == words_of(target, language)


@thorough
@given(proposals(), languages)
def test_each_author_gets_back_what_was_proposed(made, language):
    version, amendments = made
    kept = in_language(without_conflicts(version, amendments), language)
    assume(no_clause_twice(kept))
    kept = list(distinct(version, kept))
    assume(not around_what_goes(version, kept))
    own = authored(kept)
    changes = [each for each in own if differs(version, each, language)]
    data = write_tracked(version, changes, language=language, front=FRONT)
    received = received_changes(read_tracked(data), version, language=language, new_uid=a_counter())
    sent = {each.author: each for each in changes}
    assert {each.author for each in received.changes} == set(sent)
    for each in received.changes:
        assert each.at == sent[each.author].at
        amendment = Amendment(1, version.symbol, (each.author,), each.operations)
        assert verify(amendment, version).operations == each.operations
        assert only(adopted(version, each), language) == only(
            adopted(version, sent[each.author]), language
        )


def distinct(version, kept):
    """Leave out what another proposes too: a file has one author for it, all of them.

    So what stands in a clause that one deletes stays out of what others delete.
    """
    seen = set()
    deleted = set()
    for proposed in kept:
        own = [each for each in proposed if each.operation not in seen]
        seen |= {each.operation for each in own}
        uids = {each.operation.uid for each in own if isinstance(each.operation, Delete)}
        nested = any(
            deleted & {uid, *version.ancestors(uid)}
            or any(uid in version.ancestors(other) for other in deleted)
            for uid in uids
        )
        if nested or len(own) < len(proposed):
            yield []
        else:
            deleted |= uids
            yield own


def around_what_goes(version, kept):
    """Whether one puts a clause into what they move, and another takes something out of it.

    A file shows the one where the whole comes to stand, the other where it was, and so not always
    which of both comes first.
    """
    for proposed in kept:
        operations = [each.operation for each in proposed]
        moved = {each.uid for each in operations if isinstance(each, Move)}
        filled = {
            around
            for each in operations
            if isinstance(each, (Add, Move)) and each.parent in version
            for around in moved & {each.parent, *version.ancestors(each.parent)}
        }
        if any(
            filled & {*version.ancestors(each.operation.uid)}
            for other in kept
            for each in other
            if other is not proposed and isinstance(each.operation, (Move, Delete))
        ):
            return True
    return False


def adopted(version, changes):
    return apply(version, [Proposed(1, n, each) for n, each in enumerate(changes.operations)])


def differs(version, changes, language):
    return only(adopted(version, changes), language) != only(version, language)


@thorough
@given(proposals(aims=("words", None)), languages)
def test_rejecting_a_compilation_gives_the_base(made, language):
    version, amendments = made
    changes = authored(in_language(amendments, language))
    data = write_tracked(version, changes, language=language, front=FRONT)
    document = read_tracked(data)
    assert [line for line in lines(document.base) if line] == words_of(version, language)
    assert data == write_tracked(version, changes, language=language, front=FRONT)
    known = {each.author for each in changes}
    for paragraph in document.paragraphs:
        for stretch in paragraph.stretches:
            if stretch.kind is StretchKind.DELETED:
                names = (stretch.deleted.author.replace("، ", ", ")).split(", ")
                assert stretch.is_label or set(names) <= known
