"""Clauses that are contested as a whole, merged: taken out or moved, or added in one place."""

from datetime import timedelta

import pytest

from dabir.domain.drafting import Add, Delete, Edit, Move
from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts import (
    derive_version,
    merge_clauses,
    reopen_contest,
    rule_amendment,
    rule_contest,
)
from dabir.stages.texts.compiling.compiled import compile_seen
from dabir.stages.texts.compiling.merging import added_beside, one_for_all
from dabir.stages.texts.models import Amendment, OperationRuling
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, add_note, delete, edit, make_text, move, propose

pytestmark = pytest.mark.django_db


class World:
    """Two bodies, one of which takes a clause out that the other moves; both add a note."""

    def __init__(self):
        self.group = make_group()
        self.body, self.other = map(make_body, ("اتحادیه", "انجمن"))
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, body=self.body)
        self.neighbour = make_member(self.group, body=self.other)
        self.text = make_text(self.group, self.secretary)
        self.version = self.text.versions.get()

    def say(self, *operations, body=None, **more):
        return propose(self.text, self.secretary, *operations, body=body or self.body, **more)

    def contest(self, *, addition):
        found = compile_seen(self.version, self.secretary).compilation.contests.values()
        return next(
            each for each in found if hasattr(each, "addition") and each.addition is addition
        )

    def merge(self, contest, *operations):
        return merge_clauses(
            version=self.version,
            contest=contest.uid,
            operations=operations,
            actor=self.secretary,
            at=AT,
        )

    def together(self, text="جلسه‌ها علنی و کوتاه است."):
        compilation = compile_seen(self.version, self.secretary).compilation
        choice = self.contest(addition=True)
        return one_for_all([choice, *added_beside(compilation, choice)], {}, {"fa": text})

    def adopt(self, made):
        """Choose what it says wherever it says something; return the first of these places."""
        places = [
            (each.uid, option.uid)
            for each in compile_seen(self.version, self.secretary).compilation.contests.values()
            for option in each.options
            if made.number in {one.amendment for one in option.operations}
        ]
        for contest, option in places:
            rule_contest(
                version=self.version,
                contest=contest,
                options=[option],
                actor=self.secretary,
                at=AT,
            )
        return compile_seen(self.version, self.secretary).compilation.contests[places[0][0]]


@pytest.fixture
def world():
    return World()


def states():
    return list(Amendment.objects.order_by("number").values_list("state", flat=True))


def test_a_clause_that_is_taken_out_or_moved_is_merged_into_a_place_and_other_words(world):
    world.say(delete("note"))
    world.say(move("note", None), body=world.other)
    contest = world.contest(addition=False)
    words = edit(world.text, "note", "محرمانه", "سری")
    made = world.merge(contest, Move(UIDS["note"], UIDS["one"], None), words)
    assert set(made.merges.values_list("number", flat=True)) == {1, 2}
    assert {each.what for each in world.contest(addition=False).proposed} == {"delete", "move"}
    world.adopt(made)
    version = derive_version(text=world.text, actor=world.secretary, at=AT)
    note = version.clauses.get(uid=UIDS["note"])
    assert str(note.parent_uid) == UIDS["one"]
    assert "سری" in note.wordings.get(language="fa").text
    assert states()[:2] == ["rejected", "rejected"]


def test_what_is_proposed_already_is_no_merger(world):
    world.say(delete("note"))
    world.say(move("note", None), body=world.other)
    with pytest.raises(Refused):
        world.merge(world.contest(addition=False), Move(UIDS["note"], None, None))


@pytest.mark.parametrize(
    "operation",
    [
        Delete(UIDS["note"]),
        Move(UIDS["one"], None, UIDS["two"]),
        Edit(UIDS["one"], "fa", 0, 7, "کارگروه", "گروه"),
        add_note("two", "یک تبصره"),
    ],
)
def test_a_merger_is_about_the_clause_that_is_contested(world, operation):
    world.say(delete("note"))
    world.say(move("note", None), body=world.other)
    with pytest.raises(Refused):
        world.merge(world.contest(addition=False), operation)


