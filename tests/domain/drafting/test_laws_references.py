"""What must hold of references, whatever moves."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from dabir.domain.drafting import Clause, Kind, Numbering, NumberStyle, Version
from dabir.domain.drafting.references.binding import Brokenness, find_references
from dabir.domain.drafting.references.renumbering import renumber
from dabir.domain.drafting.versions import ZERO_DRAFT
from tests.thoroughness import thorough


@st.composite
def referring(draw):
    """Articles with notes and lettered clauses, each of which cites some others by number."""
    language = draw(st.sampled_from(["fa", "en"]))
    clauses = []
    for number in range(draw(st.integers(2, 5))):
        clauses.append(Clause(f"a{number}", None, number, Kind.ARTICLE))
        inner = draw(st.sampled_from([Kind.NOTE, Kind.CLAUSE]))
        style = NumberStyle.LETTERS if inner is Kind.CLAUSE else NumberStyle.DIGITS
        for place in range(draw(st.integers(0, 3))):
            uid = f"i{number}.{place}"
            clauses.append(Clause(uid, f"a{number}", place, inner, style))
    version = Version.of(ZERO_DRAFT, clauses)
    numbering = Numbering(version)
    written = []
    meant = {}
    for clause in clauses:
        cited = draw(st.lists(st.sampled_from([each.uid for each in clauses]), max_size=2))
        names = [numbering.citation(uid, language) for uid in cited]
        text = " ".join(
            f"طبق {name} عمل شود." if language == "fa" else f"See {name}." for name in names
        )
        written.append(replace(clause, text={language: text}))
        meant[clause.uid] = cited
    return Version.of(ZERO_DRAFT, written), meant


@st.composite
def rearranged(draw):
    """A referring text, and the same after clauses moved, went away and came."""
    old, meant = draw(referring())
    articles = list(old.children(None))
    clauses = []
    gone = draw(st.sets(st.sampled_from(sorted(old.clauses)), max_size=1))
    for clause in old.clauses.values():
        if clause.uid in gone or clause.parent in gone:
            continue
        parent = clause.parent
        if parent is not None and draw(st.integers(0, 4)) == 0:
            parent = draw(st.sampled_from([uid for uid in articles if uid not in gone]))
        clauses.append(replace(clause, parent=parent, order=draw(st.integers(0, 9))))
    if draw(st.booleans()):
        clauses.append(Clause("new", None, draw(st.integers(0, 9)), Kind.ARTICLE))
    assume(any(clause.parent is None for clause in clauses))
    return old, Version.of(ZERO_DRAFT.following(), clauses), meant


@thorough
@given(referring())
def test_what_is_cited_by_number_is_bound_to_what_was_meant(case):
    version, meant = case
    found, broken = find_references(version)
    assert not broken
    for uid, cited in meant.items():
        targets = [each.targets for each in found if each.uid == uid]
        assert targets == [(target,) for target in cited]


@thorough
@given(rearranged())
def test_references_mean_after_renumbering_what_they_meant_or_are_said_to_be_broken(case):
    old, new, meant = case
    done = renumber(old, new)
    found, _ = find_references(done.renumbered)
    for uid, cited in meant.items():
        if uid not in new:
            continue
        broken = [each for each in done.broken if each.uid == uid]
        for each in broken:
            assert each.reason in {Brokenness.TARGET_DELETED, Brokenness.OUT_OF_REACH}
            assert set(each.targets) <= set(cited)
            assert (each.targets[0] not in new) == (each.reason is Brokenness.TARGET_DELETED)
        expected = list(cited)
        for each in broken:
            expected.remove(each.targets[0])
        targets = [each.targets[0] for each in found if each.uid == uid]
        for target in expected:
            assert target in targets
    for uid in new.clauses:
        assert done.renumbered[uid].parent == new[uid].parent


@thorough
@given(referring())
def test_nothing_is_renumbered_where_nothing_moved(case):
    version, _ = case
    done = renumber(version, version)
    assert done.edits == ()
    assert done.broken == ()
    assert done.renumbered.same_text(version)


NEIGHBOURS = {"fa": ("ماده قبل", "ماده بعد"), "en": ("the preceding Article", "the next Article")}
SPANS = {"fa": "مواد {} تا {}", "en": "Articles {} to {}"}


@st.composite
def reaching(draw):
    """Articles of which each names a span of articles or its neighbour, then rearranged."""
    language = draw(st.sampled_from(["fa", "en"]))
    count = draw(st.integers(2, 7))
    uids = [f"a{place}" for place in range(count)]
    clauses, meant = [], {}
    for place, uid in enumerate(uids):
        beside = [(place - 1, 0), (place + 1, 1)]
        near = [(at, way) for at, way in beside if 0 <= at < count]
        if draw(st.booleans()):
            at, way = draw(st.sampled_from(near))
            words, meant[uid] = NEIGHBOURS[language][way], [uids[at]]
        else:
            first = draw(st.integers(0, count - 2))
            last = draw(st.integers(first + 1, count - 1))
            words = SPANS[language].format(first + 1, last + 1)
            meant[uid] = uids[first : last + 1]
        clauses.append(Clause(uid, None, place, Kind.ARTICLE, text={language: f"({words})"}))
    old = Version.of(ZERO_DRAFT, clauses)
    gone = draw(st.sets(st.sampled_from(uids), max_size=2))
    added = [f"n{place}" for place in range(draw(st.integers(0, 2)))]
    left = [uid for uid in uids if uid not in gone]
    order = draw(st.permutations(left)) if draw(st.booleans()) else left
    for uid in added:
        order = [*order]
        order.insert(draw(st.integers(0, len(order))), uid)
    known = {clause.uid: clause for clause in clauses}
    made = [
        replace(known.get(uid, Clause(uid, None, 0, Kind.ARTICLE)), order=place)
        for place, uid in enumerate(order)
    ]
    return old, Version.of(ZERO_DRAFT.following(), made), meant


@thorough
@given(reaching())
def test_spans_and_neighbours_mean_what_is_left_of_what_they_meant(case):
    old, new, meant = case
    order = list(new.children(None))
    done = renumber(old, new)
    found, unbound = find_references(done.renumbered)
    means = {each.uid: each.targets for each in found}
    broken = {each.uid: each.reason for each in done.broken}
    assert {each.uid for each in unbound} <= set(broken)
    for uid in [uid for uid in order if uid in old]:
        left = {each for each in meant[uid] if each in new}
        if not left:
            assert broken[uid] is Brokenness.TARGET_DELETED
            continue
        places = [order.index(each) for each in left]
        between = set(order[min(places) : max(places) + 1])
        if between & set(old.clauses) != left:
            assert broken[uid] is Brokenness.TORN
            continue
        assert uid not in broken
        assert set(means[uid]) == between


@thorough
@given(reaching())
def test_spans_and_neighbours_stay_as_they_are_where_nothing_moved(case):
    old, _, meant = case
    found, broken = find_references(old)
    assert not broken
    assert {each.uid: list(each.targets) for each in found} == meant
    assert renumber(old, old).edits == ()
