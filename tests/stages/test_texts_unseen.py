"""Nothing is decided on what nobody saw: what changed since it was shown is looked at again."""

import pytest

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.stages.texts.acts import (
    answer_treatment,
    ask_redraft,
    derive_version,
    merge_clauses,
    merge_options,
    propose_treatment,
    reopen_contest,
    reopen_operations,
    rule_amendment,
    rule_contest,
    rule_en_bloc,
    rule_operations,
    withdraw_amendment,
)
from dabir.stages.texts.compiling.compiled import compile_seen, kept_form
from dabir.stages.texts.compiling.foresight import foresee
from dabir.stages.texts.compiling.merging import added_beside, one_for_all
from dabir.stages.texts.compiling.shown import (
    foreseen_as,
    kept_as,
    ruled_as,
    stands_as,
    treated_as,
)
from dabir.stages.texts.models import Amendment, Treatment
from dabir.stages.texts.queries.examining import state_of
from dabir.stages.texts.rulings import rulings_of
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import add_note, edit, make_text, propose

pytestmark = pytest.mark.django_db

WHY = {"fa": "چنین نمی‌شود."}


class World:
    """Two bodies word one sentence otherwise; two secretaries decide."""

    def __init__(self):
        self.group = make_group()
        self.body, self.other = map(make_body, ("اتحادیه", "انجمن"))
        self.secretary, self.colleague = make_secretary(self.group), make_secretary(self.group)
        self.member = make_member(self.group, body=self.body)
        self.neighbour = make_member(self.group, body=self.other)
        self.text = make_text(self.group, self.secretary)
        self.version = self.text.versions.get()
        self.week = edit(self.text, "one", "هر ماه", "هر هفته")
        self.season = edit(self.text, "one", "هر ماه", "هر فصل")
        self.first = propose(self.text, self.member, self.week, body=self.body)

    def second(self):
        return propose(self.text, self.neighbour, self.season, body=self.other)

    def slot(self):
        return next(each for each in kept_form(self.version, self.secretary).contests if each.part)

    def shown(self):
        return kept_as(self.slot(), rulings_of(Amendment.objects.all()))

    def rule(self, option, shown, **more):
        return rule_contest(
            version=self.version,
            contest=self.slot().uid,
            options=[self.slot().options[option].uid],
            shown=shown,
            actor=self.secretary,
            at=AT,
            **more,
        )

    def take_back(self, shown):
        return reopen_contest(
            version=self.version,
            contest=self.slot().uid,
            shown=shown,
            actor=self.secretary,
            at=AT,
        )

    def merge(self, words, shown):
        return merge_options(
            version=self.version,
            contest=self.slot().uid,
            words=words,
            shown=shown,
            actor=self.secretary,
            at=AT,
        )

    def treat(self, what="accept", **more):
        return propose_treatment(
            amendment=self.first, what=what, actor=self.secretary, at=AT, **more
        )


@pytest.fixture
def world():
    return World()


def test_words_proposed_since_are_not_merged_unseen(world):
    shown = kept_as(world.slot())
    world.second()
    with pytest.raises(NotNow):
        world.merge("هر دو هفته", shown)
    made = world.merge("هر دو هفته", kept_as(world.slot()))
    assert set(made.merges.values_list("number", flat=True)) == {1, 2}


def test_words_that_were_withdrawn_since_are_not_merged(world):
    second = world.second()
    shown = kept_as(world.slot())
    withdraw_amendment(amendment=second, actor=world.neighbour, at=AT)
    with pytest.raises(NotNow):
        world.merge("هر دو هفته", shown)


def test_pressing_merge_twice_makes_one_amendment(world):
    shown = kept_as(world.slot())
    world.merge("هر دو هفته", shown)
    with pytest.raises(Refused):
        world.merge("هر دو هفته", shown)
    assert world.text.amendments.count() == 2


def test_clauses_to_be_added_since_are_not_merged_unseen(world):
    propose(world.text, world.member, add_note("one", "علنی است."), body=world.body)

    def places():
        compilation = compile_seen(world.version, world.secretary).compilation
        found = (e for e in compilation.contests.values() if getattr(e, "addition", False))
        first = next(found)
        return [first, *added_beside(compilation, first)]

    def merge(shown):
        return merge_clauses(
            version=world.version,
            contest=places()[0].uid,
            operations=one_for_all(places(), {}, {"fa": "علنی و کوتاه است."}),
            shown=shown,
            actor=world.secretary,
            at=AT,
        )

    shown = stands_as(*places())
    propose(world.text, world.neighbour, add_note("one", "کوتاه است."), body=world.other)
    with pytest.raises(NotNow):
        merge(shown)
    again = stands_as(*places())
    made = merge(again)
    assert set(made.merges.values_list("number", flat=True)) == {2, 3}
    with pytest.raises(NotNow):
        merge(again)