def test_clauses_that_would_be_added_in_one_place_are_merged_with_what_stands_in_them(world):
    first = add_note("one", "جلسه‌ها علنی است.")
    inner = Add(
        "11111111-1111-4111-8111-111111111111",
        first.uid,
        None,
        first.kind,
        first.style,
        {},
        {"fa": "مگر آنکه"},
    )
    world.say(first, inner)
    world.say(add_note("one", "جلسه‌ها کوتاه است."), body=world.other)
    apart = world.say(add_note("two", "جای دیگر."), body=world.other)
    made = world.merge(world.contest(addition=True), *world.together())
    assert set(made.merges.values_list("number", flat=True)) == {1, 2}
    assert [each["text"] for each in made.operations] == [
        {"fa": "جلسه‌ها علنی و کوتاه است."},
        {"fa": "مگر آنکه"},
    ]
    assert made.operations[1]["parent"] == made.operations[0]["clause"]
    world.adopt(made)
    version = derive_version(text=world.text, actor=world.secretary, at=AT)
    added = version.clauses.filter(parent_uid=UIDS["one"])
    assert [each.wordings.get().text for each in added] == ["جلسه‌ها علنی و کوتاه است."]
    assert states() == ["rejected", "rejected", "proposed", "carried"]
    assert apart.number == 3


@pytest.mark.parametrize("undo", [True, False])
def test_what_a_merger_took_with_it_is_undecided_once_that_is_not_adopted(world, undo):
    first = world.say(add_note("one", "جلسه‌ها علنی است."))
    world.say(add_note("one", "جلسه‌ها کوتاه است."), body=world.other)
    made = world.merge(world.contest(addition=True), *world.together())
    rule_amendment(
        amendment=first,
        accept=False,
        reasons={"fa": "نه"},
        actor=world.secretary,
        at=AT - timedelta(days=1),
    )
    place = world.adopt(made)
    assert states() == ["rejected", "rejected", "accepted"]
    more = {"actor": world.secretary, "at": AT + timedelta(days=1)}
    if undo:
        reopen_contest(version=world.version, contest=place.uid, **more)
    else:
        rule_contest(
            version=world.version, contest=place.uid, options=[place.options[0].uid], **more
        )
    assert states()[1:] == ["proposed", "proposed" if undo else "rejected"]
    assert not OperationRuling.objects.filter(amendment=first).exists()


def test_in_brackets_nothing_is_rejected_in_the_stead_of_a_merger(world):
    world.say(add_note("one", "جلسه‌ها علنی است."))
    world.say(add_note("one", "جلسه‌ها کوتاه است."), body=world.other)
    made = world.merge(world.contest(addition=True), *world.together())
    for each in compile_seen(world.version, world.secretary).compilation.contests.values():
        chosen = [one.uid for one in each.proposed if made.number in one.amendments]
        if chosen:
            rule_contest(
                version=world.version,
                contest=each.uid,
                options=chosen,
                bracketed=True,
                actor=world.secretary,
                at=AT,
            )
    assert states() == ["proposed", "proposed", "bracketed"]


def test_a_clause_in_another_place_is_no_merger_of_additions(world):
    world.say(add_note("one", "جلسه‌ها علنی است."))
    with pytest.raises(Refused):
        world.merge(world.contest(addition=True), add_note("two", "جای دیگر."))


def test_a_merger_is_as_closed_as_what_it_merges(world):
    world.say(add_note("one", "جلسه‌ها علنی است."))
    world.say(
        add_note("one", "جلسه‌ها کوتاه است."),
        body=world.other,
        confidentiality=Confidentiality.BODIES,
        bodies=[world.other],
    )
    made = world.merge(world.contest(addition=True), *world.together())
    assert made.address.confidentiality == Confidentiality.BODIES
    assert list(made.address.bodies.all()) == [world.other]


def test_a_place_that_is_not_contested_any_more_is_not_merged(world):
    only = world.say(delete("note"))
    contest = world.contest(addition=False)
    rule_amendment(amendment=only, accept=True, actor=world.secretary, at=AT)
    derive_version(text=world.text, actor=world.secretary, at=AT)
    with pytest.raises(NotNow):
        world.merge(contest, Move(UIDS["note"], None, None))
