"""Random texts and amendments.

`proposals` can be aimed: at words, so that many edits meet in one wording, or at moves, where the
faults of structure hide.
"""

from hypothesis import strategies as st

from dabir.domain.drafting.amendments import Add, Delete, Edit, Move, Proposed
from dabir.domain.drafting.clauses import Clause, Kind, NumberStyle, Part
from dabir.domain.drafting.conflicts import hard_clusters
from dabir.domain.drafting.verification import Unfit, check_circles, check_references
from dabir.domain.drafting.versions import ZERO_DRAFT, Version

WORDS = ["دبیر", "می‌شود", "کارگروه", "the", "note", "و", "۱۲", "،", "."]
wordings = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
kinds = st.sampled_from([Kind.CHAPTER, Kind.ARTICLE, Kind.NOTE, Kind.CLAUSE])
styles = st.sampled_from(NumberStyle)
texts = st.dictionaries(st.sampled_from(["fa", "en"]), wordings, max_size=2)


@st.composite
def versions(draw, *, most=7):
    clauses = []
    for number in range(draw(st.integers(1, most))):
        parent = draw(st.sampled_from([None, *(clause.uid for clause in clauses)]))
        clauses.append(
            Clause(
                uid=f"c{number}",
                parent=parent,
                order=draw(st.integers(0, 20)),
                kind=draw(kinds),
                style=draw(styles),
                heading=draw(texts) if draw(st.booleans()) else {},
                text=draw(texts),
            )
        )
    return Version.of(ZERO_DRAFT, clauses)


@st.composite
def wordy_versions(draw):
    """Two clauses at most, with something to quarrel about."""
    wording = st.lists(st.sampled_from(WORDS), min_size=3, max_size=7).map(" ".join)
    clauses = [
        Clause(f"c{number}", None, number, Kind.ARTICLE, text={"fa": draw(wording)})
        for number in range(draw(st.integers(1, 2)))
    ]
    return Version.of(ZERO_DRAFT, clauses)


@st.composite
def edits(draw, version):
    uid = draw(st.sampled_from(sorted(version.clauses)))
    there = list(version[uid].wordings())
    part, language = draw(st.sampled_from([*there, *there, *there, (Part.TEXT, "fa")]))
    wording = version[uid].wording(part, language)
    start = draw(st.integers(0, len(wording)))
    end = draw(st.just(start) | st.integers(start, len(wording)))
    new = draw(st.sampled_from(["", "تازه", " new ", "x", " ", "می‌شود", "مي شود"]))
    if new == wording[start:end]:
        new += "y"
    return Edit(uid, language, start, end, wording[start:end], new, part).snapped(wording)


@st.composite
def moves(draw, version):
    uid = draw(st.sampled_from(sorted(version.clauses)))
    parent = draw(st.sampled_from([None, *sorted(version.clauses)]))
    siblings = [sibling for sibling in version.children(parent) if sibling != uid]
    return Move(uid, parent, draw(st.sampled_from([None, *siblings])))


@st.composite
def deletes(draw, version):
    return Delete(draw(st.sampled_from(sorted(version.clauses))))


@st.composite
def additions(draw, version, uid):
    parent = draw(st.sampled_from([None, *sorted(version.clauses)]))
    after = draw(st.sampled_from([None, *version.children(parent)]))
    return Add(uid, parent, after, draw(kinds), draw(styles), {}, draw(texts))


def _chained(draw, version, number, count):
    """Operations around clauses that the amendment adds itself: in them, after them, into them."""
    first = draw(additions(version, f"n{number}.{count}"))
    second = draw(
        st.sampled_from(
            [
                Add(f"n{number}.{count + 1}", first.uid, None, Kind.CLAUSE),
                Add(f"n{number}.{count + 1}", first.parent, first.uid, Kind.CLAUSE),
                *(Move(uid, first.uid, None) for uid in sorted(version.clauses)),
            ]
        )
    )
    return [first, second]


@st.composite
def amendments(draw, version, number, *, aim=None):
    """The operations of one amendment that fits, as proposed; possibly none."""
    single = {
        "edit": lambda: draw(edits(version)),
        "move": lambda: draw(moves(version)),
        "delete": lambda: draw(deletes(version)),
    }
    choices = {
        None: ["edit", "edit", "move", "delete", "add", "chain"],
        "moves": ["move", "move", "move", "add", "chain", "delete"],
        "words": ["edit"] * 8 + ["move", "delete", "add"],
    }[aim]
    operations = []
    for _ in range(draw(st.integers(1, 3))):
        choice = draw(st.sampled_from(choices))
        if choice == "add":
            operations.append(draw(additions(version, f"n{number}.{len(operations)}")))
        elif choice == "chain":
            operations += _chained(draw, version, number, len(operations))
        else:
            operations.append(single[choice]())
    proposed = [Proposed(number, place, each) for place, each in enumerate(operations)]
    return proposed if fits(version, proposed) else []


def fits(version, proposed):
    """Whether the operations fit the version and, together, one another."""
    try:
        check_references(version, proposed)
        check_circles(version, [each.operation for each in proposed])
    except Unfit:
        return False
    return not hard_clusters(version, proposed)


@st.composite
def proposals(draw, *, most=4, aims=(None, "words", "moves")):
    """A version and amendments to it, each fitting alone, with whatever conflicts between them."""
    aim = draw(st.sampled_from(aims))
    version = draw(wordy_versions() if aim == "words" else versions())
    numbers = draw(st.permutations(range(1, draw(st.integers(2, most)) + 1)))
    made = [draw(amendments(version, number, aim=aim)) for number in numbers]
    if made[0] and draw(st.integers(0, 3)) == 0:
        # Somebody else proposes the same: co-sponsorship.
        made.append([Proposed(most + 1, each.place, each.operation) for each in made[0]])
    return version, [proposed for proposed in made if proposed]


def without_conflicts(version, made):
    """Keep, in their order, the amendments that can be adopted beside those kept before."""
    kept = []
    for proposed in made:
        together = [each for amendment in [*kept, proposed] for each in amendment]
        if fits(version, together):
            kept.append(proposed)
    return kept


def no_clause_twice(kept):
    """Whether no two add one clause under two names, or write one thing in two spellings.

    A file has such a thing once, as theirs together.
    """
    edited = [
        (each.target, each.start, each.end)
        for each in {one.operation for proposed in kept for one in proposed}
        if isinstance(each, Edit)
    ]
    if len(set(edited)) < len(edited):
        return False
    added = [
        (add.parent, add.after, add.kind, add.style, *add.heading.items(), *add.text.items())
        for add in {each.operation for proposed in kept for each in proposed}
        if isinstance(add, Add)
    ]
    return len(set(added)) == len(added)


def flat(made):
    return [each for proposed in made for each in proposed]