@pytest.mark.parametrize("how", ["rule", "reopen"])
def test_a_ruling_noted_meanwhile_is_not_overwritten(world, how):
    second = world.second()
    shown = world.shown()
    rule_amendment(amendment=second, accept=True, actor=world.colleague, at=AT)
    with pytest.raises(NotNow):
        world.rule(1, shown) if how == "rule" else world.take_back(shown)
    second.refresh_from_db()
    assert second.state == "accepted"
    assert world.rule(1, world.shown())


def test_one_place_may_be_ruled_on_while_another_one_is(world):
    shown = world.shown()
    apart = propose(
        world.text, world.neighbour, edit(world.text, "two", "منتشر", "پخش"), body=world.other
    )
    rule_amendment(amendment=apart, accept=True, actor=world.colleague, at=AT)
    assert world.rule(1, shown)


def rule_all(amendment, **more):
    return rule_amendment(amendment=amendment, accept=True, **more)


def rule_part(amendment, **more):
    return rule_operations(amendment=amendment, ruling="accepted", places=[0], **more)


def take_back(amendment, **more):
    return reopen_operations(amendment=amendment, places=[0], **more)


def send_back(amendment, **more):
    return ask_redraft(amendment=amendment, reasons=WHY, **more)


@pytest.mark.parametrize("act", [rule_all, rule_part, take_back, send_back])
def test_an_amendment_that_was_ruled_on_meanwhile_is_looked_at_again(world, act):
    more = {"actor": world.secretary, "at": AT}
    shown = ruled_as(world.first)
    rule_operations(
        amendment=world.first, ruling="bracketed", actor=world.colleague, at=AT, reasons=WHY
    )
    with pytest.raises(NotNow):
        act(world.first, shown=shown, **more)
    assert world.first.operation_rulings.get().ruling == "bracketed"
    assert act(world.first, shown=ruled_as(world.first), **more)


@pytest.mark.parametrize("act", [rule_all, rule_part, take_back, send_back])
def test_an_amendment_that_was_changed_meanwhile_is_looked_at_again(world, act):
    both = propose(
        world.text, world.member, world.week, add_note("one", "علنی است."), body=world.body
    )
    shown = ruled_as(both)
    withdraw_amendment(amendment=both, places=[1], actor=world.member, at=AT)
    with pytest.raises(NotNow):
        act(both, shown=shown, actor=world.secretary, at=AT)


def test_a_procedure_proposed_meanwhile_is_not_overwritten(world):
    world.treat("discuss", seen="")
    with pytest.raises(NotNow):
        world.treat("accept", seen="")
    there = Treatment.objects.get()
    assert there.what == "discuss"
    assert world.treat("accept", seen=state_of(there))


def test_a_block_that_says_something_else_by_now_is_not_dealt_with(world):
    def agree():
        treatment = Treatment.objects.get()
        answer_treatment(
            treatment=treatment, body=world.body, agrees=True, actor=world.member, at=AT
        )
        return treatment

    def deal(shown):
        return rule_en_bloc(
            text=world.text, amendments=[world.first], shown=shown, actor=world.secretary, at=AT
        )

    world.treat("reject", reasons=WHY)
    shown = treated_as([agree()])
    world.treat("accept")
    agreed = agree()
    with pytest.raises(NotNow):
        deal(shown)
    world.first.refresh_from_db()
    assert world.first.state == "proposed"
    assert deal(treated_as([agreed]))
    world.first.refresh_from_db()
    assert world.first.state == "accepted"


def test_what_is_bracketed_since_does_not_go_along_unseen(world):
    rule_amendment(amendment=world.first, accept=True, actor=world.secretary, at=AT)
    later = propose(
        world.text, world.neighbour, edit(world.text, "two", "منتشر", "پخش"), body=world.other
    )
    shown = foreseen_as(foresee(world.text))
    rule_operations(amendment=later, ruling="bracketed", actor=world.colleague, at=AT)
    with pytest.raises(NotNow):
        derive_version(text=world.text, shown=shown, actor=world.secretary, at=AT)
    shown = foreseen_as(foresee(world.text))
    reopen_operations(amendment=later, actor=world.colleague, at=AT)
    with pytest.raises(NotNow):
        derive_version(text=world.text, shown=shown, actor=world.secretary, at=AT)
    assert derive_version(
        text=world.text, shown=foreseen_as(foresee(world.text)), actor=world.secretary, at=AT
    )


def test_what_is_accepted_since_is_not_carried_unseen(world):
    rule_amendment(amendment=world.first, accept=True, actor=world.secretary, at=AT)
    shown = foreseen_as(foresee(world.text))
    later = propose(
        world.text, world.neighbour, edit(world.text, "two", "منتشر", "پخش"), body=world.other
    )
    assert foreseen_as(foresee(world.text, renumbering=True)) == shown
    rule_amendment(amendment=later, accept=True, actor=world.colleague, at=AT)
    with pytest.raises(NotNow):
        derive_version(text=world.text, shown=shown, actor=world.secretary, at=AT)
    shown = foreseen_as(foresee(world.text))
    assert derive_version(text=world.text, shown=shown, actor=world.secretary, at=AT)
    with pytest.raises(NotNow):
        derive_version(text=world.text, shown=shown, actor=world.secretary, at=AT)
